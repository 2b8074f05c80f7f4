// Labels on the canvas: at every frame as many as fit without touching, the most important first. Sizes follow
// the zoom within the limits of what can be read. Works on a plain 2D context with points in screen pixels, so
// that both renderers use it.

const LABEL_MARGIN = 2;
const LINE_HEIGHT = 1.22;

class LabelPlacer {
  constructor() {
    this.cells = new Map();
  }

  // Takes the room of a box if it is free; `force` takes it anyway.
  take(left, top, width, height, force = false) {
    const box = [left - LABEL_MARGIN, top - LABEL_MARGIN, left + width + LABEL_MARGIN, top + height + LABEL_MARGIN];
    const keys = [];
    for (let x = Math.floor(box[0] / 90); x <= Math.floor(box[2] / 90); x += 1) {
      for (let y = Math.floor(box[1] / 40); y <= Math.floor(box[3] / 40); y += 1) keys.push(x * 4096 + y);
    }
    if (!force) {
      for (const key of keys) {
        for (const other of this.cells.get(key) || []) {
          if (box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]) return false;
        }
      }
    }
    for (const key of keys) {
      if (!this.cells.has(key)) this.cells.set(key, []);
      this.cells.get(key).push(box);
    }
    return true;
  }
}

const measured = new Map();

function widthOf(context, font, size, text) {
  const key = `${font}|${text}`;
  let width = measured.get(key);
  if (width === undefined) {
    context.font = font.replace("{}", 100);
    width = context.measureText(text).width / 100;
    measured.set(key, width);
  }
  return width * size;
}

function nodeFont(node) {
  if (node.type === "Words") return `italic 400 {}px ${SERIF}`;
  if (NOTES.has(node.type) || node.quiet) return `400 {}px ${SANS}`;
  return `600 {}px ${SANS}`;
}

// How large a node is on the screen: as in the layout, but never too small to be seen.
function radiusOnScreen(node, scale) {
  return Math.max(node.radius * scale, 1.7 + 4.5 * node.importance);
}

// Font size on the screen of something that has `size` pixels at scale 1.
function fontSize(size, scale) {
  return Math.max(size * Math.min(scale, 1.35), Math.min(size, 11 + (size - 11) * 0.35) * (scale < 0.12 ? 0.9 : 1));
}

// How large the layout must be on the screen for relations to be written on the lines.
const EDGE_LABELS_FROM = 0.42;

// The nodes of the view that may have a label: those that stand out, then the most important. `pointOf` gives a
// node's {x, y, radius} on the screen, or null where it is not drawn.
function pointsInView(pointOf, { near, size, most: limit = 320 }) {
  const points = new Map();
  const add = (node) => {
    const point = pointOf(node);
    if (point && point.x > -90 && point.y > -40 && point.x < size.width + 90 && point.y < size.height + 40) points.set(node, point);
  };
  for (const node of near?.nodes || []) if (points.size < limit && visible.nodes.has(node)) add(node);
  for (const node of byImportance) {
    if (points.size >= limit) break;
    if (visible.nodes.has(node) && !points.has(node)) add(node);
  }
  return points;
}

// `points` is a map from node to {x, y, radius} in screen pixels; `middles` gives for an edge
// its length and the point at a share of it.
function drawLabels(context, { size, scale, points, middles, near, budget = 400 }) {
  const ink = inks();
  const placer = new LabelPlacer();
  const inside = ({ x, y }) => x > -80 && y > -30 && x < size.width + 80 && y < size.height + 30;
  const rank = (node) => (near ? (near.core.has(node) ? 4 : near.nodes.has(node) ? 2 : 0) : 0) + node.importance + (NOTES.has(node.type) ? note : 0);
  // A figure is worth more than a common noun, as long as there is room for both.
  const note = points.size > 90 ? -0.1 : 0.2;
  const order = [...points.keys()].filter((node) => inside(points.get(node))).sort((a, b) => rank(b) - rank(a) || a.id - b.id);
  // Where there is little room, a name may stand over the small shape of something less important.
  order.slice(0, budget).forEach((node, row) => {
    const { x, y, radius } = points.get(node);
    if (!NOTES.has(node.type) && (row < (points.size > 90 ? 25 : 90) || radius > 7)) placer.take(x - radius, y - radius, 2 * radius, 2 * radius, true);
  });
  context.textAlign = "center";
  context.textBaseline = "alphabetic";
  context.lineJoin = "round";
  for (const node of order.slice(0, budget)) {
    const faded = near && !near.nodes.has(node);
    drawNodeLabel(context, node, points, { ink, placer, scale, size, faded, forced: near?.core.has(node) });
  }
  if (scale > EDGE_LABELS_FROM || near) drawEdgeLabels(context, { ink, placer, scale, middles, near, inside });
}

