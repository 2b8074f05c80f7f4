// Statements on a line of time: years, months or days, as the dates allow; a dot a statement, in the colour and
// shape of its subject. Dates that the text states stand apart from those of the document.

function timelinePoints() {
  return statements
    .filter((statement) => visible.statements.has(statement))
    .map((statement) => ({ statement, date: dateOf(statement), stated: Boolean(statement.time) }))
    .filter(({ date }) => /^\d{4}/.test(date || ""))
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.statement.row - b.statement.row));
}

function drawTimeline(body, tools) {
  const points = timelinePoints();
  tools.replaceChildren(el("span.tally", {}, t("timeFrom")));
  if (!points.length) return body.replaceChildren(el("p.empty", {}, t("noDates")));
  const chosen = new Set(selectedStatements() || []);
  const steps = new Map();
  for (const point of points) {
    if (!steps.has(point.date)) steps.set(point.date, []);
    steps.get(point.date).push(point);
  }
  let year = null;
  const items = [...steps].slice(0, 400).map(([date, here]) => {
    const newYear = date.slice(0, 4) !== year;
    year = date.slice(0, 4);
    const list = [...here].sort((a, b) => Number(b.stated) - Number(a.stated));
    return el(`li.step${newYear ? ".new-year" : ""}`, {},
      el("h3", {}, formatDate(date)),
      el("ul", {}, list.slice(0, 60).map(({ statement, stated }) => el(`li${stated ? ".stated" : ""}`, {},
        el(`button.moment${chosen.has(statement) ? ".chosen" : ""}`, { type: "button", title: t(stated ? "stated" : "reportedDate"), onclick: () => change({ selection: { edge: statement.edge } }) },
          shapeIcon(statement.subject.type, 11), el("span", {}, nameOf(statement.subject.label), " ", el(`span.relation.${statement.status}`, {}, relationLabel(statement.relation)), " ", nameOf(objectLabel(statement))))))));
  });
  body.replaceChildren(overview(points), el("ol.timeline", {}, items));
  return undefined;
}

// How many statements a day, month or year: the shape of the whole before its detail.
function overview(points) {
  const [first, last] = [points[0].date, points.at(-1).date];
  const days = (new Date(last.slice(0, 10)) - new Date(first.slice(0, 10))) / 86400000;
  const length = days > 1500 ? 4 : days > 60 ? 7 : 10;
  const counts = new Map();
  for (const { date } of points) counts.set(date.slice(0, length), (counts.get(date.slice(0, length)) || 0) + 1);
  if (counts.size < 3) return "";
  const from = new Date(first.padEnd(10, "-01").slice(0, 10)).getTime();
  const to = new Date(last.padEnd(10, "-01").slice(0, 10)).getTime();
  const top = Math.max(...counts.values());
  const chart = svgElement("svg", { class: "overview", viewBox: "0 0 1000 46", preserveAspectRatio: "none", "aria-hidden": "true" });
  for (const [date, count] of counts) {
    const at = to > from ? (new Date(date.padEnd(10, "-01").slice(0, 10)).getTime() - from) / (to - from) : 0.5;
    const height = 4 + 38 * (count / top);
    chart.append(svgElement("rect", { x: 4 + at * 985, y: 44 - height, width: 5, height, rx: 1.5 }));
  }
  return chart;
}
