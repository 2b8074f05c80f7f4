// SPARQL inside the page: Oxigraph, compiled to WebAssembly, started from bytes in the file when it is first
// needed. Results are a table, and light up in the graph. Without the engine the query of the filters can still
// be read and copied.

let engine = null;

// The content of a packed block of the page.
async function unpacked(id) {
  const packed = Uint8Array.from(atob(byId(id).textContent.trim()), (char) => char.charCodeAt(0));
  return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip")));
}

async function startEngine() {
  if (engine) return engine;
  Oxigraph.ox.initSync({ module: await unpacked("oxigraph").then((response) => response.arrayBuffer()) });
  const store = new Oxigraph.ox.Store();
  store.load(await unpacked("triples").then((response) => response.text()), { format: "application/n-triples" });
  engine = store;
  return engine;
}

function hasEngine() {
  return Boolean(byId("oxigraph"));
}

// The filters as the query they mean.
function filterQuery() {
  const { filters } = state;
  const lines = ["?claim a gb:Claim ; rdf:subject ?subject ; rdf:predicate ?relation ; rdf:object ?object ; gb:evidence ?evidence .", "?evidence gb:status ?status ; gb:confidence ?confidence ."];
  const list = (items) => items.join(", ");
  const statusTerm = (status) => `gb:${status[0].toUpperCase()}${status.slice(1)}`;
  const statuses = [...filters.statuses].filter((status) => status !== "attributed");
  if (statuses.length) lines.push(`FILTER(?status NOT IN (${list(statuses.map(statusTerm))}))`);
  if (filters.statuses.has("attributed")) lines.push("FILTER NOT EXISTS { ?evidence gb:accordingTo [] }");
  if (filters.relations.size) lines.push(`FILTER(?relation NOT IN (${list([...filters.relations].map((relation) => ntriplesTerm({ iri: relation.iri })))}))`);
  const types = [...filters.types].filter((type) => !NOTES.has(type));
  for (const type of types) lines.push(`FILTER NOT EXISTS { ?subject a gb:${type} }`, `FILTER NOT EXISTS { ?object a gb:${type} }`);
  if (filters.types.has("Value") || filters.types.has("Words")) lines.push("FILTER(!isLiteral(?object))", "FILTER NOT EXISTS { ?object a gb:Quantity }");
  if (filters.sources.size) {
    const credited = [...filters.sources].filter(Boolean);
    if (filters.sources.has(null)) lines.push("FILTER EXISTS { ?evidence gb:accordingTo [] }");
    if (credited.length) lines.push(`FILTER NOT EXISTS { ?evidence gb:accordingTo ?source FILTER(?source IN (${list(credited.map((entity) => ntriplesTerm({ iri: entity.iri })))})) }`);
  }
  if (filters.documents.size) lines.push("?evidence gb:inSentence/nif:referenceContext ?document .", `FILTER(?document NOT IN (${list([...filters.documents].map((document) => ntriplesTerm({ iri: `${DATA.base}document/${iriName(document.name)}` })))}))`);
  if (filters.confidence) lines.push(`FILTER(?confidence >= ${filters.confidence})`);
  if (filters.from || filters.to) {
    lines.push("OPTIONAL { ?evidence gb:time ?time }", "OPTIONAL { ?evidence gb:reportedOn ?reported }", "BIND(STR(COALESCE(?time, ?reported)) AS ?date)");
    if (filters.from) lines.push(`FILTER(?date >= "${filters.from}")`);
    if (filters.to) lines.push(`FILTER(?date <= "${filters.to}")`);
  }
  const used = ["gb", "rdf", ...(filters.documents.size ? ["nif"] : [])];
  return `${used.map((prefix) => `PREFIX ${prefix}: <${PREFIXES[prefix]}>`).join("\n")}\nSELECT ?subject ?relation ?object ?status ?confidence WHERE {\n  ${lines.join("\n  ")}\n}`;
}

let queryText = null;
let answer = null;

function openQuery(text) {
  queryText = text;
  answer = null;
  change({ drawer: "sparql" });
}

function drawSparql(body, tools) {
  const area = el("textarea", { id: "query", rows: "9", spellcheck: "false", "aria-label": t("queryLabel") });
  area.value = queryText ?? filterQuery();
  area.addEventListener("input", () => { queryText = area.value; });
  area.addEventListener("keydown", (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) runQuery(); });
  const ready = [];
  if (DATA.queries.length) {
    const list = el("select", { "aria-label": t("namedQueries"), onchange: (event) => { queryText = DATA.queries[Number(event.target.value)]?.[3] ?? null; area.value = queryText ?? filterQuery(); if (hasEngine()) runQuery(); } }, el("option", { value: "" }, t("namedQueries")));
    DATA.queries.forEach(([name, fr, en], row) => list.append(el("option", { value: String(row) }, (state.lang === "fr" ? fr : en) || name)));
    ready.push(list);
  }
  tools.replaceChildren(...ready, button(t("copy"), () => copyText(area.value)), ...(hasEngine() ? [button(t("run"), runQuery, { name: "button.primary", id: "run-query" })] : []));
  body.replaceChildren(el("div.sparql", {}, area, hasEngine() ? null : el("p.hint", {}, t("noSparql")), el("div", { id: "answer", "aria-live": "polite" })));
  if (answer) drawAnswer();
}

