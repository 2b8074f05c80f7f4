// The graph by keyboard: arrows go to the neighbour that lies in that direction, Enter opens, Escape closes.
// Single letters count only while the graph has the focus.

const DIRECTIONS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

function currentNode() {
  const { selection } = state;
  if (selection?.node) return selection.node;
  if (selection?.edge) return selection.edge.from;
  return null;
}

// The neighbour nearest to a direction; where none lies there, the nearest visible node that does.
function towards(node, [dx, dy]) {
  const [x, y] = renderer.positionOf(node);
  const best = (candidates) => {
    let found = null;
    for (const other of candidates) {
      if (other === node || !visible.nodes.has(other)) continue;
      const [ox, oy] = renderer.positionOf(other);
      const distance = Math.hypot(ox - x, oy - y) || 1;
      const along = ((ox - x) * dx + (oy - y) * dy) / distance;
      if (along < 0.35) continue;
      const cost = distance * (2.2 - along);
      if (!found || cost < found.cost) found = { other, cost };
    }
    return found?.other;
  };
  return best(node.edges.filter((edge) => visible.edges.has(edge)).map((edge) => otherEnd(edge, node))) || best(visible.nodes);
}

function graphKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const node = currentNode();
  const direction = DIRECTIONS[event.key];
  const actions = {
    Enter: () => node && byId("panel").focus(),
    "+": () => renderer.zoom(1.3), "=": () => renderer.zoom(1.3), "-": () => renderer.zoom(1 / 1.3), 0: () => fitView(),
    f: () => node && change({ focus: state.focus?.node === node && state.focus.hops === 1 ? { node, hops: 2 } : state.focus?.node === node ? null : { node, hops: 1 } }),
    h: () => node && hideNode(node), p: () => node && togglePin(node), t: () => toggleDrawer("table"), "?": () => openHelp(),
  };
  if (direction) {
    event.preventDefault();
    const next = node ? towards(node, direction) : byImportance.find((one) => visible.nodes.has(one));
    if (next) select({ node: next }, { center: true, keepFocus: true });
  } else if (actions[event.key]) {
    event.preventDefault();
    actions[event.key]();
  }
}

function pageKey(event) {
  if (event.key === "/" && !event.target.closest("input, textarea, select")) {
    event.preventDefault();
    byId("search").focus();
  }
  if (event.key !== "Escape" || byId("help").open) return;
  if (!byId("export-menu").hidden) return togglePopover("export", false);
  if (document.body.classList.contains("rail-open")) return toggleRail(false);
  if (state.path) return change({ path: null });
  if (state.reading) return change({ reading: null });
  if (state.selection) {
    select(null);
    byId("graph").focus();
  } else if (state.drawer) change({ drawer: null });
  else if (state.focus) change({ focus: null });
  return undefined;
}

function openHelp() {
  const keys = [["← ↑ → ↓", "keyArrows"], ["↵", "keyEnter"], ["Esc", "keyEscape"], ["/", "keySlash"], ["+ − 0", "keyZoom"], ["f h p", "keyFocus"], ["t", "keyTable"]];
  const types = [...new Set(nodes.map((node) => node.type))];
  byId("help").replaceChildren(
    button(closeIcon(), () => byId("help").close(), { name: "button.square.close", "aria-label": t("close") }),
    el("h2", { id: "help-title" }, t("helpTitle")), el("p", {}, t("helpIntro")),
    el("ul.signs", {}, types.map((type) => el("li", {}, shapeIcon(type), t(type)))),
    el("ul.signs", {}, STATUSES.map((status) => el("li", {}, statusIcon(status), t(status))), el("li", {}, statusIcon("asserted", true), t("attributed"))),
    el("dl.keys", {}, keys.map(([key, word]) => [el("dt", {}, el("kbd", {}, key)), el("dd", {}, t(word))])),
    el("p.hint", {}, t("offline")));
  byId("help").showModal();
}
