// What the reader has chosen: selection, filters, focus, positions, language, theme. One object, changed only
// through `change`, which tells everybody who listens and writes the permalink.

function emptyFilters() {
  return { types: new Set(), relations: new Set(), statuses: new Set(), sources: new Set(), documents: new Set(), from: "", to: "", confidence: 0 };
}

const state = {
  lang: DATA.lang,
  theme: "",
  selection: null, // {node} | {edge} | {statements: Set}
  hover: null,
  focus: null, // {node, hops}
  path: null, // {from, to?, nodes, edges}
  filters: emptyFilters(),
  hidden: new Set(),
  pinned: new Map(), // node -> [x, y]
  drawer: null,
  drawerTall: false,
  reading: null, // document
  expanded: false, // large graphs: all nodes rather than the most important
  unfolded: new Set(), // large graphs: nodes shown beside the most important
};

const listeners = [];

// Listeners get the set of names that changed.
function listen(listener) {
  listeners.push(listener);
}

function change(changes, { silent = false } = {}) {
  Object.assign(state, changes);
  const names = new Set(Object.keys(changes));
  for (const listener of listeners) listener(names);
  if (!silent && !(names.size === 1 && names.has("hover"))) writeHash();
}

function changeFilters(changes) {
  change({ filters: { ...state.filters, ...changes } });
}

function selectedStatements() {
  const { selection } = state;
  if (!selection) return null;
  if (selection.statements) return [...selection.statements];
  if (selection.edge) return selection.edge.statements;
  const own = new Set(selection.node.edges.flatMap((edge) => edge.statements));
  return [...own];
}

// The permalink: view and selection as `key=value` pairs in the fragment of the address.

let hashTimer = 0;

function writeHash() {
  clearTimeout(hashTimer);
  hashTimer = setTimeout(() => {
    try {
      history.replaceState(null, "", `#${hashText()}`);
    } catch {
      // A frame without an address of its own (a notebook) keeps its state, but has no permalink.
    }
  }, 120);
}

function hashText() {
  const pairs = [];
  const put = (name, value) => {
    if (value) pairs.push(`${name}=${encodeURIComponent(value)}`);
  };
  const { selection, filters } = state;
  if (selection?.node) put("n", keyOf(selection.node));
  if (selection?.edge) put("e", selection.edge.statements[0].id + selection.edge.status[0]);
  if (selection?.statements) put("s", [...new Set([...selection.statements].map((statement) => statement.id))].join(","));
  if (state.focus) put("focus", `${state.focus.hops},${keyOf(state.focus.node)}`);
  if (state.path?.to) put("path", [state.path.from, state.path.to].map((node) => encodeURIComponent(keyOf(node))).join(","));
  for (const name of ["types", "statuses"]) put(name, [...filters[name]].join(","));
  put("relations", [...filters.relations].map((relation) => relation.name).join(","));
  put("sources", [...filters.sources].map((source) => (source ? encodeURIComponent(keyOfEntity(source)) : "-")).join(","));
  put("documents", [...filters.documents].map((document) => encodeURIComponent(document.name)).join(","));
  put("from", filters.from);
  put("to", filters.to);
  put("confidence", filters.confidence ? String(filters.confidence) : "");
  put("hide", [...state.hidden].map((node) => encodeURIComponent(keyOf(node))).join(","));
  put("pin", [...state.pinned].map(([node, [x, y]]) => `${encodeURIComponent(keyOf(node))}:${Math.round(x)}:${Math.round(y)}`).join(","));
  put("view", state.drawer);
  put("text", state.reading && state.reading.name);
  put("all", state.expanded ? "1" : "");
  if (state.lang !== DATA.lang) put("lang", state.lang);
  put("theme", state.theme);
  return pairs.join("&");
}

function keyOfEntity(entity) {
  return entity.iri.replace(/^.*\/entity\//, "");
}

function readHash(text) {
  const pairs = new Map();
  for (const pair of text.replace(/^#/, "").split("&")) {
    const [name, value = ""] = pair.split("=");
    try {
      if (name) pairs.set(name, decodeURIComponent(value));
    } catch {
      // A damaged pair of an address that was cut: the others still count.
    }
  }
  const list = (name) => (pairs.get(name) ? pairs.get(name).split(",").map(decodePart) : []);
  const found = { selection: null, focus: null, hidden: new Set(), pinned: new Map(), filters: emptyFilters() };
  const node = nodeByKey.get(pairs.get("n"));
  if (node) found.selection = { node };
  if (pairs.has("e")) {
    const key = pairs.get("e");
    const edge = (statementsById.get(key.slice(0, -1)) || []).map((statement) => statement.edge).find((one) => one.status[0] === key.at(-1));
    if (edge) found.selection = { edge };
  }
  const chosen = list("s").flatMap((id) => statementsById.get(id) || []);
  if (chosen.length) found.selection = { statements: new Set(chosen) };
  if (pairs.has("focus")) {
    const [hops, ...key] = pairs.get("focus").split(",");
    const around = nodeByKey.get(key.join(","));
    if (around) found.focus = { node: around, hops: hops === "2" ? 2 : 1 };
  }
  const [from, to] = list("path").map((key) => nodeByKey.get(key));
  found.path = from && to ? { from, to } : null;
  found.filters.types = new Set(list("types"));
  found.filters.statuses = new Set(list("statuses"));
  const names = new Set(list("relations"));
  found.filters.relations = new Set(relations.filter((relation) => names.has(relation.name)));
  const credited = new Set(list("sources"));
  found.filters.sources = new Set([...(credited.has("-") ? [null] : []), ...entities.filter((entity) => credited.has(keyOfEntity(entity)))]);
  const files = new Set(list("documents"));
  found.filters.documents = new Set(documents.filter((document) => files.has(document.name)));
  found.filters.from = pairs.get("from") || "";
  found.filters.to = pairs.get("to") || "";
  found.filters.confidence = Math.min(1, Math.max(0, Number(pairs.get("confidence")) || 0));
  for (const key of list("hide")) if (nodeByKey.has(key)) found.hidden.add(nodeByKey.get(key));
  for (const part of (pairs.get("pin") || "").split(",")) {
    const [key, x, y] = part.split(":");
    const pinned = nodeByKey.get(decodePart(key));
    if (pinned && Number.isFinite(Number(x)) && Number.isFinite(Number(y))) found.pinned.set(pinned, [Number(x), Number(y)]);
  }
  found.drawer = ["table", "timeline", "changes", "sparql"].includes(pairs.get("view")) ? pairs.get("view") : null;
  found.reading = documents.find((document) => document.name === pairs.get("text")) || null;
  found.expanded = pairs.has("all");
  found.lang = pairs.get("lang") in WORDS ? pairs.get("lang") : DATA.lang;
  found.theme = ["light", "dark"].includes(pairs.get("theme")) ? pairs.get("theme") : "";
  return found;
}

function decodePart(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
