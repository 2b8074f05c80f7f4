// What leaves the page: pictures of the view, the selection (or what is visible) as Turtle, CSV and footnotes,
// the permalink, and a copy of the page with the reader's view in it.

// The page as it came, before anything was drawn: what a saved copy is made from.
const ORIGINAL = document.documentElement.outerHTML;

function exportedStatements() {
  const chosen = selectedStatements();
  return chosen?.length ? chosen : statements.filter((statement) => visible.statements.has(statement));
}

function drawExportMenu() {
  const choices = [
    ["png", () => exportPng()],
    ["svg", () => download(fileName("svg"), "image/svg+xml", svgText())],
    ["turtle", () => download(fileName("ttl"), "text/turtle;charset=utf-8", turtle(triplesOf(exportedStatements())))],
    ["csvFile", () => download(fileName("csv"), "text/csv;charset=utf-8", `\ufeff${delimited(exportedStatements(), ",")}`)],
    ["notes", () => download(fileName("txt"), "text/plain;charset=utf-8", footnotes(exportedStatements()))],
    ["savedCopy", () => download(fileName("html"), "text/html;charset=utf-8", savedCopy())],
    ["link", () => copyText(`${location.href.split("#")[0]}#${hashText()}`)],
    ["print", () => window.print()],
  ];
  byId("export-menu").replaceChildren(
    el("p.hint", {}, t("exportHint")),
    el("ul", {}, choices.map(([key, run]) => el("li", {}, button(t(key), () => { togglePopover("export", false); run(); }, { id: `export-${key}` })))));
}

function togglePopover(name, open) {
  const menu = byId(`${name}-menu`);
  const opener = byId(`open-${name}`);
  menu.hidden = !open;
  opener.setAttribute("aria-expanded", String(open));
  if (open) menu.querySelector("button")?.focus();
  else if (menu.contains(document.activeElement)) opener.focus();
}

function exportPng() {
  const source = renderer.canvas();
  const canvas = document.createElement("canvas");
  const ratio = source.width / renderer.container.clientWidth;
  const head = Math.round(64 * ratio);
  canvas.width = source.width;
  canvas.height = source.height + head;
  const context = canvas.getContext("2d");
  const ink = inks();
  context.fillStyle = ink.paper;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(source, 0, head);
  context.fillStyle = ink.ink;
  context.font = `500 ${24 * ratio}px ${SERIF}`;
  context.fillText(DATA.title.slice(0, 120), 20 * ratio, 34 * ratio, canvas.width - 40 * ratio);
  context.fillStyle = ink.faint;
  context.font = `400 ${12 * ratio}px ${SANS}`;
  context.fillText(byId("summary").textContent, 20 * ratio, 54 * ratio, canvas.width - 40 * ratio);
  canvas.toBlob((blob) => download(fileName("png"), "image/png", blob), "image/png");
}

