// The data of the page: reads the JSON blocks, names the fields of their rows (in the order in which
// payload.py writes them) and links them to one another. Nothing here touches the document.

const DATA = JSON.parse(document.getElementById("data").textContent);
const SAVED = JSON.parse(document.getElementById("saved").textContent);
const STATUSES = ["asserted", "negated", "hedged", "planned"];

const relations = DATA.relations.map(([name, iri, fr, en], id) => ({ id, name, iri, fr, en }));
const documents = DATA.documents.map(([name, title, date, source, lang, text], id) => ({ id, name, title: title || name, date, source, lang, text }));
const entities = DATA.entities.map(([iri, label, type, aliases, mentions, sameAs], id) => ({ id, iri, label, type, aliases, mentions, sameAs, node: null, credited: [] }));

const nodes = DATA.nodes.map(([entity, type, importance, radius, font, lines, quiet, half], id) => {
  const node = { id, entity: entity < 0 ? null : entities[entity], type, importance, radius, font, lines, quiet: Boolean(quiet), half, edges: [], degree: 0 };
  if (node.entity) node.entity.node = node;
  return node;
});

const statements = DATA.statements.map(([id, subject, relation, object, status, source, time, confidence, documentId, start, end, rule, spans, sentence, [evidence, quantity, claim = id.slice(2)]], row) => ({
  row, id, subject: entities[subject], relation: relations[relation],
  object: typeof object === "number" ? entities[object] : null,
  value: typeof object === "number" ? null : object,
  status: STATUSES[status], source: source < 0 ? null : entities[source], time, confidence,
  document: documents[documentId], start, end, rule: DATA.rules[rule], spans, given: sentence, claim, evidence, quantity, edge: null,
}));

const edges = DATA.edges.map(([from, to, relation, status, attributed, rows, bend, disputed], id) => {
  const edge = { id, from: nodes[from], to: nodes[to], relation: relations[relation], status: STATUSES[status], attributed: Boolean(attributed), statements: rows.map((row) => statements[row]), bend, disputed: Boolean(disputed) };
  edge.from.edges.push(edge);
  if (edge.to !== edge.from) edge.to.edges.push(edge);
  for (const statement of edge.statements) statement.edge = edge;
  return edge;
});

for (const statement of statements) if (statement.source) statement.source.credited.push(statement);
for (const node of nodes) {
  node.degree = node.edges.length;
  if (!node.entity) {
    const { value } = node.edges[0].statements[0];
    node.value = value;
  }
}

const mentions = Object.fromEntries(Object.entries(DATA.mentions).map(([id, rows]) => [id, rows.map(([start, end, entity]) => ({ start, end, entity: entities[entity] }))]));

// The edges of a proposition: the same thing said with one status and with another.
const propositions = new Map();
for (const edge of edges) {
  const key = `${edge.from.id} ${edge.relation.id} ${edge.to.id}`;
  if (!propositions.has(key)) propositions.set(key, []);
  propositions.get(key).push(edge);
}

function labelOf(node) {
  return node.entity ? node.entity.label : node.value.label;
}

function objectLabel(statement) {
  return statement.object ? statement.object.label : statement.value.label;
}

function relationLabel(relation) {
  return state.lang === "fr" ? relation.fr : relation.en;
}

// The words of the sentence, or null where the page holds no texts.
function sentenceOf(statement) {
  if (statement.given !== null) return statement.given;
  return statement.document.text === null ? null : statement.document.text.slice(statement.start, statement.end);
}

// A proposition in words, for lists, screen readers and footnotes.
function inWords(statement) {
  const [open, close] = statement.source ? t("quotes") : ["", ""];
  return `${statement.subject.label} — ${open}${relationLabel(statement.relation)}${close} — ${objectLabel(statement)}`;
}

function dateOf(statement) {
  return statement.time || statement.document.date;
}

// A short name for permalinks that survives a rebuild of the page: the end of the IRI.
function keyOf(node) {
  return node.entity ? node.entity.iri.replace(/^.*\/entity\//, "") : `=${node.edges[0].statements[0].id}`;
}
const nodeByKey = new Map(nodes.map((node) => [keyOf(node), node]));
const statementsById = new Map();
for (const statement of statements) {
  if (!statementsById.has(statement.id)) statementsById.set(statement.id, []);
  statementsById.get(statement.id).push(statement);
}

// Without case and accents, one code unit for one code unit, so that positions in the folded text are
// positions in the text.
const FOLDED = new Map();
function fold(text) {
  let folded = "";
  for (const unit of text) {
    let base = FOLDED.get(unit);
    if (base === undefined) {
      base = unit.normalize("NFD")[0].toLowerCase();
      if (base.length !== unit.length) base = unit;
      FOLDED.set(unit, base);
    }
    folded += base;
  }
  return folded;
}
