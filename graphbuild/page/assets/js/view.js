// What the drawing of a graph shares whoever draws it: the view that shows all of it, the look of its lines, and
// the first picture, drawn before vis-network has read a large graph.

// Below this scale arrowheads are smaller than a pixel or two, and many lines are drawn at once.
const LINES_ALONE_BELOW = 0.36;
const MANY_LINES = 700;

// How long a movement of the view takes: no time for those who asked their system for less motion.
function motion(milliseconds) {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : milliseconds;
}

// Middle and scale of the view in which `chosen` fit with their labels; `placeOf` gives a node's {x, y}.
function fittingView(chosen, placeOf, { size, closest, padding = {} }) {
  const { left = 0, right = 0, top = 0, bottom = 0 } = padding;
  const box = extent(chosen, placeOf);
  const width = size.width - left - right;
  const height = size.height - top - bottom;
  const scale = Math.max(0.05, Math.min((width - 36) / (box[2] - box[0]), (height - 30) / (box[3] - box[1]), closest));
  const shift = { x: (right - left) / 2 / scale, y: (bottom - top) / 2 / scale };
  return { position: { x: (box[0] + box[2]) / 2 + shift.x, y: (box[1] + box[3]) / 2 + shift.y }, scale };
}

// The room of nodes with their labels, in the coordinates of the layout.
function extent(chosen, placeOf) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const node of chosen) {
    const { x, y } = placeOf(node);
    const label = NOTES.has(node.type) ? 0 : 4 + node.lines.length * node.font * LINE_HEIGHT;
    const above = label && opens(node, x, y, { get: placeOf });
    box[0] = Math.min(box[0], x - node.half);
    box[1] = Math.min(box[1], y - node.radius - (above ? label : 0));
    box[2] = Math.max(box[2], x + node.half);
    box[3] = Math.max(box[3], y + node.radius + (above ? 0 : label));
  }
  return box;
}

function lineStyle(edge, near) {
  const ink = inks();
  const inNear = near?.edges.has(edge);
  return {
    color: { color: edge.status === "negated" ? ink.negated : inNear ? ink.strong : ink.edge, opacity: near && !inNear ? 0.16 : 1 },
    width: (inNear ? 1.9 : 1.15) + Math.min(1.6, 0.35 * (edge.statements.length - 1)),
    dashes: DASHES[edge.status] || false,
  };
}

// Lines {from, to, options} as straight strokes, all of a kind in one go.
function drawLines(context, lines, scale) {
  const kinds = new Map();
  for (const line of lines) {
    const { color, dashes, width } = line.options;
    const key = `${color.color} ${color.opacity} ${dashes} ${width > 1.6}`;
    if (!kinds.has(key)) kinds.set(key, []);
    kinds.get(key).push(line);
  }
  for (const linesOfKind of kinds.values()) {
    const { color, dashes, width } = linesOfKind[0].options;
    context.beginPath();
    for (const { from, to } of linesOfKind) {
      context.moveTo(from.x, from.y);
      context.lineTo(to.x, to.y);
    }
    context.globalAlpha = color.opacity;
    context.strokeStyle = color.color;
    context.lineWidth = Math.max(width, 0.7 / scale);
    if (dashes) context.setLineDash(dashes.map((length) => length / scale / 2));
    context.stroke();
    context.setLineDash([]);
  }
  context.globalAlpha = 1;
}

// Draws what is visible as the renderer will draw it, on a canvas of its own that the renderer's replaces. For a
// graph whose lines are drawn at once only: a smaller one needs no picture before it.
function drawFirstPicture(container) {
  const size = { width: container.clientWidth, height: container.clientHeight };
  const flat = DATA.layouts[layoutName()];
  const places = new Map([...visible.nodes].map((node) => {
    const [x, y] = state.pinned.get(node) || [flat[2 * node.id], flat[2 * node.id + 1]];
    return [node, { x, y }];
  }));
  const { position, scale } = fittingView([...visible.nodes], (node) => places.get(node), { size, closest: 1.35, padding: viewPadding() });
  if (visible.edges.size < MANY_LINES || scale > LINES_ALONE_BELOW) return;
  const near = emphasis();
  const ratio = window.devicePixelRatio || 1;
  const canvas = el("canvas.first-picture", { width: Math.round(size.width * ratio), height: Math.round(size.height * ratio), "aria-hidden": "true" });
  const context = canvas.getContext("2d");
  const shift = { x: size.width / 2 - position.x * scale, y: size.height / 2 - position.y * scale };
  context.setTransform(ratio * scale, 0, 0, ratio * scale, ratio * shift.x, ratio * shift.y);
  drawLines(context, [...visible.edges].map((edge) => ({ from: places.get(edge.from), to: places.get(edge.to), options: lineStyle(edge, near) })), scale);
  for (const [node, { x, y }] of places) drawMark(context, node, { x, y, scale, near, ratio });
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  const onScreen = (node) => ({ x: places.get(node).x * scale + shift.x, y: places.get(node).y * scale + shift.y, radius: radiusOnScreen(node, scale) });
  drawLabels(context, { size, scale, points: pointsInView(onScreen, { near, size }), middles: new Map(), near });
  container.append(canvas);
}

// The shape of a node, or the small bar where a card may come to lie, in the coordinates of the layout.
function drawMark(context, node, { x, y, scale, near, ratio }) {
  context.globalAlpha = near && !near.nodes.has(node) ? 0.25 : 1;
  if (NOTES.has(node.type)) {
    context.fillStyle = inks().edge;
    context.fillRect(x - 3.5 / scale, y - 2 / scale, 7 / scale, 4 / scale);
  } else {
    const ring = near?.core.has(node) ? inks().ink : state.pinned.has(node) ? inks().edge : null;
    const look = { fill: colours()[node.type] || colours().Thing, rim: inks().paper, ring };
    drawSprite(context, node.type, x, y, radiusOnScreen(node, scale) / scale, look, scale * ratio);
  }
  context.globalAlpha = 1;
}