function drawNodeLabel(context, node, points, { ink, placer, scale, size, faded, forced }) {
  const { x, y, radius } = points.get(node);
  const px = fontSize(node.font, scale);
  const font = nodeFont(node);
  const lines = node.lines;
  const height = lines.length * px * LINE_HEIGHT;
  const width = Math.max(...lines.map((line) => widthOf(context, font, px, line)));
  context.globalAlpha = faded ? 0.22 : 1;
  if (NOTES.has(node.type)) {
    const [cardWidth, cardHeight] = [width + px * 1.2, height + px * 0.85];
    // A card may move by its own half: its line still ends under it.
    const shifts = [[0, 0], [0, -0.5], [0, 0.5], [0.4, 0], [-0.4, 0], [0.4, -0.5], [-0.4, -0.5], [0.4, 0.5], [-0.4, 0.5]];
    const fits = ([left, top]) => left > 0 && top > 0 && left + cardWidth < size.width && top + cardHeight < size.height;
    const corners = shifts.map(([right, down]) => [x + (right - 0.5) * cardWidth, y + (down - 0.5) * cardHeight]);
    const corner = corners.find((place) => fits(place) && placer.take(place[0], place[1], cardWidth, cardHeight)) || (forced && corners[0]);
    if (corner) {
      const [cx, cy] = [corner[0] + cardWidth / 2, corner[1] + cardHeight / 2];
      drawNote(context, cx, cy, cardWidth, cardHeight, { fill: ink.surface, line: ink.rule, bar: ink.faint });
      context.font = font.replace("{}", px);
      context.fillStyle = ink.soft;
      lines.forEach((line, row) => context.fillText(line, cx, cy - height / 2 + px * (0.93 + row * LINE_HEIGHT)));
    }
    context.globalAlpha = 1;
    return;
  }
  const gap = 4.5;
  const below = [x - width / 2, y + radius + gap];
  const above = [x - width / 2, y - radius - gap - height];
  const sides = [[x + radius + gap + 1, y - height / 2], [x - radius - gap - 1 - width, y - height / 2]];
  // A leaf that hangs below its neighbour has its label below, one that stands above has it above: off the line.
  const places = opens(node, x, y, points) ? [above, below, ...sides] : [below, above, ...sides];
  const inside = x > 0 && y > 0 && x < size.width && y < size.height;
  const seen = ([left, top]) => !inside || (left > 0 && top > 0 && left + width < size.width && top + height < size.height);
  const found = places.find((place) => seen(place) && placer.take(place[0], place[1], width, height)) || (forced && places[0]);
  if (found) {
    context.font = font.replace("{}", px);
    context.strokeStyle = ink.paper;
    context.lineWidth = 4;
    context.fillStyle = node.quiet ? ink.soft : ink.ink;
    lines.forEach((line, row) => {
      const [cx, cy] = [found[0] + width / 2, found[1] + px * (0.93 + row * LINE_HEIGHT)];
      context.strokeText(line, cx, cy);
      context.fillText(line, cx, cy);
    });
  }
  context.globalAlpha = 1;
}

// Whether the only neighbour of a node lies mainly below it.
function opens(node, x, y, points) {
  if (node.edges.length !== 1) return false;
  const other = points.get(otherEnd(node.edges[0], node));
  return Boolean(other) && other.y - y > 0.6 * Math.abs(other.x - x);
}

// Where along its line the label of an edge may stand: in the middle if it can.
const ALONG = [0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73];

function drawEdgeLabels(context, { ink, placer, scale, middles, near, inside }) {
  const font = `italic 420 {}px ${SERIF}`;
  const px = fontSize(12.5, scale);
  const rank = (edge) => (near?.edges.has(edge) ? 2 : 0) + Math.max(edge.from.importance, edge.to.importance) + edge.statements.length * 0.05;
  const order = [...middles.keys()].sort((a, b) => rank(b) - rank(a) || a.id - b.id);
  for (const edge of order.slice(0, 260)) {
    const emphasised = near?.edges.has(edge);
    if (near && !emphasised && scale < EDGE_LABELS_FROM) continue;
    const { at, length } = middles.get(edge);
    if (!inside(at(0.5))) continue;
    const [open, close] = edge.attributed ? t("quotes") : ["", ""];
    const label = open + relationLabel(edge.relation) + close;
    const width = widthOf(context, font, px, label);
    // A label longer than its line would stand on the nodes at its ends.
    if (!emphasised && length < Math.min(width * 0.55, 40)) continue;
    const place = ALONG.map(at).find(({ x, y }) => placer.take(x - width / 2, y - px * 0.55, width, px * 1.05));
    if (!place) continue;
    const { x, y } = place;
    context.font = font.replace("{}", px);
    context.globalAlpha = near && !emphasised ? 0.15 : 1;
    context.strokeStyle = ink.paper;
    context.lineWidth = 4.5;
    context.strokeText(label, x, y + px * 0.32);
    context.fillStyle = edge.status === "negated" ? ink.negated : emphasised ? ink.ink : ink.faint;
    context.fillText(label, x, y + px * 0.32);
    if (edge.status === "negated") {
      context.fillRect(x - width / 2, y + px * 0.05, width, 1.1);
    }
    context.globalAlpha = 1;
  }
}
