// Draws the graph with vis-network, from the network that pyvis built. vis-network carries the view, the dragging
// and the lines; shapes and labels are drawn by `grammar` and `labels`.

// Below this scale arrowheads are smaller than a pixel or two, and many lines are drawn at once.
const LINES_ALONE_BELOW = 0.36;
const MANY_LINES = 700;

class VisRenderer {
  constructor(container, { onSelect, onHover, onMove }) {
    this.container = container;
    this.on = { onSelect, onHover, onMove };
    this.at = new Map();
    // What pyvis built; a large graph's other nodes and edges get the same form when they are shown.
    this.built = {
      nodes: new Map(DATA.network.nodes.map((node) => [node.id, node])),
      edges: new Map(DATA.network.edges.map((edge) => [edge.id, edge])),
    };
    this.nodes = new vis.DataSet();
    this.edges = new vis.DataSet();
    this.network = new vis.Network(container, { nodes: this.nodes, edges: this.edges }, DATA.network.options);
    const frame = container.querySelector(".vis-network");
    // vis-network puts its frame into the tab order before everything else; the container is in it already.
    frame.tabIndex = -1;
    frame.querySelector("canvas").setAttribute("aria-hidden", "true");
    this.network.renderer._drawEdges = (context) => this.drawEdges(context);
    this.network.renderer._drawArrows = () => {};
    this.listen();
  }

  nodeItem(node) {
    const [x, y] = this.at.get(node);
    return { id: node.id, size: node.radius, ...this.built.nodes.get(node.id), x, y, shape: "custom", hidden: false, ctxRenderer: (place) => this.drawNode(node, place) };
  }

  edgeItem(edge) {
    const smooth = edge.bend && edge.from !== edge.to ? { enabled: true, type: edge.bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(edge.bend) } : false;
    return { id: edge.id, from: edge.from.id, to: edge.to.id, smooth, ...this.built.edges.get(edge.id), hidden: false, ...this.edgeStyle(edge) };
  }

  drawNode(node, { ctx, x, y }) {
    const scale = this.scale();
    if (NOTES.has(node.type)) {
      const px = fontSize(node.font, scale) / scale;
      const width = Math.max(...node.lines.map((line) => widthOf(ctx, nodeFont(node), px, line))) + px * 1.2;
      const drawMark = () => {
        ctx.globalAlpha = this.near && !this.near.nodes.has(node) ? 0.25 : 1;
        ctx.fillStyle = inks().edge;
        ctx.fillRect(x - 3.5 / scale, y - 2 / scale, 7 / scale, 4 / scale);
        ctx.globalAlpha = 1;
      };
      return { drawNode: drawMark, nodeDimensions: { width, height: node.lines.length * px * LINE_HEIGHT + px * 0.85 } };
    }
    const radius = radiusOnScreen(node, scale) / scale;
    return {
      drawNode: () => {
        const faded = this.near && !this.near.nodes.has(node);
        ctx.globalAlpha = faded ? 0.25 : 1;
        const ring = this.near?.core.has(node) ? inks().ink : state.pinned.has(node) ? inks().edge : null;
        const look = { fill: colours()[node.type] || colours().Thing, rim: inks().paper, ring };
        drawSprite(ctx, node.type, x, y, radius, look, scale * (this.network.canvas.pixelRatio || 1));
        ctx.globalAlpha = 1;
      },
      nodeDimensions: { width: radius * 2 + 6, height: radius * 2 + 6 },
    };
  }

  // vis-network draws every edge at every frame: here only those in view, and from afar all of a kind in one go.
  drawEdges(context) {
    const { width, height } = this.container.getBoundingClientRect();
    const low = this.network.DOMtoCanvas({ x: 0, y: 0 });
    const high = this.network.DOMtoCanvas({ x: width, y: height });
    const bodies = this.network.body.edges;
    const shown = [];
    for (const id of this.network.body.edgeIndices) {
      const body = bodies[id];
      if (!body.connected) continue;
      const { from, to } = body;
      const bow = edges[id].bend || from === to ? 160 : 0;
      if ((from.x < low.x - bow && to.x < low.x - bow) || (from.x > high.x + bow && to.x > high.x + bow) || (from.y < low.y - bow && to.y < low.y - bow) || (from.y > high.y + bow && to.y > high.y + bow)) continue;
      shown.push(body);
    }
    if (this.scale() > LINES_ALONE_BELOW || shown.length < MANY_LINES) {
      for (const body of shown) body.draw(context);
      for (const body of shown) body.drawArrows(context);
      return;
    }
    const kinds = new Map();
    for (const body of shown) {
      const { color, dashes, width: line } = body.options;
      const key = `${color.color} ${color.opacity} ${dashes} ${line > 1.6}`;
      if (!kinds.has(key)) kinds.set(key, []);
      kinds.get(key).push(body);
    }
    for (const bodiesOfKind of kinds.values()) {
      const { color, dashes, width: line } = bodiesOfKind[0].options;
      context.beginPath();
      for (const { from, to } of bodiesOfKind) {
        context.moveTo(from.x, from.y);
        context.lineTo(to.x, to.y);
      }
      context.globalAlpha = color.opacity;
      context.strokeStyle = color.color;
      context.lineWidth = Math.max(line, 0.7 / this.scale());
      if (dashes) context.setLineDash(dashes.map((length) => length / this.scale() / 2));
      context.stroke();
      context.setLineDash([]);
    }
    context.globalAlpha = 1;
  }

