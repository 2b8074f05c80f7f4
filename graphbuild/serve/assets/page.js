// The query page: YASGUI over the endpoint of this very server, with the questions that come with graphbuild.
"use strict";

(async () => {
  const answer = await fetch("queries");
  const { prefixes, queries } = await answer.json();

  Yasgui.Yasr.defaults.prefixes = prefixes;
  // Completion of classes, properties and prefixes would ask servers elsewhere; only that of variables stays at home.
  Yasgui.Yasqe.defaults.autocompleters = ["variables"];
  Yasgui.Yasqe.defaults.value = "SELECT ?subject ?relation ?object WHERE {\n  ?claim a gb:Claim ;\n    rdf:subject ?subject ;\n    rdf:predicate ?relation ;\n    rdf:object ?object .\n}\nLIMIT 50\n";

  const endpoint = new URL("sparql", document.baseURI).href;
  const yasgui = new Yasgui(document.getElementById("yasgui"), {
    requestConfig: { endpoint, method: "POST" },
    copyEndpointOnNewTab: true,
    endpointCatalogueOptions: { getData: () => [{ endpoint }] },
  });
  // A tab kept from another server would ask that one.
  yasgui.getTab().setEndpoint(endpoint);

  const named = document.getElementById("named");
  for (const query of queries) {
    const option = document.createElement("option");
    option.value = query.name;
    option.textContent = query.title;
    named.append(option);
  }
  named.addEventListener("change", () => {
    const query = queries.find((one) => one.name === named.value);
    if (!query) return;
    const tab = yasgui.getTab();
    tab.setQuery(query.text);
    tab.setName(query.title);
    tab.query();
  });
  document.documentElement.dataset.ready = "true";
})();