async function runQuery() {
  const place = byId("answer");
  place.replaceChildren(el("p.hint", {}, t("loading")));
  try {
    const store = await startEngine();
    answer = readAnswer(store.query(byId("query").value));
  } catch (error) {
    answer = { error: String(error.message || error) };
  }
  drawAnswer();
  const found = answer.rows ? foundStatements() : new Set();
  if (found.size && found.size < statements.length) change({ selection: { statements: found } });
}

// The answer as rows of plain terms, whatever the form of the query.
function readAnswer(result) {
  if (typeof result === "boolean") return { boolean: result };
  const term = (value) => (value ? { type: value.termType, value: value.value } : null);
  if (result.length && result[0] instanceof Map) {
    const columns = [...new Set(result.flatMap((row) => [...row.keys()]))];
    return { columns, rows: result.map((row) => columns.map((column) => term(row.get(column)))) };
  }
  if (result.length && result[0].subject) return { columns: ["subject", "predicate", "object"], rows: result.map((quad) => [term(quad.subject), term(quad.predicate), term(quad.object)]) };
  return { columns: [], rows: [] };
}

const entityByIri = new Map(entities.map((entity) => [entity.iri, entity]));
const entityByLabel = new Map(entities.map((entity) => [entity.label, entity]));
const relationByName = new Map(relations.map((relation) => [relation.name, relation]));
const relationByIri = new Map(relations.map((relation) => [relation.iri, relation]));

function drawAnswer() {
  const place = byId("answer");
  if (answer.error) return place.replaceChildren(el("pre.error", {}, answer.error));
  if (answer.boolean !== undefined) return place.replaceChildren(el("p.boolean", {}, t(answer.boolean ? "yes" : "no")));
  const found = foundStatements();
  const cells = (term) => {
    if (!term) return "";
    const entity = entityByIri.get(term.value);
    if (entity) return entityButton(entity);
    const relation = relationByIri.get(term.value);
    return relation ? el("span.relation", {}, relationLabel(relation)) : nameOf(term.value.replace(GB, "gb:"));
  };
  place.replaceChildren(
    el("p.hint", {}, t("rows", { n: answer.rows.length }), " ", found.size ? button(t("showInGraph"), () => change({ selection: { statements: found } }), { name: "button.link", id: "show-answer" }) : null),
    el("table.statements", {}, el("thead", {}, el("tr", {}, answer.columns.map((column) => el("th", { scope: "col" }, column)))), el("tbody", {}, answer.rows.slice(0, 500).map((row) => el("tr", {}, row.map((term) => el("td", {}, cells(term))))))));
  return undefined;
}

// The statements an answer speaks of: those whose claim, evidence or identifier stands in a row, those between
// two entities of a row (by the relation that the row names, if it names one), or all of a lonely entity.
function foundStatements() {
  const found = new Set();
  const byTerm = new Map();
  for (const statement of statements) {
    for (const term of [`${DATA.base}claim/${statement.claim}`, `${DATA.base}evidence/${statement.evidence}`, statement.id]) {
      if (!byTerm.has(term)) byTerm.set(term, []);
      byTerm.get(term).push(statement);
    }
  }
  for (const row of answer.rows.slice(0, 5000)) {
    const values = new Set(row.filter(Boolean).map((term) => term.value));
    const told = [...values].flatMap((value) => byTerm.get(value) || []);
    for (const statement of told) found.add(statement);
    if (told.length) continue;
    const here = new Set([...values].flatMap((value) => entityByIri.get(value) || entityByLabel.get(value) || []).filter((entity) => entity.node));
    const named = [...values].some((value) => relationByIri.has(value) || relationByName.has(value));
    const fits = (edge) => !named || values.has(edge.relation.iri) || values.has(edge.relation.name);
    for (const entity of here) {
      for (const edge of entity.node.edges) {
        const other = otherEnd(edge, entity.node);
        const both = other.entity ? here.has(other.entity) : values.has(other.value.value) || values.has(other.value.label);
        if ((both || here.size === 1) && fits(edge) && (both || row.length === 1 || named)) edge.statements.forEach((statement) => found.add(statement));
      }
    }
  }
  return found;
}
