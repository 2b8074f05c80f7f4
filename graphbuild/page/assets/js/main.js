// The page's conductor: what the reader does becomes a change of state, a change of state becomes drawing.

let renderer = null;

function select(selection, { center = false, add = false, focus = false, keepFocus = false } = {}) {
  if (state.path && !state.path.to && selection?.node) return finishPath(selection.node);
  if (focus && selection?.node) return change({ selection, focus: { node: selection.node, hops: 1 } });
  if (add && selection) selection = { statements: addedStatements(selection) };
  change({ selection, hover: null, reading: null, ...(state.path?.to && selection ? { path: null } : {}) });
  if (!selection) return undefined;
  const node = selection.node || selection.edge?.to;
  if (node && (center || isNarrow())) showNode(node);
  if (selection.node) announce(t("selectedNode", { label: labelOf(selection.node), type: t(selection.node.type), n: selection.node.degree }));
  else announce(selectedStatements().slice(0, 5).map(inWords).join(". "));
  if (!keepFocus && selection.statements) byId("panel").focus({ preventScroll: true });
  return undefined;
}

// What is asked for by name comes into view, from afar with its neighbours, so near that they can be read.
function showNode(node) {
  const padding = viewPadding();
  if (renderer.scale() >= LINES_ALONE_BELOW) return renderer.show(node, { padding });
  const around = new Set([node]);
  for (const edge of node.edges) if (visible.edges.has(edge)) around.add(otherEnd(edge, node));
  return renderer.fit({ only: around, padding });
}

// With the shift key, what is clicked joins the selection, or leaves it.
function addedStatements(selection) {
  const before = new Set(selectedStatements() || []);
  const more = selection.edge ? selection.edge.statements : selection.node ? selection.node.edges.flatMap((edge) => edge.statements) : [...selection.statements];
  const all = more.every((statement) => before.has(statement));
  for (const statement of more) {
    if (all) before.delete(statement);
    else before.add(statement);
  }
  return before.size ? before : new Set(more);
}

function startPath(node) {
  change({ path: { from: node, to: null } });
  announce(t("pathHint"));
}

function finishPath(node) {
  const { from } = state.path;
  if (node === from) return change({ path: null });
  const found = findPath(from, node);
  change({ path: { from, to: node, ...(found || {}) }, selection: null });
  if (found) renderer.fit({ only: found.nodes, padding: viewPadding() });
  announce(found ? t("pathFound", { n: found.edges.size }) : t("noPath", { a: labelOf(from), b: labelOf(node) }));
  return undefined;
}

function hideNode(node) {
  change({ hidden: new Set([...state.hidden, node]), selection: null });
}

function togglePin(node) {
  const pinned = new Map(state.pinned);
  if (pinned.has(node)) pinned.delete(node);
  else pinned.set(node, renderer.positionOf(node));
  renderer.pin(node, pinned.has(node));
  change({ pinned });
}

function moved(list) {
  const pinned = new Map(state.pinned);
  for (const [node, place] of list) pinned.set(node, place);
  change({ pinned });
}

function toggleDrawer(name) {
  change({ drawer: state.drawer === name ? null : name });
}

const VIEWS = { table: drawTable, timeline: drawTimeline, changes: drawChanges, sparql: drawSparql };

function drawDrawer() {
  const drawer = byId("drawer");
  drawer.hidden = !state.drawer;
  document.body.classList.toggle("with-drawer", Boolean(state.drawer));
  document.body.classList.toggle("drawer-tall", Boolean(state.drawer) && state.drawerTall);
  for (const tab of document.querySelectorAll("[data-drawer]")) tab.setAttribute("aria-expanded", String(tab.dataset.drawer === state.drawer));
  byId("drawer-grow").setAttribute("aria-pressed", String(state.drawerTall));
  if (!state.drawer) return;
  byId("drawer-title").textContent = t(state.drawer === "sparql" ? "queries" : state.drawer);
  const region = byId("table-region");
  VIEWS[state.drawer](region, byId("drawer-tools"));
  if (region.dataset.view !== state.drawer) region.scrollTop = 0;
  region.dataset.view = state.drawer;
}

// The parts of the graph that something covers: only on a phone do panel and buttons lie over it.
function viewPadding() {
  if (!isNarrow()) return {};
  return { bottom: byId("panel").hidden ? 46 : byId("panel").offsetHeight };
}

function fitView({ animate = true } = {}) {
  renderer.fit({ animate, only: state.path?.nodes || null, padding: viewPadding() });
}

function applyTheme() {
  if (state.theme) document.documentElement.dataset.theme = state.theme;
  else delete document.documentElement.dataset.theme;
}

