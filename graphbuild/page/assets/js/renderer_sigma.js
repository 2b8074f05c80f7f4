// Draws large graphs with WebGL (sigma.js over graphology), from the same data and with the same shapes and
// labels as `renderer_vis`. Only what is visible is in sigma's graph. WebGL knows no dashed lines: near enough
// to be read, the gaps of hedged and planned edges are painted over them together with the labels.

class SigmaRenderer {
  constructor(container, { onSelect, onHover, onMove }) {
    this.container = container;
    this.on = { onSelect, onHover, onMove };
    this.at = nodes.map(() => [0, 0]);
    this.graph = new SigmaBundle.MultiDirectedGraph();
    this.near = null;
    this.shrink = 1;
    const program = SigmaBundle.createNodeImageProgram({ drawingMode: "color", keepWithinCircle: false, size: { mode: "force", value: 64 }, debounceTimeout: null });
    this.sigma = new SigmaBundle.Sigma(this.graph, container, {
      allowInvalidContainer: true,
      autoCenter: false,
      defaultNodeType: "shape",
      nodeProgramClasses: { shape: program },
      nodeHoverProgramClasses: { shape: program },
      edgeProgramClasses: {
        line: SigmaBundle.EdgeRectangleProgram,
        arrow: SigmaBundle.EdgeArrowProgram,
        curve: SigmaBundle.createEdgeCurveProgram({ arrowHead: { extremity: "target", lengthToThicknessRatio: 4, widenessToThicknessRatio: 3 } }),
      },
      renderLabels: false,
      enableEdgeEvents: nodes.length < 20000,
      hideEdgesOnMove: nodes.length > 8000,
      stagePadding: 30,
      minEdgeThickness: 0.6,
      // Nearer, things grow, but less than the distances between them.
      zoomToSizeRatioFunction: (ratio) => Math.max(0.5, ratio ** 0.3),
      zIndex: true,
      nodeReducer: (key, attributes) => this.nodeLook(nodes[key], attributes),
      edgeReducer: (key, attributes) => this.edgeLook(edges[key], attributes),
      defaultDrawNodeHover: () => {},
    });
    for (const canvas of container.querySelectorAll("canvas")) canvas.setAttribute("aria-hidden", "true");
    this.overlay = el("canvas.labels", { "aria-hidden": "true" });
    container.append(this.overlay);
    this.listen();
  }

  listen() {
    const { sigma } = this;
    let dragged = null;
    sigma.on("afterRender", () => this.drawOverlay());
    sigma.on("clickNode", ({ node, event }) => this.on.onSelect({ node: nodes[node] }, { add: event.original.shiftKey }));
    sigma.on("clickEdge", ({ edge, event }) => this.on.onSelect({ edge: edges[edge] }, { add: event.original.shiftKey }));
    sigma.on("clickStage", () => this.on.onSelect(null));
    sigma.on("doubleClickNode", ({ node, preventSigmaDefault }) => {
      preventSigmaDefault();
      this.on.onSelect({ node: nodes[node] }, { focus: true });
    });
    sigma.on("enterNode", ({ node }) => this.on.onHover({ node: nodes[node] }));
    sigma.on("leaveNode", () => this.on.onHover(null));
    sigma.on("downNode", ({ node }) => { dragged = { node, moved: false }; });
    sigma.getMouseCaptor().on("mousemovebody", (event) => {
      if (!dragged) return;
      const { x, y } = sigma.viewportToGraph(event);
      dragged.moved = true;
      this.at[dragged.node] = [x, -y];
      this.graph.mergeNodeAttributes(dragged.node, { x, y });
      event.preventSigmaDefault();
      event.original.preventDefault();
    });
    sigma.getMouseCaptor().on("mouseup", () => {
      if (dragged?.moved) this.on.onMove([[nodes[dragged.node], this.at[dragged.node]]]);
      dragged = null;
    });
  }

  // Many nodes leave less room for each.
  sizeOf(node) {
    return (1.6 + 10 * node.importance ** 1.5) * this.shrink;
  }

  nodeLook(node, attributes) {
    const faded = this.near && !this.near.nodes.has(node);
    const core = this.near?.core.has(node);
    const colour = colours()[node.type] || colours().Thing;
    return { ...attributes, color: faded ? mix(colour, inks().paper, 0.82) : colour, size: attributes.size * (core ? 1.35 : 1), zIndex: core ? 3 : faded ? 0 : 2 };
  }

  edgeLook(edge, attributes) {
    const ink = inks();
    const inNear = this.near?.edges.has(edge);
    const colour = edge.status === "negated" ? ink.negated : inNear ? ink.strong : ink.edge;
    return { ...attributes, color: this.near && !inNear ? mix(ink.edge, ink.paper, 0.88) : colour, size: inNear ? 1.5 : attributes.size, zIndex: inNear ? 1 : 0 };
  }

