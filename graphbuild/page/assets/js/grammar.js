// The visual grammar: one shape and colour a type, one line a status. Shapes are SVG paths in the square from
// -1 to 1, so that the canvas, the legend, the SVG export and the WebGL sprites draw the same thing. Colours are
// told apart with every common colour blindness, which a test checks; shapes tell types apart without colour.

const SHAPES = {
  Person: "M1 0A1 1 0 1 1-1 0A1 1 0 1 1 1 0Z",
  Organization: "M-.62-.9H.62A.28.28 0 0 1 .9-.62V.62A.28.28 0 0 1 .62.9H-.62A.28.28 0 0 1-.9.62V-.62A.28.28 0 0 1-.62-.9Z",
  Place: "M0 1.1C-.5.5-.85.1-.85-.3A.85.85 0 0 1 .85-.3C.85.1.5.5 0 1.1Z",
  Product: "M0-1.15L1.15 0L0 1.15L-1.15 0Z",
  Work: "M-.5-.95H.5L1.05 0L.5.95H-.5L-1.05 0Z",
  Event: "M0-1.15L.3-.42L1.09-.36L.49.16L.68.93L0 .51L-.68.93L-.49.16L-1.09-.36L-.3-.42Z",
  Thing: "M0-1.05L1.05.85H-1.05Z",
  Group: "M.15 0A.62.62 0 1 1-1.09 0A.62.62 0 1 1 .15 0ZM1.09 0A.62.62 0 0 1 .19.55A.85.85 0 0 0 .19-.55A.62.62 0 0 1 1.09 0Z",
  Document: "M-.75-1H.3L.75-.5V1H-.75ZM.3-1V-.5H.75L.3-1Z",
  Concept: "M.8 0A.8.8 0 1 1-.8 0A.8.8 0 1 1 .8 0ZM.36 0A.36.36 0 1 0-.36 0A.36.36 0 1 0 .36 0Z",
  Value: "M-.9-.5H.9V.5H-.9Z",
  Words: "M-.9-.5H.9V.5H-.9Z",
};
const PATHS = Object.fromEntries(Object.entries(SHAPES).map(([type, path]) => [type, new Path2D(path)]));

const COLOURS = {
  light: {
    Person: "#c43d57", Organization: "#2c3f8c", Place: "#4f5b12", Product: "#279b72", Work: "#9052b0", Event: "#b98412",
    Thing: "#5e2c1e", Group: "#5b8fd4", Document: "#33363f", Concept: "#868a95", Value: "#868a95", Words: "#868a95",
  },
  dark: {
    Person: "#e06880", Organization: "#86a4f6", Place: "#e2e588", Product: "#52d8ae", Work: "#a05acc", Event: "#e0962c",
    Thing: "#a9704f", Group: "#bfe0f7", Document: "#676e7a", Concept: "#a6abb5", Value: "#a6abb5", Words: "#a6abb5",
  },
};

const INK = {
  light: { paper: "#fbfaf7", surface: "#ffffff", ink: "#17191e", soft: "#4b505a", faint: "#6a6f79", rule: "#d9d5cc", edge: "#b3b2ae", strong: "#3a3e46", negated: "#a8324a" },
  dark: { paper: "#131519", surface: "#1c1f25", ink: "#f0eee9", soft: "#c0c3c9", faint: "#989da6", rule: "#363b44", edge: "#565b65", strong: "#d4d6da", negated: "#f0899b" },
};

// Dashes in pixels at scale 1.
const DASHES = { asserted: null, negated: null, hedged: [7, 4.5], planned: [1.6, 4] };

const NOTES = new Set(["Value", "Words"]);

const SANS = '"Libre Franklin", "Helvetica Neue", Arial, sans-serif';
const SERIF = 'Newsreader, Georgia, "Times New Roman", serif';

const darkScheme = matchMedia("(prefers-color-scheme: dark)");

function isDark() {
  return state.theme ? state.theme === "dark" : darkScheme.matches;
}

function colours() {
  return isDark() ? COLOURS.dark : COLOURS.light;
}

function inks() {
  return isDark() ? INK.dark : INK.light;
}

