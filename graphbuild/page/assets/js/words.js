// The words of the page in its languages. `t("key", values)` gives a wording of the current language;
// a wording with two forms separated by "|" is singular|plural, chosen by `values.n`.

const WORDS = {
  fr: {
    skipToTable: "Aller au tableau des énoncés",
    search: "Chercher", searchHint: "Nom, relation, phrase…", results: "Résultats",
    views: "Vues", legend: "Légende", table: "Tableau", timeline: "Chronologie", changes: "Désaccords",
    queries: "Requêtes", texts: "Textes", exportMenu: "Exporter", help: "Aide", close: "Fermer",
    switchLanguage: "EN – switch to English", otherLanguage: "EN", switchTheme: "Clair ou sombre",
    legendAndFilters: "Légende et filtres", graph: "Graphe", graphLabel: "Graphe des énoncés",
    graphHelp: "Les flèches vont d’un nœud à son voisin, Entrée ouvre les preuves, Échap ferme. Le tableau donne les mêmes énoncés en texte.",
    view: "Cadrage", zoomIn: "Agrandir", zoomOut: "Réduire", fit: "Tout voir", physics: "Simulation physique",
    details: "Détails", drawer: "Vue sous le graphe", drawerBody: "Contenu", grow: "Agrandir la vue",
    documents: "{n} document|{n} documents", entities: "{n} entité|{n} entités", statements: "{n} énoncé|{n} énoncés",
    evidences: "{n} preuve|{n} preuves", ofStatements: "{n} sur {all} énoncés",
    types: "Entités", statuses: "Statut", relations: "Relations", sources: "Sources", inDocuments: "Documents",
    dates: "Dates", confidence: "Confiance", reset: "Tout remettre", more: "Voir les {n} autres", less: "Moins",
    from: "du", to: "au", atLeast: "au moins {n} %", noSource: "le texte lui-même", showQuery: "Requête SPARQL de ces filtres",
    Person: "Personne", Organization: "Organisation", Place: "Lieu", Product: "Produit", Work: "Œuvre", Event: "Événement",
    Thing: "Autre nom", Group: "Groupe", Document: "Document", Concept: "Notion", Value: "Valeur", Words: "Mots",
    asserted: "affirmé", negated: "nié", hedged: "incertain", planned: "prévu", attributed: "attribué à une source",
    accordingTo: "selon {who}", confidenceIs: "confiance {n} %", rule: "règle", reportedOn: "rapporté le {date}",
    happened: "date : {date}", openText: "Ouvrir le texte", backToDetails: "Retour", disputed: "contesté",
    aliases: "Aussi : {names}", mentioned: "{n} mention|{n} mentions", asSubject: "Ce qu’il en est dit", asObject: "Ce qui s’y rapporte",
    asSource: "Ce qui lui est attribué", focus: "Voisinage", hops1: "1 lien", hops2: "2 liens", pathTo: "Chemin vers…",
    pathHint: "Choisissez l’autre bout du chemin dans le graphe ou la recherche.", noPath: "Aucun chemin entre {a} et {b}.",
    pathFound: "Chemin de {n} lien|Chemin de {n} liens", hide: "Masquer", pin: "Épingler", unpin: "Désépingler", endFocus: "Voir tout le graphe",
    hiddenNodes: "{n} nœud masqué|{n} nœuds masqués", showAgain: "Montrer", filtered: "Filtres actifs", cancel: "Annuler",
    noText: "Cette page ne contient pas les textes.", noSentence: "Phrase non incluse (caractères {start} à {end}).",
    subject: "Sujet", relation: "Relation", object: "Objet", status: "Statut", source: "Source", date: "Date",
    document: "Document", sentence: "Phrase", copy: "Copier", copied: "Copié", csv: "CSV", selectionOnly: "Sélection seule",
    sortBy: "Trier par {column}", nothing: "Rien à montrer avec ces filtres.", noDates: "Aucun énoncé n’a de date.",
    timeFrom: "Dates dites dans les textes, sinon celles des documents.", stated: "daté dans le texte", reportedDate: "date du document",
    contradictions: "Contradictions", contradictionHint: "La même proposition, dite et niée (ou avec un autre statut).",
    changesOver: "Changements", changesHint: "Même sujet, même relation, des objets ou des statuts qui changent avec les dates.",
    noContradiction: "Aucune contradiction entre les énoncés.", noChange: "Aucun changement daté.", versus: "face à",
    png: "Image PNG", svg: "Image SVG", turtle: "Énoncés en Turtle", csvFile: "Énoncés en CSV", notes: "Notes de bas de page",
    link: "Copier le lien de cette vue", savedCopy: "Copie de la page, positions comprises", print: "Imprimer",
    exportHint: "Sur la sélection si elle existe, sinon sur ce qui est visible.", run: "Exécuter", queryLabel: "Requête SPARQL", namedQueries: "Requêtes prêtes",
    noSparql: "Cette page a été faite sans moteur SPARQL. Pour l’inclure : graphbuild page DOSSIER --with-sparql. La requête des filtres reste à copier.",
    rows: "{n} ligne|{n} lignes", showInGraph: "Montrer dans le graphe", yes: "oui", no: "non", loading: "Chargement du moteur…",
    expand: "Montrer les {n} autres nœuds", shownFirst: "Les {n} nœuds les plus importants d’abord.", expandHere: "Déplier le voisinage",
    helpTitle: "Lire et parcourir ce graphe", helpIntro: "Chaque ligne est une proposition tirée d’une phrase. Cliquez une ligne ou un nœud pour lire cette phrase, qui la dit et avec quel degré de certitude.",
    keyArrows: "aller au voisin dans cette direction", keyEnter: "ouvrir les détails", keyEscape: "fermer, désélectionner", keySlash: "chercher",
    keyZoom: "agrandir, réduire, tout voir", keyFocus: "voisinage, masquer, épingler", keyTable: "tableau", offline: "Cette page ne se connecte à rien : tout est dans le fichier.",
    selectedNode: "{label}, {type}, {n} lien|{label}, {type}, {n} liens", madeWith: "Fait avec graphbuild {version}", emptyGraph: "Aucun énoncé dans ce graphe.",
    statementsSelected: "{n} énoncé sélectionné|{n} énoncés sélectionnés", characters: "caractères {start}–{end}", quotes: ["« ", " »"],
  },
  en: {
    skipToTable: "Skip to the table of statements",
    search: "Search", searchHint: "Name, relation, sentence…", results: "Results",
    views: "Views", legend: "Legend", table: "Table", timeline: "Timeline", changes: "Disagreements",
    queries: "Queries", texts: "Texts", exportMenu: "Export", help: "Help", close: "Close",
    switchLanguage: "FR – passer en français", otherLanguage: "FR", switchTheme: "Light or dark",
    legendAndFilters: "Legend and filters", graph: "Graph", graphLabel: "Graph of the statements",
    graphHelp: "Arrow keys go from a node to its neighbour, Enter opens the evidence, Escape closes. The table gives the same statements as text.",
    view: "View", zoomIn: "Zoom in", zoomOut: "Zoom out", fit: "See all", physics: "Physics simulation",
    details: "Details", drawer: "View below the graph", drawerBody: "Content", grow: "Enlarge the view",
    documents: "{n} document|{n} documents", entities: "{n} entity|{n} entities", statements: "{n} statement|{n} statements",
    evidences: "{n} evidence|{n} evidences", ofStatements: "{n} of {all} statements",
    types: "Entities", statuses: "Status", relations: "Relations", sources: "Sources", inDocuments: "Documents",
    dates: "Dates", confidence: "Confidence", reset: "Reset all", more: "Show {n} more", less: "Less",
    from: "from", to: "to", atLeast: "at least {n}%", noSource: "the text itself", showQuery: "SPARQL query of these filters",
    Person: "Person", Organization: "Organisation", Place: "Place", Product: "Product", Work: "Work", Event: "Event",
    Thing: "Other name", Group: "Group", Document: "Document", Concept: "Concept", Value: "Value", Words: "Words",
    asserted: "asserted", negated: "negated", hedged: "uncertain", planned: "planned", attributed: "attributed to a source",
    accordingTo: "according to {who}", confidenceIs: "confidence {n}%", rule: "rule", reportedOn: "reported on {date}",
    happened: "date: {date}", openText: "Open the text", backToDetails: "Back", disputed: "disputed",
    aliases: "Also: {names}", mentioned: "{n} mention|{n} mentions", asSubject: "What is said of it", asObject: "What relates to it",
    asSource: "What is attributed to it", focus: "Neighbourhood", hops1: "1 link", hops2: "2 links", pathTo: "Path to…",
    pathHint: "Choose the other end of the path in the graph or the search.", noPath: "No path between {a} and {b}.",
    pathFound: "Path of {n} link|Path of {n} links", hide: "Hide", pin: "Pin", unpin: "Unpin", endFocus: "See the whole graph",
    hiddenNodes: "{n} node hidden|{n} nodes hidden", showAgain: "Show", filtered: "Filters on", cancel: "Cancel",
    noText: "This page does not hold the texts.", noSentence: "Sentence not included (characters {start} to {end}).",
    subject: "Subject", relation: "Relation", object: "Object", status: "Status", source: "Source", date: "Date",
    document: "Document", sentence: "Sentence", copy: "Copy", copied: "Copied", csv: "CSV", selectionOnly: "Selection only",
    sortBy: "Sort by {column}", nothing: "Nothing to show with these filters.", noDates: "No statement has a date.",
    timeFrom: "Dates said in the texts, otherwise those of the documents.", stated: "dated in the text", reportedDate: "date of the document",
    contradictions: "Contradictions", contradictionHint: "The same proposition, said and denied (or with another status).",
    changesOver: "Changes", changesHint: "Same subject, same relation, objects or statuses that change over time.",
    noContradiction: "No contradiction between the statements.", noChange: "No dated change.", versus: "against",
    png: "PNG image", svg: "SVG image", turtle: "Statements as Turtle", csvFile: "Statements as CSV", notes: "Footnotes",
    link: "Copy the link of this view", savedCopy: "Copy of the page, with positions", print: "Print",
    exportHint: "Of the selection if there is one, else of what is visible.", run: "Run", queryLabel: "SPARQL query", namedQueries: "Ready queries",
    noSparql: "This page was made without a SPARQL engine. To include it: graphbuild page DIR --with-sparql. The query of the filters can still be copied.",
    rows: "{n} row|{n} rows", showInGraph: "Show in the graph", yes: "yes", no: "no", loading: "Loading the engine…",
    expand: "Show the {n} other nodes", shownFirst: "The {n} most important nodes first.", expandHere: "Unfold the neighbourhood",
    helpTitle: "Read and explore this graph", helpIntro: "Every line is a proposition taken from a sentence. Click a line or a node to read that sentence, who says it, and how surely.",
    keyArrows: "go to the neighbour in that direction", keyEnter: "open the details", keyEscape: "close, deselect", keySlash: "search",
    keyZoom: "zoom in, zoom out, see all", keyFocus: "neighbourhood, hide, pin", keyTable: "table", offline: "This page connects to nothing: everything is in the file.",
    selectedNode: "{label}, {type}, {n} link|{label}, {type}, {n} links", madeWith: "Made with graphbuild {version}", emptyGraph: "No statement in this graph.",
    statementsSelected: "{n} statement selected|{n} statements selected", characters: "characters {start}–{end}", quotes: ["“", "”"],
  },
};

function t(key, values = {}) {
  let wording = WORDS[state.lang][key];
  if (wording === undefined) return key;
  if (typeof wording !== "string") return wording;
  if (wording.includes("|")) {
    const [one, many] = wording.split("|");
    // French counts zero as singular.
    wording = (state.lang === "fr" ? values.n < 2 : values.n === 1) ? one : many;
  }
  return wording.replace(/\{(\w+)\}/g, (_, name) => (typeof values[name] === "number" ? formatNumber(values[name]) : values[name]));
}

function formatNumber(number) {
  return new Intl.NumberFormat(state.lang).format(number);
}

// A date of reduced precision (2025, 2025-12, 2025-12-02) in words; anything else as it is.
function formatDate(iso) {
  const match = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?/.exec(iso || "");
  if (!match) return iso || "";
  const [, year, month, day] = match;
  if (!month) return year;
  const options = { year: "numeric", month: "long", timeZone: "UTC" };
  if (day) options.day = "numeric";
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day || 1)));
  return Number.isNaN(date.getTime()) ? iso : new Intl.DateTimeFormat(state.lang === "fr" ? "fr" : "en-GB", options).format(date);
}