  // Puts what is visible into sigma's graph, anew.
  fill() {
    const graph = new SigmaBundle.MultiDirectedGraph();
    const sprites = shapeSprites();
    this.shrink = Math.max(0.6, Math.min(1.25, Math.sqrt(1600 / (visible.nodes.size + 1))));
    for (const node of visible.nodes) {
      const [x, y] = this.at[node.id];
      graph.addNode(node.id, { x, y: -y, size: this.sizeOf(node), type: "shape", image: sprites[node.type] || sprites.Thing });
    }
    const plain = visible.edges.size > 12000 ? "line" : "arrow";
    for (const edge of visible.edges) {
      graph.addEdgeWithKey(edge.id, edge.from.id, edge.to.id, { size: 1.1 + Math.min(2, 0.4 * (edge.statements.length - 1)), type: edge.bend || edge.from === edge.to ? "curve" : plain, curvature: edge.bend || 0.6 });
    }
    this.graph = graph;
    this.sigma.setGraph(graph);
  }

  update({ structure = true } = {}) {
    this.near = emphasis();
    if (structure) this.fill();
    else this.sigma.refresh({ skipIndexation: true });
  }

  place(name, pinned) {
    const flat = DATA.layouts[name] || DATA.layouts.wide;
    this.at = nodes.map((node) => pinned.get(node) || [flat[2 * node.id], flat[2 * node.id + 1]]);
    const xs = this.at.map(([x]) => x);
    const ys = this.at.map(([, y]) => -y);
    // A fixed frame, so that the view does not jump when nodes come and go.
    this.sigma.setCustomBBox({ x: [least(xs), most(xs)], y: [least(ys), most(ys)] });
    if (this.graph.order) this.fill();
  }

  scale() {
    const [a, b] = [this.sigma.graphToViewport({ x: 0, y: 0 }), this.sigma.graphToViewport({ x: 100, y: 0 })];
    return (b.x - a.x) / 100;
  }

