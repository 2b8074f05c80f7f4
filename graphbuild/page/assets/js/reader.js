// The whole text of a document with its mentions and the sentences that statements stand in. A click on a
// sentence selects its statements; a click on a mention selects the entity.

function openText(document, statement = null) {
  change({ reading: document });
  const target = statement && byId("panel").querySelector(`[data-start="${statement.start}"]`);
  if (target) target.scrollIntoView({ block: "center" });
  byId("panel").focus({ preventScroll: true });
}

function drawReader(panel, reading) {
  const before = panel.dataset.document === reading.name ? panel.scrollTop : 0;
  panel.dataset.document = reading.name;
  const back = state.selection
    ? button(`← ${t("backToDetails")}`, () => change({ reading: null }), { name: "button.link" })
    : null;
  const choice = documents.length > 1 ? documentChoice(reading) : null;
  const close = button(closeIcon(), () => change({ reading: null }), { name: "button.square.close", "aria-label": t("close"), title: t("close") });
  const facts = [reading.source, reading.date && formatDate(reading.date)].filter(Boolean).join(" · ");
  const body = reading.text === null ? el("p.missing", {}, t("noText")) : el("div.text", { dir: "auto", lang: reading.lang }, paragraphs(reading));
  panel.replaceChildren(close, el("p.kind", {}, back, choice), el("h2.document", {}, nameOf(reading.title)), el("p.facts", {}, facts), body);
  panel.scrollTop = before;
}

function documentChoice(reading) {
  const list = el("select", { "aria-label": t("document"), onchange: (event) => change({ reading: documents[Number(event.target.value)] }) });
  for (const document of documents.slice(0, 3000)) list.append(el("option", { value: String(document.id), selected: document === reading }, document.title));
  return list;
}

function paragraphs(reading) {
  const chosen = new Set(selectedStatements() || []);
  const sentences = new Map();
  for (const statement of statements) {
    if (statement.document !== reading || statement.end <= statement.start) continue;
    const key = statement.start;
    if (!sentences.has(key)) sentences.set(key, { start: statement.start, end: statement.end, statements: [] });
    sentences.get(key).statements.push(statement);
  }
  const ordered = [...sentences.values()].sort((a, b) => a.start - b.start);
  const names = mentions[reading.id] || [];
  const result = [];
  for (const match of reading.text.matchAll(/[^\n]+/g)) {
    const [start, end] = [match.index, match.index + match[0].length];
    const children = [];
    let at = start;
    for (const sentence of ordered) {
      if (sentence.end <= at || sentence.start >= end) continue;
      const [from, to] = [Math.max(sentence.start, at), Math.min(sentence.end, end)];
      children.push(...withMentions(reading, names, at, from));
      const isChosen = sentence.statements.some((statement) => chosen.has(statement));
      // The number at the end is the control: names inside the sentence are buttons of their own.
      children.push(el(`span.sentence${isChosen ? ".chosen" : ""}`, { "data-start": String(sentence.start), onclick: (event) => event.target.closest("button") || chooseSentence(sentence) },
        ...withMentions(reading, names, from, to),
        button(String(sentence.statements.length), () => chooseSentence(sentence), { name: "button.count", title: t("statements", { n: sentence.statements.length }), "aria-label": t("statements", { n: sentence.statements.length }) })));
      at = to;
    }
    children.push(...withMentions(reading, names, at, end));
    if (match[0].trim()) result.push(el("p", {}, children));
  }
  return result;
}

function chooseSentence(sentence) {
  change({ selection: { statements: new Set(sentence.statements) } });
  announce(t("statementsSelected", { n: sentence.statements.length }));
}

function withMentions(reading, names, start, end) {
  const pieces = [];
  let at = start;
  for (const mention of names) {
    if (mention.start < at || mention.end > end) continue;
    pieces.push(reading.text.slice(at, mention.start));
    const words = reading.text.slice(mention.start, mention.end);
    const { entity } = mention;
    // No button element: browsers never break one over two lines.
    const choose = (event) => {
      if (event.type === "keydown" && event.key !== "Enter") return;
      event.stopPropagation();
      change({ selection: { node: entity.node } });
    };
    const control = entity.node ? { role: "button", tabindex: "0", onclick: choose, onkeydown: choose } : {};
    pieces.push(el(`span.mention.type-${entity.type}`, { title: `${entity.label} · ${t(entity.type)}`, ...control }, words));
    at = mention.end;
  }
  pieces.push(reading.text.slice(at, end));
  return pieces;
}
