// Where statements disagree, and where they change: the same proposition said and denied (or asserted here and
// only planned there), and, for one subject and one relation, objects or statuses that differ from date to date.

function findContradictions() {
  return [...propositions.values()].filter((group) => group.length > 1 && group.some((edge) => visible.edges.has(edge)));
}

// Relations of which a subject normally has one object at a time, read off the data: most subjects have one.
function findChanges() {
  const bySubject = new Map();
  for (const statement of statements) {
    if (!visible.statements.has(statement) || !dateOf(statement)) continue;
    const key = `${statement.subject.id} ${statement.relation.id}`;
    if (!bySubject.has(key)) bySubject.set(key, []);
    bySubject.get(key).push(statement);
  }
  const changes = [];
  for (const group of bySubject.values()) {
    const dated = [...group].sort((a, b) => (dateOf(a) < dateOf(b) ? -1 : dateOf(a) > dateOf(b) ? 1 : a.row - b.row));
    const dates = new Set(dated.map(dateOf));
    const said = new Set(dated.map((statement) => `${objectLabel(statement)} ${statement.status}`));
    if (dates.size > 1 && said.size > 1) changes.push(dated);
  }
  return changes.sort((a, b) => b.length - a.length);
}

function drawChanges(body, tools) {
  tools.replaceChildren();
  const contradictions = findContradictions();
  const changes = findChanges();
  const side = (edge) => el("div.side", {}, edgeButton(edge), el("ul", {}, edge.statements.slice(0, 6).map((statement) => el("li", {}, quotation(statement)))));
  const cards = contradictions.slice(0, 200).map((group) => el("article.contradiction", {}, group.map((edge, row) => [row ? el("span.versus", {}, t("versus")) : null, side(edge)])));
  const stories = changes.slice(0, 200).map((group) => el("article.change", {},
    el("h4", {}, entityButton(group[0].subject), " ", el("span.relation", {}, relationLabel(group[0].relation))),
    el("ol", {}, group.slice(0, 12).map((statement) => el("li", {}, el("span.date", {}, formatDate(dateOf(statement))), edgeButton(statement.edge, statement.subject.node))))));
  body.replaceChildren(
    el("section.changes", {}, el("h3", {}, t("contradictions")), el("p.hint", {}, t("contradictionHint")), cards.length ? cards : el("p.empty", {}, t("noContradiction"))),
    el("section.changes", {}, el("h3", {}, t("changesOver")), el("p.hint", {}, t("changesHint")), stories.length ? stories : el("p.empty", {}, t("noChange"))));
}

function quotation(statement) {
  const sentence = sentenceOf(statement);
  const [open, close] = t("quotes");
  const facts = [statement.source && t("accordingTo", { who: statement.source.label }), statement.document.title, dateOf(statement) && formatDate(dateOf(statement))].filter(Boolean).join(", ");
  return [sentence === null ? null : el("q", { dir: "auto" }, open + sentence + close), el("span.facts", {}, ` ${facts}`)];
}