  drawOverlay() {
    const ratio = devicePixelRatio || 1;
    const size = { width: this.container.clientWidth, height: this.container.clientHeight };
    const { overlay } = this;
    if (overlay.width !== Math.round(size.width * ratio) || overlay.height !== Math.round(size.height * ratio)) {
      overlay.width = Math.round(size.width * ratio);
      overlay.height = Math.round(size.height * ratio);
    }
    const context = overlay.getContext("2d");
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, size.width, size.height);
    const scale = this.scale();
    const points = pointsInView((node) => this.pointOf(node), { near: this.near, size, most: 260 });
    const middles = new Map();
    if (scale > EDGE_LABELS_FROM || this.near) this.collectLines(points, middles, scale, context);
    drawLabels(context, { size, scale, points, middles, near: this.near, budget: 160 });
  }

  pointOf(node) {
    return { ...this.viewportOf(node), radius: this.sigma.scaleSize(this.sizeOf(node)) };
  }

  collectLines(points, middles, scale, context) {
    const chosen = this.near ? this.near.edges : new Set([...points.keys()].flatMap((node) => node.edges));
    const ink = inks();
    for (const edge of chosen) {
      if (middles.size > 300) break;
      if (!visible.edges.has(edge)) continue;
      const [a, b] = [edge.from, edge.to].map((node) => points.get(node) || { ...this.viewportOf(node), radius: 3 });
      const length = Math.hypot(a.x - b.x, a.y - b.y) - a.radius - b.radius;
      // The curve program bends an edge to the left of its direction by its curvature.
      const bow = edge.bend ? { x: ((b.y - a.y) * edge.bend) / 2, y: ((a.x - b.x) * edge.bend) / 2 } : { x: 0, y: 0 };
      const at = (share) => ({ x: a.x + (b.x - a.x) * share + bow.x * 4 * share * (1 - share), y: a.y + (b.y - a.y) * share + bow.y * 4 * share * (1 - share) });
      middles.set(edge, { at, length: edge.from === edge.to ? 0 : length });
      if (DASHES[edge.status] && !edge.bend && length > 12 && (scale > EDGE_LABELS_FROM || this.near?.edges.has(edge))) {
        const cut = (from, to, radius) => ({ x: from.x + ((to.x - from.x) * (radius + 3)) / (length + a.radius + b.radius), y: from.y + ((to.y - from.y) * (radius + 3)) / (length + a.radius + b.radius) });
        const [from, to] = [cut(a, b, a.radius), cut(b, a, b.radius + 5)];
        context.save();
        context.strokeStyle = ink.paper;
        context.lineWidth = 4;
        const [dash, gap] = DASHES[edge.status];
        context.setLineDash([gap, dash]);
        context.beginPath();
        context.moveTo(from.x, from.y);
        context.lineTo(to.x, to.y);
        context.stroke();
        context.restore();
      }
    }
  }

  viewportOf(node) {
    const [x, y] = this.at[node.id];
    return this.sigma.graphToViewport({ x, y: -y });
  }

  fit({ animate = true, only = null } = {}) {
    const chosen = only ? [...only] : byImportance.filter((node) => visible.nodes.has(node));
    if (!chosen.length) return;
    const points = chosen.map((node) => this.sigma.graphToViewport({ x: this.at[node.id][0], y: -this.at[node.id][1] }));
    const framed = points.map((point) => this.sigma.viewportToFramedGraph(point));
    const [xs, ys] = [framed.map(({ x }) => x), framed.map(({ y }) => y)];
    const [left, right, top, bottom] = [least(points.map(({ x }) => x)), most(points.map(({ x }) => x)), least(points.map(({ y }) => y)), most(points.map(({ y }) => y))];
    const camera = this.sigma.getCamera();
    const zoom = Math.max((right - left + 60) / this.container.clientWidth, (bottom - top + 50) / this.container.clientHeight, 0.02);
    const target = { x: (least(xs) + most(xs)) / 2, y: (least(ys) + most(ys)) / 2, ratio: Math.max(camera.ratio * zoom, this.closest()), angle: 0 };
    this.moveTo(target, animate ? 350 : 0);
  }

  moveTo(view, duration) {
    const camera = this.sigma.getCamera();
    if (motion(duration)) camera.animate(view, { duration });
    else camera.setState(view);
  }

  // The camera ratio at which a pixel of the layout is a pixel and a quarter of the screen.
  closest() {
    return (this.scale() * this.sigma.getCamera().ratio) / 1.25;
  }

  zoom(factor) {
    this.moveTo({ ratio: this.sigma.getCamera().ratio / factor }, 160);
  }

  show(node) {
    const { x, y } = this.viewportOf(node);
    const [width, height] = [this.container.clientWidth, this.container.clientHeight];
    if (x > 60 && x < width - 60 && y > 50 && y < height - 50 && this.scale() > 0.3) return;
    const ratio = Math.min(this.sigma.getCamera().ratio, this.closest() * 1.8);
    this.moveTo({ ...this.sigma.viewportToFramedGraph({ x, y }), ratio }, 350);
  }

  positionOf(node) {
    return this.at[node.id];
  }

  lineOf(edge) {
    const [a, b] = [this.at[edge.from.id], this.at[edge.to.id]];
    const via = edge.bend ? [(a[0] + b[0]) / 2 + (b[1] - a[1]) * edge.bend, (a[1] + b[1]) / 2 + (a[0] - b[0]) * edge.bend] : null;
    return { a, b, via };
  }

  // A large graph has no physics: it would not settle in a time that anybody waits.
  setPhysics() {}

  destroy() {
    this.sigma.kill();
    this.container.replaceChildren();
  }

  pin() {}

  // All layers in one picture. WebGL clears its picture after every frame: it is drawn again first.
  canvas() {
    this.sigma.refresh();
    const picture = document.createElement("canvas");
    picture.width = this.overlay.width;
    picture.height = this.overlay.height;
    const context = picture.getContext("2d");
    for (const layer of this.container.querySelectorAll("canvas")) context.drawImage(layer, 0, 0, picture.width, picture.height);
    return picture;
  }

  redraw() {
    this.sigma.refresh();
  }
}

// Extremes of lists that are too long to be the arguments of Math.min.
function least(list) {
  return list.reduce((a, b) => (b < a ? b : a), Infinity);
}

function most(list) {
  return list.reduce((a, b) => (b > a ? b : a), -Infinity);
}

// Every shape as a white picture, which WebGL colours.
function shapeSprites() {
  if (!shapeSprites.made) {
    shapeSprites.made = Object.fromEntries(Object.keys(SHAPES).map((type) => {
      const canvas = document.createElement("canvas");
      canvas.width = 64;
      canvas.height = 64;
      const context = canvas.getContext("2d");
      context.translate(32, 32);
      context.scale(26, 26);
      context.fillStyle = "#fff";
      context.fill(PATHS[type], "evenodd");
      return [type, canvas.toDataURL("image/png")];
    }));
  }
  return shapeSprites.made;
}

function mix(from, to, share) {
  const part = (colour, at) => parseInt(colour.slice(at, at + 2), 16);
  const mixed = [1, 3, 5].map((at) => Math.round(part(from, at) * (1 - share) + part(to, at) * share));
  return `#${mixed.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}