  edgeStyle(edge) {
    const ink = inks();
    const inNear = this.near?.edges.has(edge);
    const base = edge.status === "negated" ? ink.negated : inNear ? ink.strong : ink.edge;
    const opacity = this.near && !inNear ? 0.16 : 1;
    const toNote = NOTES.has(edge.to.type);
    return {
      color: { color: base, highlight: base, hover: base, inherit: false, opacity },
      width: (inNear ? 1.9 : 1.15) + Math.min(1.6, 0.35 * (edge.statements.length - 1)),
      dashes: DASHES[edge.status] || false,
      arrows: {
        to: { enabled: !toNote, scaleFactor: 0.42, type: "arrow" },
        middle: { enabled: edge.status === "negated", scaleFactor: 0.55, type: "bar" },
        from: { enabled: false },
      },
    };
  }

  listen() {
    const { network } = this;
    network.on("afterDrawing", (context) => this.afterDrawing(context));
    network.on("click", ({ nodes: hit, edges: lines, event }) => {
      const target = hit.length ? { node: nodes[hit[0]] } : lines.length ? { edge: edges[lines[0]] } : null;
      this.on.onSelect(target, { add: event.srcEvent?.shiftKey || false });
    });
    network.on("doubleClick", ({ nodes: hit }) => hit.length && this.on.onSelect({ node: nodes[hit[0]] }, { focus: true }));
    network.on("hoverNode", ({ node }) => this.on.onHover({ node: nodes[node] }));
    network.on("hoverEdge", ({ edge }) => this.on.onHover({ edge: edges[edge] }));
    network.on("blurNode", () => this.on.onHover(null));
    network.on("blurEdge", () => this.on.onHover(null));
    network.on("dragEnd", ({ nodes: moved }) => {
      if (!moved.length) return;
      const places = network.getPositions(moved);
      for (const id of moved) this.at.set(nodes[id], [places[id].x, places[id].y]);
      this.on.onMove(moved.map((id) => [nodes[id], [places[id].x, places[id].y]]));
    });
  }

  scale() {
    return this.network ? this.network.getScale() : 1;
  }

  // Everything that depends on the zoom is drawn here, in screen pixels, after the lines and shapes.
  afterDrawing(context) {
    const scale = this.scale();
    const ratio = this.network.canvas.pixelRatio || 1;
    const size = { width: this.container.clientWidth, height: this.container.clientHeight };
    const { translation } = this.network.body.view;
    const onScreen = ({ x, y }) => ({ x: x * scale + translation.x, y: y * scale + translation.y });
    const points = pointsInView((node) => {
      const body = this.network.body.nodes[node.id];
      return body && !body.options.hidden ? { ...onScreen(body), radius: radiusOnScreen(node, scale) } : null;
    }, { near: this.near, size });
    const middles = new Map();
    if (scale > EDGE_LABELS_FROM || this.near) {
      for (const edge of scale > EDGE_LABELS_FROM ? visible.edges : this.near.edges) {
        const [a, b] = [points.get(edge.from), points.get(edge.to)];
        const body = this.network.body.edges[edge.id];
        if (!a || !b || !body?.connected || body.options.hidden) continue;
        const length = edge.from === edge.to ? 200 : Math.hypot(a.x - b.x, a.y - b.y) - a.radius - b.radius;
        middles.set(edge, { at: (share) => onScreen(body.edgeType.getPoint(share)), length });
      }
    }
    context.save();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawLabels(context, { size, scale, points, middles, near: this.near });
    context.restore();
  }

  // Shows what is visible and what stands out.
  update({ structure = true } = {}) {
    this.near = emphasis();
    if (structure) {
      // Nodes that were drawn once stay, hidden; new ones join.
      const known = new Set(this.nodes.getIds());
      const drawn = new Set(this.edges.getIds());
      const hide = (id, shown) => ({ id, hidden: !shown });
      this.nodes.update([...known].map((id) => hide(id, visible.nodes.has(nodes[id]))));
      this.nodes.add([...visible.nodes].filter((node) => !known.has(node.id)).map((node) => this.nodeItem(node)));
      this.edges.update([...drawn].map((id) => ({ ...hide(id, visible.edges.has(edges[id])), ...this.edgeStyle(edges[id]) })));
      this.edges.add([...visible.edges].filter((edge) => !drawn.has(edge.id)).map((edge) => this.edgeItem(edge)));
      return;
    }
    // Only the look changes: written into the drawn edges directly, because a data update lays all of them out anew.
    for (const id of this.network.body.edgeIndices) {
      const body = this.network.body.edges[id];
      const { color, width } = this.edgeStyle(edges[id]);
      Object.assign(body.options.color, color);
      body.options.width = width;
    }
    this.network.redraw();
  }

