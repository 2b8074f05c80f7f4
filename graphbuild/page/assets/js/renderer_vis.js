// Draws the graph with vis-network, from the network that pyvis built. vis-network carries the view, the dragging
// and the lines; shapes and labels are drawn by `grammar` and `labels`.

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
  }

  // vis-network gets nodes and edges at once: each time that it is told of new ones, it goes through all of them.
  build() {
    this.nodes = new vis.DataSet([...visible.nodes].map((node) => this.nodeItem(node)));
    this.edges = new vis.DataSet([...visible.edges].map((edge) => this.edgeItem(edge)));
    this.network = new vis.Network(this.container, { nodes: this.nodes, edges: this.edges }, DATA.network.options);
    const frame = this.container.querySelector(".vis-network");
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
    const drawNode = () => drawMark(ctx, node, { x, y, scale, near: this.near, ratio: this.network.canvas.pixelRatio || 1 });
    if (NOTES.has(node.type)) {
      const px = fontSize(node.font, scale) / scale;
      const width = Math.max(...node.lines.map((line) => widthOf(ctx, nodeFont(node), px, line))) + px * 1.2;
      return { drawNode, nodeDimensions: { width, height: node.lines.length * px * LINE_HEIGHT + px * 0.85 } };
    }
    const radius = radiusOnScreen(node, scale) / scale;
    return { drawNode, nodeDimensions: { width: radius * 2 + 6, height: radius * 2 + 6 } };
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
    drawLines(context, shown, this.scale());
  }

  edgeStyle(edge) {
    const { color, width, dashes } = lineStyle(edge, this.near);
    const toNote = NOTES.has(edge.to.type);
    return {
      color: { ...color, highlight: color.color, hover: color.color, inherit: false },
      width,
      dashes,
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
    const size = this.size();
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
    if (!this.network) return this.build();
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
    this.nodes?.update(this.nodes.getIds().map((id) => ({ id, x: this.at.get(nodes[id])[0], y: this.at.get(nodes[id])[1] })));
  }

  fit({ animate = true, only = null, padding = {} } = {}) {
    const chosen = [...(only || visible.nodes)].filter((node) => this.network.body.nodes[node.id]);
    if (!chosen.length) return;
    const places = this.network.getPositions(chosen.map((node) => node.id));
    const { position, scale } = fittingView(chosen, (node) => places[node.id], { size: this.size(), closest: only ? 1.25 : 1.35, padding });
    this.moveTo({ position, scale }, animate ? 350 : 0);
  }

  moveTo(view, duration) {
    this.network.moveTo({ ...view, animation: { duration: motion(duration), easingFunction: "easeInOutCubic" } });
  }

  size() {
    return { width: this.container.clientWidth, height: this.container.clientHeight };
  }

  zoom(factor) {
    this.moveTo({ scale: Math.min(6, Math.max(0.05, this.scale() * factor)) }, 160);
  }

  show(node, { padding = {} } = {}) {
    const { x, y } = this.network.getPositions([node.id])[node.id];
    const point = this.network.canvasToDOM({ x, y });
    const { left = 0, right = 0, bottom = 0 } = padding;
    const [width, height] = [this.container.clientWidth, this.container.clientHeight];
    const seen = point.x > left + 60 && point.x < width - right - 60 && point.y > 50 && point.y < height - bottom - 50;
    if (seen) return;
    const scale = Math.max(this.scale(), 0.8);
    this.moveTo({ position: { x: x + (right - left) / 2 / scale, y: y + bottom / 2 / scale }, scale }, 300);
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