// Draws the shape of a node on a canvas, with a rim of paper that lifts it off the lines.
function drawShape(context, type, x, y, radius, { fill, rim, ring = null }) {
  context.save();
  context.translate(x, y);
  context.scale(radius, radius);
  const path = PATHS[type] || PATHS.Thing;
  context.lineJoin = "round";
  context.strokeStyle = rim;
  context.lineWidth = 5 / radius;
  context.stroke(path);
  context.fillStyle = rim;
  context.fill(path, "nonzero");
  if (ring) {
    context.strokeStyle = ring;
    context.lineWidth = 3.4 / radius;
    context.stroke(path);
    context.strokeStyle = rim;
    context.lineWidth = 1 / radius;
    context.stroke(path);
  }
  context.fillStyle = fill;
  context.fill(path, "evenodd");
  context.restore();
}

// The same from a picture drawn once for every look and size: what a canvas can do thousands of times a frame.
const sprites = new Map();

function drawSprite(context, type, x, y, radius, look, pixels) {
  const size = Math.max(1, Math.round(radius * pixels * 2) / 2);
  const key = `${type} ${size} ${look.fill} ${look.rim} ${look.ring}`;
  let sprite = sprites.get(key);
  if (!sprite) {
    if (sprites.size > 3000) sprites.clear();
    const half = Math.ceil(size * 1.2 + 5 * (size / radius));
    sprite = document.createElement("canvas");
    sprite.width = 2 * half;
    sprite.height = 2 * half;
    const own = sprite.getContext("2d");
    own.translate(half, half);
    own.scale(size / radius, size / radius);
    drawShape(own, type, 0, 0, radius, look);
    sprites.set(key, sprite);
  }
  const extent = (sprite.width / 2) * (radius / size);
  context.drawImage(sprite, x - extent, y - extent, 2 * extent, 2 * extent);
}

// The card of a value: a hairline frame with a bar at its left.
function drawNote(context, x, y, width, height, { fill, line, bar }) {
  context.save();
  context.beginPath();
  context.roundRect(x - width / 2, y - height / 2, width, height, 3);
  context.fillStyle = fill;
  const alpha = context.globalAlpha;
  // Opaque even where it is faded: what lies under a card does not show through.
  context.globalAlpha = 1;
  context.fill();
  context.globalAlpha = alpha;
  context.lineWidth = 1;
  context.strokeStyle = line;
  context.stroke();
  context.fillStyle = bar;
  context.fillRect(x - width / 2, y - height / 2 + 3, 2, height - 6);
  context.restore();
}

const SVG = "http://www.w3.org/2000/svg";

function svgElement(name, attributes = {}, children = []) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  for (const child of children) element.append(child);
  return element;
}

// The shape of a type as a small picture for legend, lists and panel.
function shapeIcon(type, size = 13) {
  const icon = svgElement("svg", { viewBox: "-1.25 -1.25 2.5 2.5", width: size, height: size, "aria-hidden": "true", class: "shape" });
  icon.append(svgElement("path", { d: SHAPES[type] || SHAPES.Thing, class: `fill-${type}`, "fill-rule": "evenodd" }));
  return icon;
}

// The line of a status as a small picture.
function statusIcon(status, attributed = false) {
  const icon = svgElement("svg", { viewBox: "0 0 34 12", width: 34, height: 12, "aria-hidden": "true", class: `line line-${status}` });
  const line = { x1: attributed ? 9 : 1, y1: 6, x2: attributed ? 21 : 27, y2: 6 };
  if (status === "hedged") line["stroke-dasharray"] = "6 4";
  if (status === "planned") line["stroke-dasharray"] = "1.6 3.4";
  icon.append(svgElement("line", line), svgElement("path", { d: attributed ? "M18 3.2 23 6l-5 2.8z" : "M26 2.5 33 6l-7 3.5z", class: "tip" }));
  if (status === "negated") icon.append(svgElement("path", { d: "M11.5 1.5 16 10.5", class: "strike" }));
  if (attributed) icon.append(svgElement("path", { d: "M6.5 1.5 3.5 6l3 4.5M24 1.5 27 6l-3 4.5", class: "quote" }));
  return icon;
}