  place(name, pinned) {
    const flat = DATA.layouts[name] || DATA.layouts.wide;
    for (const node of nodes) this.at.set(node, pinned.get(node) || [flat[2 * node.id], flat[2 * node.id + 1]]);
    this.nodes.update(this.nodes.getIds().map((id) => ({ id, x: this.at.get(nodes[id])[0], y: this.at.get(nodes[id])[1] })));
  }

  fit({ animate = true, only = null, padding = {} } = {}) {
    const chosen = [...(only || visible.nodes)].filter((node) => this.network.body.nodes[node.id]);
    if (!chosen.length) return;
    const { left = 0, right = 0, top = 0, bottom = 0 } = padding;
    const box = this.extent(chosen);
    const width = this.container.clientWidth - left - right;
    const height = this.container.clientHeight - top - bottom;
    const scale = Math.max(0.05, Math.min((width - 36) / (box[2] - box[0]), (height - 30) / (box[3] - box[1]), only ? 1.25 : 1.35));
    const shift = { x: (right - left) / 2 / scale, y: (bottom - top) / 2 / scale };
    this.network.moveTo({
      position: { x: (box[0] + box[2]) / 2 + shift.x, y: (box[1] + box[3]) / 2 + shift.y },
      scale,
      animation: animate && !matchMedia("(prefers-reduced-motion: reduce)").matches ? { duration: 350, easingFunction: "easeInOutCubic" } : false,
    });
  }

  // The room of nodes with their labels, in the coordinates of the layout.
  extent(chosen) {
    const context = this.container.querySelector("canvas").getContext("2d");
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    const places = this.network.getPositions(chosen.map((node) => node.id));
    for (const node of chosen) {
      const { x, y } = places[node.id];
      const half = Math.max(node.radius, ...node.lines.map((line) => widthOf(context, nodeFont(node), node.font, line) / 2 + (NOTES.has(node.type) ? 8 : 0)));
      const label = NOTES.has(node.type) ? 0 : 4 + node.lines.length * node.font * LINE_HEIGHT;
      const above = label && opens(node, x, y, new Map(node.edges.map((edge) => otherEnd(edge, node)).map((other) => [other, places[other.id]])));
      box[0] = Math.min(box[0], x - half);
      box[1] = Math.min(box[1], y - node.radius - (above ? label : 0));
      box[2] = Math.max(box[2], x + half);
      box[3] = Math.max(box[3], y + node.radius + (above ? 0 : label));
    }
    return box;
  }

  zoom(factor) {
    this.network.moveTo({ scale: Math.min(6, Math.max(0.05, this.scale() * factor)), animation: { duration: 160, easingFunction: "easeOutQuad" } });
  }

  show(node, { padding = {} } = {}) {
    const { x, y } = this.network.getPositions([node.id])[node.id];
    const point = this.network.canvasToDOM({ x, y });
    const { left = 0, right = 0, bottom = 0 } = padding;
    const [width, height] = [this.container.clientWidth, this.container.clientHeight];
    const seen = point.x > left + 60 && point.x < width - right - 60 && point.y > 50 && point.y < height - bottom - 50;
    if (seen) return;
    const scale = Math.max(this.scale(), 0.8);
    this.network.moveTo({ position: { x: x + (right - left) / 2 / scale, y: y + bottom / 2 / scale }, scale, animation: { duration: 300, easingFunction: "easeInOutCubic" } });
  }

  positionOf(node) {
    const body = this.network.body.nodes[node.id];
    return body ? [body.x, body.y] : this.at.get(node);
  }

  // Start, control point (or null) and end of an edge in the coordinates of the layout, for the SVG export.
  lineOf(edge) {
    const body = this.network.body.edges[edge.id];
    const [a, b] = [this.positionOf(edge.from), this.positionOf(edge.to)];
    if (edge.from === edge.to || !edge.bend) return { a, b, via: null };
    const via = body.edgeType.getViaNode();
    return { a, b, via: [via.x, via.y] };
  }

  setPhysics(on) {
    this.network.setOptions({ physics: { ...DATA.network.options.physics, enabled: on } });
    if (!on) this.network.stopSimulation();
  }

  pin(node, on) {
    this.nodes.update({ id: node.id, fixed: on });
  }

  destroy() {
    this.network.destroy();
    this.container.replaceChildren();
  }

  canvas() {
    return this.container.querySelector("canvas");
  }

  redraw() {
    this.network.redraw();
  }
}