listen((names) => {
  const has = (...wanted) => wanted.some((name) => names.has(name));
  if (has("theme")) applyTheme();
  const structure = has("filters", "hidden", "focus", "path", "expanded", "unfolded", "theme");
  if (has("filters", "hidden", "focus", "path", "expanded", "unfolded")) computeVisible();
  if (has("lang")) {
    wordPage();
    drawExportMenu();
  }
  if (has("lang")) drawLegend();
  else if (structure) followLegend();
  if (structure || has("lang")) drawNotices();
  if (has("selection", "reading", "lang", "pinned", "unfolded", "expanded")) drawPanel();
  if (structure || has("selection", "drawer", "drawerTall", "lang") || (names.has("selection") && state.drawer)) drawDrawer();
  const replaced = structure && chooseRenderer();
  renderer.update({ structure });
  if (replaced) fitView({ animate: false });
  if (has("focus", "expanded")) setTimeout(fitView, 30);
});

function wire() {
  const on = (id, event, listener) => byId(id).addEventListener(event, listener);
  for (const tab of document.querySelectorAll("[data-drawer]")) tab.addEventListener("click", () => toggleDrawer(tab.dataset.drawer));
  on("drawer-close", "click", () => {
    const opener = document.querySelector(`[data-drawer="${state.drawer}"]`);
    change({ drawer: null });
    opener?.focus();
  });
  on("drawer-grow", "click", () => change({ drawerTall: !state.drawerTall }));
  on("open-texts", "click", () => (state.reading ? change({ reading: null }) : documents.length && openText(documents[0])));
  on("open-legend", "click", () => toggleRail(!document.body.classList.contains("rail-open")));
  on("open-export", "click", () => togglePopover("export", byId("export-menu").hidden));
  on("open-help", "click", openHelp);
  on("switch-lang", "click", () => change({ lang: state.lang === "fr" ? "en" : "fr" }));
  on("switch-theme", "click", () => change({ theme: isDark() ? "light" : "dark" }));
  on("zoom-in", "click", () => renderer.zoom(1.35));
  on("zoom-out", "click", () => renderer.zoom(1 / 1.35));
  on("zoom-fit", "click", () => fitView());
  on("physics", "click", (event) => {
    const running = event.currentTarget.getAttribute("aria-pressed") !== "true";
    event.currentTarget.setAttribute("aria-pressed", String(running));
    renderer.setPhysics(running);
  });
  on("graph", "keydown", graphKey);
  on("skip", "click", (event) => {
    event.preventDefault();
    change({ drawer: "table" });
    byId("table-region").focus();
  });
  document.addEventListener("keydown", pageKey);
  document.addEventListener("click", (event) => { if (!event.target.closest(".menu")) togglePopover("export", false); });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => renderer.update({ structure: true }));
  let narrow = isNarrow();
  addEventListener("resize", () => {
    if (isNarrow() !== narrow) {
      narrow = isNarrow();
      renderer.place(layoutName(), state.pinned);
    }
    fitView({ animate: false });
  });
  addEventListener("hashchange", () => restore(location.hash));
}

function layoutName() {
  const stage = byId("stage");
  return stage.clientWidth < stage.clientHeight * 0.85 ? "tall" : "wide";
}

function restore(hash) {
  const found = readHash(hash);
  change({ ...found, path: null }, { silent: true });
  renderer.place(layoutName(), state.pinned);
  if (found.path) {
    state.path = { from: found.path.from, to: null };
    finishPath(found.path.to);
  }
}

// vis-network draws up to some thousand nodes; beyond that WebGL takes over, from the same data.
const WEBGL_FROM = 4500;

function hasWebgl() {
  return typeof SigmaBundle !== "undefined" && Boolean(document.createElement("canvas").getContext("webgl2"));
}

function chooseRenderer() {
  const Wanted = visible.nodes.size < WEBGL_FROM || !hasWebgl() ? VisRenderer : SigmaRenderer;
  if (renderer instanceof Wanted) return false;
  renderer?.destroy();
  renderer = new Wanted(byId("graph"), {
    onSelect: select,
    onHover: (hover) => { if (!state.selection && !state.path) change({ hover }); },
    onMove: moved,
  });
  byId("physics").hidden = Wanted === SigmaRenderer || visible.nodes.size > 1500;
  renderer.place(layoutName(), state.pinned);
  return true;
}

// After the next picture has been painted; soon anyway where nothing is painted, as in a page in the background.
function nextFrame() {
  return new Promise((done) => {
    requestAnimationFrame(() => setTimeout(done));
    setTimeout(done, 300);
  });
}

async function start() {
  Object.assign(state, readHash(location.hash || SAVED || ""));
  const { path } = state;
  state.path = null;
  applyTheme();
  wordPage();
  computeVisible();
  drawNotices();
  drawPanel();
  drawDrawer();
  // Labels are measured with the page's own fonts, which are in the file and need no network.
  await Promise.all([`600 14px ${SANS}`, `400 14px ${SANS}`, `italic 400 14px ${SERIF}`].map((font) => document.fonts.load(font)));
  // First what is looked at, then what it is used with.
  drawFirstPicture(byId("graph"));
  await nextFrame();
  chooseRenderer();
  renderer.update({ structure: true });
  fitView({ animate: false });
  document.querySelector("canvas.first-picture")?.remove();
  drawExportMenu();
  drawLegend();
  wire();
  startSearch();
  if (path) {
    state.path = { from: path.from, to: null };
    finishPath(path.to);
  }
  document.documentElement.dataset.ready = "true";
}

start();
