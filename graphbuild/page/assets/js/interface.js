// Small tools of the interface: building elements (text always as text), wording the fixed parts of the page,
// notices and announcements.

function byId(id) {
  return document.getElementById(id);
}

// el("button.primary", {type: "button", onclick}, "text", child, …). Strings become text nodes, never markup.
function el(name, attributes = {}, ...children) {
  const [tag, ...classes] = name.split(".");
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

function button(label, onclick, { name = "button", ...attributes } = {}) {
  return el(name, { type: "button", onclick, ...attributes }, label);
}

// Names may hold right-to-left text: they are kept apart from the text around them.
function nameOf(text) {
  return el("bdi", {}, text);
}

function nodeIcon(node) {
  return shapeIcon(node.type);
}

// A button that selects a node; used wherever a name stands.
function nodeButton(node, { label = labelOf(node), icon = true } = {}) {
  return el("button.name", { type: "button", onclick: () => select({ node }, { center: true }) }, icon && nodeIcon(node), nameOf(label));
}

function entityButton(entity) {
  if (entity.node) return nodeButton(entity.node, { label: entity.label });
  return el("span.name", {}, shapeIcon(entity.type), nameOf(entity.label));
}

function announce(text) {
  byId("live").textContent = text;
}

let toastTimer = 0;

function toast(text) {
  document.querySelector(".toast")?.remove();
  clearTimeout(toastTimer);
  const note = el("p.toast", { role: "status" }, text);
  document.body.append(note);
  toastTimer = setTimeout(() => note.remove(), 2600);
}

async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Without a permission (a file, a notebook) the older way: select a field and copy it.
    const field = el("textarea", { readonly: true });
    field.value = text;
    field.className = "unseen";
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
  toast(t("copied"));
}

function download(name, type, content) {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const link = el("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 2000);
}

function fileName(ending) {
  return `${fold(DATA.title).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 60) || "graph"}.${ending}`;
}

function isNarrow() {
  return matchMedia("(max-width: 760px)").matches;
}

// Puts the words of the current language into the fixed parts of the page.
function wordPage() {
  document.documentElement.lang = state.lang;
  for (const element of document.querySelectorAll("[data-t]")) element.textContent = t(element.dataset.t);
  for (const element of document.querySelectorAll("[data-t-label]")) {
    element.setAttribute("aria-label", t(element.dataset.tLabel));
    if (element.matches("button")) element.title = t(element.dataset.tLabel);
  }
  for (const element of document.querySelectorAll("[data-t-placeholder]")) element.placeholder = t(element.dataset.tPlaceholder);
  byId("switch-lang").textContent = t("otherLanguage");
  byId("title").replaceChildren(nameOf(DATA.title));
  const named = nodes.filter((node) => node.entity).length;
  const dates = documents.map((document) => document.date).filter(Boolean).sort();
  const span = dates.length ? (dates[0] === dates.at(-1) ? formatDate(dates[0]) : `${formatDate(dates[0])} – ${formatDate(dates.at(-1))}`) : null;
  byId("summary").textContent = [t("documents", { n: documents.length }), t("entities", { n: named }), t("statements", { n: statements.length }), span].filter(Boolean).join(" · ");
}

// Lines over the graph: what is filtered, hidden, focused; each with the way back.
function drawNotices() {
  const lines = [];
  const line = (text, label, undo) => lines.push(el("p.notice", {}, el("span", {}, text), button(label, undo)));
  if (!statements.length) lines.push(el("p.notice", {}, t("emptyGraph")));
  else if (!visible.edges.size) lines.push(el("p.notice", {}, t("nothing")));
  if (state.path && !state.path.to) line(t("pathHint"), t("cancel"), () => change({ path: null }));
  else if (state.path) {
    const names = { a: labelOf(state.path.from), b: labelOf(state.path.to) };
    line(state.path.edges ? `${t("pathFound", { n: state.path.edges.size })} : ${names.a} → ${names.b}` : t("noPath", names), t("close"), () => change({ path: null }));
  }
  if (state.focus) line(`${t("focus")} : ${labelOf(state.focus.node)} (${t(`hops${state.focus.hops}`)})`, t("endFocus"), () => change({ focus: null }));
  if (filtersOn()) line(`${t("filtered")} · ${t("ofStatements", { n: visible.statements.size, all: statements.length })}`, t("reset"), () => change({ filters: emptyFilters() }));
  if (state.hidden.size) line(t("hiddenNodes", { n: state.hidden.size }), t("showAgain"), () => change({ hidden: new Set() }));
  if (visible.waiting) line(t("shownFirst", { n: nodes.length - visible.waiting }), t("expand", { n: visible.waiting }), () => change({ expanded: true }));
  byId("notices").replaceChildren(...lines);
}
