// The panel beside the graph: a node with all that is said of it, or an edge with all its evidences. Every
// evidence shows its sentence with subject, predicate and object marked.

function drawPanel() {
  const panel = byId("panel");
  const { selection, reading } = state;
  document.body.classList.toggle("reading", Boolean(reading));
  document.body.classList.toggle("with-panel", Boolean(selection || reading));
  panel.hidden = !selection && !reading;
  if (panel.hidden) return panel.replaceChildren();
  if (reading) return drawReader(panel, reading);
  const close = button(closeIcon(), () => select(null), { name: "button.square.close", "aria-label": t("close"), title: t("close") });
  if (selection.node) panel.replaceChildren(close, ...nodeDetails(selection.node));
  else if (selection.edge) panel.replaceChildren(close, ...edgeDetails(selection.edge));
  else panel.replaceChildren(close, ...selectionDetails([...selection.statements]));
  panel.scrollTop = 0;
}

function closeIcon() {
  return svgElement("svg", { class: "icon", viewBox: "0 0 20 20", "aria-hidden": "true" }, [svgElement("path", { d: "m5 5 10 10M15 5 5 15" })]);
}

function nodeDetails(node) {
  const { entity } = node;
  const head = [
    el("p.kind", {}, nodeIcon(node), t(node.type)),
    el("h2", {}, nameOf(labelOf(node))),
  ];
  if (entity) {
    const facts = [t("statements", { n: new Set(node.edges.flatMap((edge) => edge.statements)).size })];
    if (entity.mentions) facts.push(t("mentioned", { n: entity.mentions }));
    head.push(el("p.facts", {}, facts.join(" · ")));
    if (entity.aliases.length) head.push(el("p.facts", {}, t("aliases", { names: entity.aliases.slice(0, 12).join(", ") })));
    for (const iri of entity.sameAs) head.push(el("p.facts.iri", {}, `= ${iri}`));
  }
  const actions = el("div.actions", {},
    button(`${t("focus")} · ${t("hops1")}`, () => change({ focus: { node, hops: 1 } })),
    button(t("hops2"), () => change({ focus: { node, hops: 2 } })),
    button(t("pathTo"), () => startPath(node)),
    button(t(state.pinned.has(node) ? "unpin" : "pin"), () => togglePin(node), { "aria-pressed": String(state.pinned.has(node)) }),
    button(t("hide"), () => hideNode(node)),
    visible.waiting > 0 && button(t("expandHere"), () => change({ unfolded: new Set([...state.unfolded, node]) })),
  );
  const own = node.edges.filter((edge) => edge.from === node);
  const others = node.edges.filter((edge) => edge.from !== node);
  return [...head, actions, edgeList(t("asSubject"), own, node), edgeList(t("asObject"), others, node), creditedList(entity)].filter(Boolean);
}

function edgeList(title, list, node) {
  if (!list.length) return null;
  const rows = list.map((edge) => el("li", {}, edgeButton(edge, node)));
  return el("section", {}, el("h3", {}, title), el("ul.edges", {}, rows));
}

// An edge as a line of a list; `from` leaves out the end that the reader looks at already.
function edgeButton(edge, from = null) {
  const [open, close] = edge.attributed ? t("quotes") : ["", ""];
  const relation = el(`span.relation.${edge.status}`, {}, open + relationLabel(edge.relation) + close);
  const parts = edge.from === from ? [relation, " ", nameOf(labelOf(edge.to))] : edge.to === from ? [nameOf(labelOf(edge.from)), " ", relation] : [nameOf(labelOf(edge.from)), " ", relation, " ", nameOf(labelOf(edge.to))];
  return el("button.edge", { type: "button", onclick: () => select({ edge }), title: t(edge.status) }, statusIcon(edge.status, edge.attributed), el("span", {}, parts));
}

function creditedList(entity) {
  if (!entity?.credited.length) return null;
  const list = [...new Set(entity.credited.map((statement) => statement.edge))];
  return edgeList(t("asSource"), list, null);
}

function edgeDetails(edge) {
  return [
    el("p.kind", {}, statusIcon(edge.status, edge.attributed), t(edge.status), edge.disputed && el("span.badge", {}, t("disputed"))),
    el("h2.proposition", {}, nodeButton(edge.from), el(`span.relation.${edge.status}`, {}, relationLabel(edge.relation)), nodeButton(edge.to)),
    el("p.facts", {}, t("evidences", { n: edge.statements.length })),
    el("ol.evidences", {}, edge.statements.map((statement) => el("li", {}, evidence(statement)))),
    ...otherSides(edge),
  ];
}

// The same proposition with another status: the reader sees both sides at once.
function otherSides(edge) {
  const others = propositions.get(`${edge.from.id} ${edge.relation.id} ${edge.to.id}`).filter((other) => other !== edge);
  return others.length ? [el("section", {}, el("h3", {}, t("versus")), el("ul.edges", {}, others.map((other) => el("li", {}, edgeButton(other)))))] : [];
}

function selectionDetails(chosen) {
  const shown = chosen.slice(0, 200);
  return [
    el("h2", {}, t("statementsSelected", { n: chosen.length })),
    el("ol.evidences", {}, shown.map((statement) => el("li", {}, edgeButton(statement.edge), evidence(statement)))),
    chosen.length > shown.length && el("p.facts", {}, t("more", { n: chosen.length - shown.length })),
  ];
}

function evidence(statement) {
  const { document } = statement;
  const facts = [
    statement.source && el("span.source", {}, t("accordingTo", { who: "" }), entityButton(statement.source)),
    el("span", {}, statusIcon(statement.status), t(statement.status)),
    statement.time && el("span", {}, t("happened", { date: formatDate(statement.time) })),
    document.date && el("span", {}, t("reportedOn", { date: formatDate(document.date) })),
    el("span", {}, t("confidenceIs", { n: Math.round(statement.confidence * 100) })),
    el("span.rule", {}, `${t("rule")} ${statement.rule}`),
  ];
  return el("article.evidence", {},
    el("blockquote", {}, markedSentence(statement)),
    el("p.where", {}, nameOf(document.title), document.text !== null && button(t("openText"), () => openText(document, statement), { name: "button.link" })),
    el("p.facts.pills", {}, facts),
  );
}

// The sentence with its subject, predicate and object marked; where marks overlap, the later one yields.
function markedSentence(statement) {
  const sentence = sentenceOf(statement);
  if (sentence === null) return el("p.missing", {}, t("noSentence", { start: statement.start, end: statement.end }));
  const roles = ["subject", "relation", "object"];
  const marks = statement.spans
    .map((span, role) => span && { start: span[0] - statement.start, end: span[1] - statement.start, role: roles[role] })
    .filter((mark) => mark && mark.start >= 0 && mark.end <= sentence.length && mark.end > mark.start)
    .sort((a, b) => a.start - b.start || b.end - a.end);
  const pieces = [];
  let at = 0;
  for (const mark of marks) {
    if (mark.start < at) continue;
    pieces.push(sentence.slice(at, mark.start), el(`mark.${mark.role}`, { title: t(mark.role) }, sentence.slice(mark.start, mark.end)));
    at = mark.end;
  }
  pieces.push(sentence.slice(at));
  return el("p", { dir: "auto" }, pieces);
}
