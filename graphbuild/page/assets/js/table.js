// The table below the graph: the visible statements, in step with filters and selection, sortable, to be copied.

const COLUMNS = ["subject", "relation", "object", "status", "source", "date", "confidence", "document", "sentence"];
const sorting = { column: null, down: false };
let onlySelection = false;
const ROWS_SHOWN = 300;

function cell(statement, column) {
  switch (column) {
    case "subject": return statement.subject.label;
    case "relation": return relationLabel(statement.relation);
    case "object": return objectLabel(statement);
    case "status": return t(statement.status);
    case "source": return statement.source ? statement.source.label : "";
    case "date": return statement.time || "";
    case "confidence": return statement.confidence;
    case "document": return statement.document.name;
    default: return sentenceOf(statement) || "";
  }
}

function tableStatements() {
  const chosen = selectedStatements();
  let rows = statements.filter((statement) => visible.statements.has(statement));
  if (onlySelection && chosen) {
    const wanted = new Set(chosen);
    rows = rows.filter((statement) => wanted.has(statement));
  }
  if (sorting.column) {
    const compare = new Intl.Collator(state.lang, { numeric: true }).compare;
    const value = (statement) => cell(statement, sorting.column);
    rows.sort((a, b) => {
      const [x, y] = [value(a), value(b)];
      const order = typeof x === "number" ? x - y : compare(x, y);
      return (sorting.down ? -order : order) || a.row - b.row;
    });
  }
  return rows;
}

function drawTable(body, tools) {
  const rows = tableStatements();
  const chosen = new Set(selectedStatements() || []);
  // A column that is empty all the way down only takes room.
  const columns = COLUMNS.filter((column) => statements.some((statement) => cell(statement, column) !== ""));
  const head = el("tr", {}, columns.map((column) => {
    const sorted = sorting.column === column;
    const order = sorted ? (sorting.down ? "descending" : "ascending") : "none";
    return el("th", { scope: "col", "aria-sort": order }, button(`${t(column)}${sorted ? (sorting.down ? " ↓" : " ↑") : ""}`, () => {
      sorting.down = sorted ? !sorting.down : false;
      sorting.column = column;
      drawDrawer();
      byId("table-region").querySelectorAll("th button")[columns.indexOf(column)]?.focus();
    }, { title: t("sortBy", { column: t(column) }) }));
  }));
  const lines = rows.slice(0, ROWS_SHOWN).map((statement) => tableRow(statement, columns, chosen.has(statement)));
  const table = el("table.statements", {}, el("caption.unseen", {}, t("ofStatements", { n: rows.length, all: statements.length })), el("thead", {}, head), el("tbody", {}, lines));
  body.replaceChildren(table);
  if (rows.length > ROWS_SHOWN) {
    const more = button(t("more", { n: rows.length - ROWS_SHOWN }), () => {
      table.tBodies[0].append(...rows.slice(table.tBodies[0].rows.length, table.tBodies[0].rows.length + 1000).map((statement) => tableRow(statement, columns, chosen.has(statement))));
      if (table.tBodies[0].rows.length >= rows.length) more.remove();
      else more.textContent = t("more", { n: rows.length - table.tBodies[0].rows.length });
    }, { name: "button.link.more" });
    body.append(more);
  }
  const only = el("input", { type: "checkbox", id: "only-selection" });
  only.checked = onlySelection;
  only.addEventListener("change", () => { onlySelection = only.checked; drawDrawer(); });
  tools.replaceChildren(
    el("span.tally", {}, t("ofStatements", { n: rows.length, all: statements.length })),
    el("label.plain", { for: "only-selection" }, only, t("selectionOnly")),
    button(t("copy"), () => copyText(delimited(rows, "\t"))),
    button(t("csv"), () => download(fileName("csv"), "text/csv;charset=utf-8", `\ufeff${delimited(rows, ",")}`)));
  if (!onlySelection) body.querySelector("tr.chosen")?.scrollIntoView({ block: "nearest" });
}

function tableRow(statement, columns, chosen) {
  const choose = () => change({ selection: { edge: statement.edge } });
  const cells = columns.map((column) => {
    const text = cell(statement, column);
    if (column === "subject") return el("th", { scope: "row" }, button(nameOf(text), choose, { name: "button.plain" }));
    if (column === "relation") return el("td", {}, el(`span.relation.${statement.status}`, {}, text));
    if (column === "status") return el("td.status", {}, el("span", {}, statusIcon(statement.status, Boolean(statement.source)), text));
    if (column === "confidence") return el("td.number", {}, `${Math.round(text * 100)} %`);
    if (column === "date") return el("td.date", {}, text);
    if (column === "sentence") return el("td.long", { title: text }, el("span", { dir: "auto" }, text));
    return el("td", {}, nameOf(text));
  });
  return el(`tr${chosen ? ".chosen" : ""}`, { onclick: (event) => event.target.closest("button") || choose() }, cells);
}

// Statements as lines of fields; a field that a spreadsheet would run as a formula is made harmless.
function delimited(rows, separator) {
  const columns = ["id", "subject", "subject_iri", "relation", "relation_iri", "object", "object_iri", "datatype", "value", "status", "source", "time", "confidence", "document", "document_date", "start", "end", "sentence"];
  const quote = (value) => {
    let text = value === null || value === undefined ? "" : String(value);
    if (/^[=+@\t\r-]/.test(text) && !/^-?\d+([.,]\d+)?$/.test(text)) text = `'${text}`;
    return separator === "\t" ? text.replace(/[\t\r\n]+/g, " ") : /[",\r\n;]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
  };
  const lines = rows.map((statement) => [
    statement.id, statement.subject.label, statement.subject.iri, relationLabel(statement.relation), statement.relation.iri,
    objectLabel(statement), statement.object?.iri, statement.value?.datatype, statement.value?.value, statement.status,
    statement.source?.label, statement.time, statement.confidence, statement.document.name, statement.document.date,
    ...codePoints(statement), sentenceOf(statement),
  ]);
  return [columns, ...lines].map((line) => line.map(quote).join(separator)).join("\r\n") + "\r\n";
}

// Offsets as graphbuild counts them: code points, where JavaScript counts UTF-16 units. Without the text of the
// document they cannot be told apart, and are the same unless it holds characters beyond the basic plane.
function codePoints({ document, start, end }) {
  if (document.text === null) return [start, end];
  document.wide ??= [...document.text.matchAll(/[\u{10000}-\u{10ffff}]/gu)].map((match) => match.index);
  const shift = (offset) => document.wide.filter((at) => at < offset).length;
  return [start - shift(start), end - shift(end)];
}
