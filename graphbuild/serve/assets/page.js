// The query page: YASGUI over the endpoint of this very server, with the questions that come with graphbuild.
"use strict";

const WORDS = {
  en: { question: "A question", choose: "choose one, or write your own below", graph: "Graph page", listed: "Questions as JSON" },
  fr: { question: "Une question", choose: "en choisir une, ou écrire la sienne ci-dessous", graph: "Page du graphe", listed: "Questions en JSON" },
};
const EXAMPLE = `SELECT ?subject ?relation ?object WHERE {
  ?claim a gb:Claim ;
    rdf:subject/rdfs:label ?subject ;
    rdf:predicate ?relation ;
    rdf:object/rdfs:label ?object .
}
LIMIT 50
`;

(async () => {
  const language = navigator.language.startsWith("fr") ? "fr" : "en";
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll("[data-words]")) element.textContent = WORDS[language][element.dataset.words];

  const { prefixes, queries } = await (await fetch("queries")).json();
  Yasgui.Yasr.defaults.prefixes = prefixes;
  // Completion of classes, properties and prefixes would ask servers elsewhere; only that of variables stays at home.
  Yasgui.Yasqe.defaults.autocompleters = ["variables"];
  const declared = ["gb", "rdf", "rdfs"].map((prefix) => `PREFIX ${prefix}: <${prefixes[prefix]}>\n`);
  Yasgui.Yasqe.defaults.value = `${declared.join("")}\n${EXAMPLE}`;

  const endpoint = new URL("sparql", document.baseURI).href;
  const yasgui = new Yasgui(document.getElementById("yasgui"), {
    requestConfig: { endpoint, method: "POST" },
    copyEndpointOnNewTab: true,
    // A link could bring a query, or an update, and have it run at once.
    populateFromUrl: false,
    endpointCatalogueOptions: { getData: () => [{ endpoint }] },
  });
  // A tab kept from another server would ask that one.
  yasgui.getTab().setEndpoint(endpoint);

  const named = document.getElementById("named");
  for (const query of queries) {
    const option = document.createElement("option");
    option.value = query.name;
    option.textContent = query[`title_${language}`];
    option.title = query[`description_${language}`];
    named.append(option);
  }
  named.addEventListener("change", () => {
    const query = queries.find((one) => one.name === named.value);
    if (!query) return;
    const tab = yasgui.getTab();
    tab.setQuery(query.query);
    tab.setName(query[`title_${language}`]);
    tab.query();
  });
  document.documentElement.dataset.ready = "true";
})();
