// The legend at the left doubles as filter: every line is a switch with its count.

const openLists = new Set();

// What brings each control in line with the filters; the controls themselves stay, and the focus with them.
let followers = [];

function drawLegend() {
  followers = [];
  const count = (list, key) => {
    const counts = new Map();
    for (const item of list) counts.set(key(item), (counts.get(key(item)) || 0) + 1);
    return [...counts].sort((a, b) => b[1] - a[1]);
  };
  const groups = [typeGroup(), statusGroup()];
  groups.push(switches("relations", count(statements, (statement) => statement.relation), (relation) => [el("span.relation", {}, relationLabel(relation))], { shown: 8 }));
  const credited = count(statements, (statement) => statement.source);
  if (credited.some(([source]) => source)) groups.push(switches("sources", credited, (source) => [source ? nameOf(source.label) : t("noSource")], { shown: 5 }));
  if (documents.length > 1) groups.push(switches("documents", count(statements, (statement) => statement.document), (document) => [nameOf(document.title)], { shown: 5, title: "inDocuments" }));
  groups.push(dateGroup(), confidenceGroup());
  const reset = button(t("reset"), () => change({ filters: emptyFilters(), hidden: new Set(), focus: null, path: null }), { name: "button.link" });
  followers.push(() => { reset.disabled = !filtersOn() && !state.hidden.size; });
  const foot = el("div.rail-foot", {}, reset,
    button(t("showQuery"), () => openQuery(filterQuery()), { name: "button.link" }),
    el("p.made", {}, t("madeWith", { version: DATA.version })));
  byId("rail").replaceChildren(button(closeIcon(), () => toggleRail(false), { name: "button.square.close.narrow", "aria-label": t("close") }), ...groups.filter(Boolean), foot);
  followLegend();
}

function followLegend() {
  for (const follow of followers) follow();
}

function switchLine(name, key, icon, label, count, id) {
  const input = el("input", { type: "checkbox", id });
  input.addEventListener("change", () => {
    const next = new Set(state.filters[name]);
    if (input.checked) next.delete(key);
    else next.add(key);
    changeFilters({ [name]: next });
  });
  const line = el("label.switch", { for: id }, input, el("span.key", {}, icon), el("span.word", {}, label), el("span.count", {}, formatNumber(count)));
  followers.push(() => {
    input.checked = !state.filters[name].has(key);
    line.classList.toggle("off", !input.checked);
  });
  return line;
}

function typeGroup() {
  const counts = new Map();
  for (const node of nodes) counts.set(node.type, (counts.get(node.type) || 0) + 1);
  const order = Object.keys(SHAPES).filter((type) => counts.has(type));
  return group("types", order.map((type) => switchLine("types", type, shapeIcon(type, 14), t(type), counts.get(type), `f-types-${type}`)));
}

function statusGroup() {
  const counts = new Map(STATUSES.map((status) => [status, 0]));
  let attributed = 0;
  for (const statement of statements) {
    counts.set(statement.status, counts.get(statement.status) + 1);
    if (statement.source) attributed += 1;
  }
  const lines = STATUSES.filter((status) => counts.get(status)).map((status) => switchLine("statuses", status, statusIcon(status), el(`span.status-${status}`, {}, t(status)), counts.get(status), `f-statuses-${status}`));
  if (attributed) lines.push(switchLine("statuses", "attributed", statusIcon("asserted", true), t("attributed"), attributed, "f-statuses-attributed"));
  return group("statuses", lines);
}

function switches(name, counted, label, { shown, title = name }) {
  const open = openLists.has(name);
  const list = open ? counted.slice(0, 500) : counted.slice(0, shown);
  const lines = list.map(([key, count], row) => switchLine(name, key, null, label(key), count, `f-${name}-${row}`));
  if (counted.length > shown) {
    lines.push(button(open ? t("less") : t("more", { n: counted.length - shown }), () => {
      if (open) openLists.delete(name);
      else openLists.add(name);
      drawLegend();
      byId(`more-${name}`)?.focus();
    }, { name: "button.link", id: `more-${name}` }));
  }
  return group(title, lines);
}

function group(title, lines) {
  const id = `group-${title}`;
  return el("section.group", { role: "group", "aria-labelledby": id }, el("h2", { id }, t(title)), lines);
}

function dateGroup() {
  const dates = statements.map(dateOf).filter(Boolean).sort();
  if (!dates.length || dates[0] === dates.at(-1)) return null;
  const field = (name) => {
    const input = el("input", { type: "text", inputmode: "numeric", size: "10", placeholder: name === "from" ? dates[0] : dates.at(-1), pattern: "\\d{4}(-\\d\\d(-\\d\\d)?)?", id: `f-${name}`, "aria-label": `${t("dates")} ${t(name)}` });
    followers.push(() => { input.value = state.filters[name]; });
    input.addEventListener("change", () => changeFilters({ [name]: /^\d{4}(-\d\d(-\d\d)?)?$/.test(input.value.trim()) ? input.value.trim() : "" }));
    return el("label", {}, el("span", {}, t(name)), input);
  };
  return group("dates", [el("div.dates", {}, field("from"), field("to"))]);
}

function confidenceGroup() {
  const values = statements.map((statement) => statement.confidence);
  if (!values.length || Math.min(...values.slice(0, 50000)) === Math.max(...values.slice(0, 50000))) return null;
  const shown = el("output", { for: "f-confidence" });
  const input = el("input", { type: "range", min: "0", max: "100", step: "5", id: "f-confidence", "aria-label": t("confidence") });
  followers.push(() => {
    input.value = String(Math.round(state.filters.confidence * 100));
    shown.textContent = t("atLeast", { n: Number(input.value) });
  });
  input.addEventListener("input", () => { shown.textContent = t("atLeast", { n: Number(input.value) }); });
  input.addEventListener("change", () => changeFilters({ confidence: Number(input.value) / 100 }));
  return group("confidence", [el("div.confidence", {}, input, shown)]);
}

function toggleRail(open) {
  document.body.classList.toggle("rail-open", open);
  byId("open-legend").setAttribute("aria-expanded", String(open));
  if (open) byId("rail").querySelector("input, button")?.focus();
}
