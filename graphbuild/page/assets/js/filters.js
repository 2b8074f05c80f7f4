// What is visible: filters, hidden nodes, focus and, in large graphs, importance. Computed once a change;
// `visible.statements`, `visible.edges` and `visible.nodes` are sets that every view reads.

const visible = { statements: new Set(), edges: new Set(), nodes: new Set(), waiting: 0 };

// How many nodes a large graph shows before the reader asks for more.
const FIRST_SHOWN = DATA.first;
const byImportance = [...nodes].sort((a, b) => b.importance - a.importance || b.degree - a.degree || a.id - b.id);

function passes(statement) {
  const { filters } = state;
  if (filters.statuses.has(statement.status)) return false;
  if (filters.statuses.has("attributed") && statement.source) return false;
  if (filters.relations.has(statement.relation)) return false;
  if (filters.sources.has(statement.source)) return false;
  if (filters.documents.has(statement.document)) return false;
  if (statement.confidence < filters.confidence) return false;
  if (filters.from || filters.to) {
    const date = dateOf(statement);
    if (!date) return false;
    // A date of reduced precision counts for the whole of its span.
    if (filters.from && date.slice(0, filters.from.length) < filters.from.slice(0, date.length)) return false;
    if (filters.to && date > filters.to && !filters.to.startsWith(date)) return false;
  }
  return true;
}

function filtersOn() {
  const { filters } = state;
  return Boolean(filters.types.size || filters.relations.size || filters.statuses.size || filters.sources.size || filters.documents.size || filters.from || filters.to || filters.confidence);
}

function computeVisible() {
  const shown = shownByImportance();
  const around = state.focus ? neighbourhood(state.focus.node, state.focus.hops) : null;
  visible.statements = new Set();
  visible.edges = new Set();
  visible.nodes = new Set();
  const admits = (node) => !state.hidden.has(node) && !state.filters.types.has(node.type) && (!shown || shown.has(node)) && (!around || around.has(node));
  for (const edge of edges) {
    if (!admits(edge.from) || !admits(edge.to)) continue;
    const passing = edge.statements.filter(passes);
    if (!passing.length) continue;
    for (const statement of passing) visible.statements.add(statement);
    visible.edges.add(edge);
    visible.nodes.add(edge.from);
    visible.nodes.add(edge.to);
  }
  // A node in the focus stays even where a filter takes all of its edges.
  if (state.focus) visible.nodes.add(state.focus.node);
  visible.waiting = shown ? nodes.length - shown.size : 0;
}

function shownByImportance() {
  if (nodes.length <= FIRST_SHOWN || state.expanded || state.focus) return null;
  const shown = new Set(byImportance.slice(0, FIRST_SHOWN));
  for (const node of state.unfolded) {
    shown.add(node);
    for (const edge of node.edges) shown.add(edge.from).add(edge.to);
  }
  for (const edge of state.path?.edges || []) shown.add(edge.from).add(edge.to);
  return shown;
}

function otherEnd(edge, node) {
  return edge.from === node ? edge.to : edge.from;
}

function neighbourhood(start, hops) {
  let ring = [start];
  const found = new Set(ring);
  for (let hop = 0; hop < hops; hop += 1) {
    const next = [];
    for (const node of ring) {
      for (const edge of node.edges) {
        const other = otherEnd(edge, node);
        if (!found.has(other) && !state.hidden.has(other)) {
          found.add(other);
          next.push(other);
        }
      }
    }
    ring = next;
  }
  return found;
}

// The shortest path between two nodes over edges that pass the filters, or null.
function findPath(from, to) {
  const usable = (edge) => edge.statements.some(passes) && !state.filters.types.has(edge.from.type) && !state.filters.types.has(edge.to.type);
  const before = new Map([[from, null]]);
  const queue = [from];
  for (let head = 0; head < queue.length && !before.has(to); head += 1) {
    for (const edge of queue[head].edges) {
      const other = otherEnd(edge, queue[head]);
      if (before.has(other) || state.hidden.has(other) || !usable(edge)) continue;
      before.set(other, edge);
      queue.push(other);
    }
  }
  if (!before.has(to)) return null;
  const path = { nodes: new Set([to]), edges: new Set() };
  for (let node = to; before.get(node); ) {
    const edge = before.get(node);
    node = otherEnd(edge, node);
    path.edges.add(edge);
    path.nodes.add(node);
  }
  return path;
}

// What stands out: the selection or what the pointer is over, with its neighbours; null where nothing does.
function emphasis() {
  const target = state.path?.nodes ? { path: state.path } : state.selection || state.hover;
  if (!target) return null;
  if (target.path) return { nodes: target.path.nodes, edges: target.path.edges, core: new Set([state.path.from, state.path.to]) };
  if (target.node) {
    const near = { nodes: new Set([target.node]), edges: new Set(target.node.edges), core: new Set([target.node]) };
    for (const edge of target.node.edges) near.nodes.add(edge.from).add(edge.to);
    return near;
  }
  const chosen = target.edge ? [target.edge] : [...target.statements].map((statement) => statement.edge);
  const near = { nodes: new Set(), edges: new Set(chosen), core: new Set() };
  for (const edge of chosen) near.nodes.add(edge.from).add(edge.to);
  return near;
}