// The visible graph as a drawing of its own, from the same shapes, lines and labels.
function svgText() {
  const ink = inks();
  const palette = colours();
  const shown = [...visible.nodes];
  const places = new Map(shown.map((node) => [node, renderer.positionOf(node)]));
  const xs = [...places.values()].map(([x]) => x);
  const ys = [...places.values()].map(([, y]) => y);
  const [left, top] = [Math.min(...xs, 0) - 120, Math.min(...ys, 0) - 60];
  const [width, height] = [Math.max(...xs, 0) + 120 - left, Math.max(...ys, 0) + 90 - top];
  const round = (number) => Math.round(number * 10) / 10;
  const root = svgElement("svg", { xmlns: SVG, viewBox: `${round(left)} ${round(top)} ${round(width)} ${round(height)}`, width: round(width), height: round(height), "font-family": "Libre Franklin, Helvetica, Arial, sans-serif" });
  const title = svgElement("title");
  title.textContent = DATA.title;
  const arrow = (id, colour) => svgElement("marker", { id, viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto-start-reverse" }, [svgElement("path", { d: "M0 1 8 4 0 7Z", fill: colour })]);
  root.append(title, svgElement("defs", {}, [arrow("tip", ink.edge), arrow("tip-negated", ink.negated)]), svgElement("rect", { x: round(left), y: round(top), width: round(width), height: round(height), fill: ink.paper }));
  const text = (x, y, words, attributes) => {
    const element = svgElement("text", { x: round(x), y: round(y), "text-anchor": "middle", "paint-order": "stroke", stroke: ink.paper, "stroke-width": 4, "stroke-linejoin": "round", ...attributes });
    element.textContent = words;
    return element;
  };
  const labels = [];
  const write = (edge, [x, y]) => {
    const [open, close] = edge.attributed ? t("quotes") : ["", ""];
    const words = open + relationLabel(edge.relation) + close;
    const negated = edge.status === "negated";
    labels.push(text(x, y + 4, words, { "font-family": "Newsreader, Georgia, serif", "font-style": "italic", "font-size": 12.5, fill: negated ? ink.negated : ink.faint }));
    // A line of its own: the halo of struck-out text would hide the text.
    if (negated) labels.push(svgElement("path", { d: `M${round(x - words.length * 2.9)} ${round(y)}h${round(words.length * 5.8)}`, stroke: ink.negated, "stroke-width": 1.1 }));
  };
  for (const edge of visible.edges) {
    const { a, b, via } = renderer.lineOf(edge);
    const colour = edge.status === "negated" ? ink.negated : ink.edge;
    const line = svgElement("path", { fill: "none", stroke: colour, "stroke-width": 1.2 });
    if (DASHES[edge.status]) line.setAttribute("stroke-dasharray", DASHES[edge.status].join(" "));
    const stop = NOTES.has(edge.to.type) ? 0 : edge.to.radius + 4;
    if (stop) line.setAttribute("marker-end", `url(#tip${edge.status === "negated" ? "-negated" : ""})`);
    root.append(line);
    if (edge.from === edge.to) {
      const r = edge.to.radius;
      line.setAttribute("d", `M${round(a[0] + r * 0.4)} ${round(a[1] - r)}c${round(r * 0.6)} ${-34} ${round(r + 34)} ${-14} ${round(r * 0.8)} ${round(r * 0.6)}`);
      write(edge, [a[0] + r + 18, a[1] - r - 18]);
      continue;
    }
    const from = via || a;
    const distance = Math.hypot(b[0] - from[0], b[1] - from[1]) || 1;
    const end = [b[0] - ((b[0] - from[0]) / distance) * stop, b[1] - ((b[1] - from[1]) / distance) * stop];
    line.setAttribute("d", `M${round(a[0])} ${round(a[1])}${via ? `Q${round(via[0])} ${round(via[1])} ` : "L"}${round(end[0])} ${round(end[1])}`);
    write(edge, via ? [(a[0] + 2 * via[0] + b[0]) / 4, (a[1] + 2 * via[1] + b[1]) / 4] : [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]);
  }
  for (const node of shown) {
    const [x, y] = places.get(node);
    const note = NOTES.has(node.type);
    const size = node.font;
    if (note) {
      const wide = Math.max(...node.lines.map((line) => line.length)) * size * 0.54 + 14;
      const tall = node.lines.length * size * LINE_HEIGHT + 9;
      root.append(svgElement("rect", { x: round(x - wide / 2), y: round(y - tall / 2), width: round(wide), height: round(tall), rx: 3, fill: ink.surface, stroke: ink.rule }));
      node.lines.forEach((line, row) => labels.push(text(x, y - tall / 2 + 4 + size * (0.95 + row * LINE_HEIGHT), line, { "font-size": size, fill: ink.soft, stroke: "none", ...(node.type === "Words" ? { "font-style": "italic", "font-family": "Newsreader, Georgia, serif" } : {}) })));
      continue;
    }
    root.append(svgElement("path", { d: SHAPES[node.type] || SHAPES.Thing, transform: `translate(${round(x)} ${round(y)}) scale(${node.radius})`, fill: palette[node.type] || palette.Thing, "fill-rule": "evenodd" }));
    const quiet = node.quiet;
    const points = new Map(node.edges.map((edge) => otherEnd(edge, node)).filter((other) => places.has(other)).map((other) => [other, { x: places.get(other)[0], y: places.get(other)[1] }]));
    const top = opens(node, x, y, points) ? y - node.radius - 6 - node.lines.length * size * LINE_HEIGHT : y + node.radius + 4;
    node.lines.forEach((line, row) => labels.push(text(x, top + size * (0.95 + row * LINE_HEIGHT), line, { "font-size": size, "font-weight": quiet ? 400 : 600, fill: quiet ? ink.soft : ink.ink })));
  }
  root.append(...labels);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(root)}\n`;
}

// One note a statement: what is said, the words that say it, and where they stand.
function footnotes(chosen) {
  const [open, close] = t("quotes");
  return chosen.map((statement, row) => {
    const sentence = sentenceOf(statement);
    const [start, end] = codePoints(statement);
    const place = [statement.document.title, statement.document.source, statement.document.date && formatDate(statement.document.date), t("characters", { start: String(start), end: String(end) })].filter(Boolean).join(", ");
    const facts = [t(statement.status), statement.source && t("accordingTo", { who: statement.source.label })].filter(Boolean).join(", ");
    return `[${row + 1}] ${inWords(statement)} (${facts}).\n    ${sentence === null ? "" : `${open}${sentence.replace(/\s+/g, " ")}${close} — `}${place}.\n`;
  }).join("\n");
}

// The page again, with view and positions in its saved block instead of its address.
function savedCopy() {
  const saved = JSON.stringify(hashText()).replace(/</g, "\\u003c");
  const block = /(<script type="application\/json" id="saved">)[^<]*(<\/script>)/;
  return `<!doctype html>\n${ORIGINAL.replace(block, (_, open, close) => open + saved + close)}`;
}
