// Search as you type, without regard to case and accents: names, aliases, values, relations, sentences.

const index = { nodes: [], relations: [], sentences: [], ready: false };

function buildIndex() {
  if (index.ready) return;
  index.ready = true;
  index.nodes = byImportance.map((node) => ({ node, names: [labelOf(node), ...(node.entity ? node.entity.aliases : [])].map(fold) }));
  index.sentences = statements.map((statement) => ({ statement, folded: null }));
}

// At most `limit` results: nodes whose name begins with the words, then those that hold them, then relations,
// then sentences.
function search(query, limit = 12) {
  buildIndex();
  const wanted = fold(query.trim()).replace(/\s+/g, " ");
  if (!wanted) return [];
  const begins = [];
  const holds = [];
  for (const { node, names } of index.nodes) {
    let best = -1;
    for (const name of names) {
      const at = name.indexOf(wanted);
      if (at === 0) best = 2;
      else if (at > 0) best = Math.max(best, /[^\p{L}\p{N}]/u.test(name[at - 1]) ? 1 : 0);
      if (best === 2) break;
    }
    if (best === 2) begins.push({ node });
    else if (best >= 0) holds.push({ node, best });
    if (begins.length >= limit) break;
  }
  holds.sort((a, b) => b.best - a.best);
  const found = [...begins, ...holds].slice(0, limit - 3);
  const named = relations.filter((relation) => fold(relationLabel(relation)).includes(wanted) || fold(relation.name).includes(wanted)).slice(0, 3);
  found.push(...named.map((relation) => ({ relation })));
  if (wanted.length > 2 && found.length < limit) found.push(...searchSentences(wanted, limit - found.length));
  return found;
}

function searchSentences(wanted, limit) {
  const found = [];
  const seen = new Set();
  for (const entry of index.sentences) {
    const key = `${entry.statement.document.id}:${entry.statement.start}`;
    if (seen.has(key)) continue;
    if (entry.folded === null) entry.folded = fold(sentenceOf(entry.statement) || "");
    const at = entry.folded.indexOf(wanted);
    if (at < 0) continue;
    seen.add(key);
    found.push({ statement: entry.statement, at, length: wanted.length });
    if (found.length >= limit) break;
  }
  return found;
}

let results = [];
let active = -1;

function drawResults() {
  const list = byId("results");
  const input = byId("search");
  results = search(input.value);
  active = results.length ? 0 : -1;
  const open = Boolean(input.value.trim());
  list.hidden = !open;
  input.setAttribute("aria-expanded", String(open && results.length > 0));
  if (!open) return list.replaceChildren();
  if (!results.length) list.replaceChildren(el("li.none", { role: "option", "aria-selected": "false", "aria-disabled": "true" }, t("nothing")));
  else list.replaceChildren(...results.map((result, row) => el("li", { role: "option", id: `result-${row}`, "aria-selected": "false", onmousedown: (event) => { event.preventDefault(); choose(row); } }, resultLine(result))));
  mark();
  return undefined;
}

function resultLine(result) {
  if (result.node) {
    const { node } = result;
    const wanted = fold(byId("search").value.trim());
    const alias = node.entity && !fold(labelOf(node)).includes(wanted) ? node.entity.aliases.find((name) => fold(name).includes(wanted)) : null;
    return [nodeIcon(node), el("span.found", {}, nameOf(labelOf(node)), alias && el("span.alias", {}, ` ${alias}`)), el("span.count", {}, String(node.degree))];
  }
  if (result.relation) return [el("span.relation", {}, relationLabel(result.relation)), el("span.count", {}, t("relation"))];
  const sentence = sentenceOf(result.statement);
  const end = result.at + result.length;
  const before = shortened(sentence.slice(0, result.at), 30, /^\S*\s/, -1);
  const after = shortened(sentence.slice(end), 60, /\s\S*$/, 1);
  return [el("span.excerpt", {}, before, el("mark", {}, sentence.slice(result.at, end)), after)];
}

// The last (`side` -1) or first characters of a text, cut between words, with a sign where something is left out.
function shortened(text, length, broken, side) {
  if (text.length <= length) return text;
  const kept = side < 0 ? text.slice(-length) : text.slice(0, length);
  const whole = kept.replace(broken, "");
  return side < 0 ? `… ${whole}` : `${whole} …`;
}

function mark() {
  const options = byId("results").querySelectorAll("[role=option]");
  options.forEach((option, row) => option.setAttribute("aria-selected", String(row === active)));
  if (active >= 0) byId("search").setAttribute("aria-activedescendant", `result-${active}`);
  else byId("search").removeAttribute("aria-activedescendant");
  options[active]?.scrollIntoView({ block: "nearest" });
}

function closeResults() {
  byId("results").hidden = true;
  byId("search").setAttribute("aria-expanded", "false");
  byId("search").removeAttribute("aria-activedescendant");
}

function choose(row) {
  const result = results[row];
  if (!result) return;
  closeResults();
  if (result.node) {
    reveal(result.node);
    select({ node: result.node }, { center: true });
  } else if (result.relation) {
    select({ statements: new Set(statements.filter((statement) => statement.relation === result.relation)) });
  } else {
    const { statement } = result;
    select({ statements: new Set(statements.filter((other) => other.document === statement.document && other.start === statement.start)) });
  }
}

// A node that a filter, the focus or the size of the graph keeps out comes back when it is asked for.
function reveal(node) {
  if (visible.nodes.has(node)) return;
  const hidden = new Set(state.hidden);
  hidden.delete(node);
  const filters = { ...state.filters, types: new Set(state.filters.types) };
  filters.types.delete(node.type);
  change({ hidden, filters, focus: null, unfolded: new Set([...state.unfolded, node]) });
}

function startSearch() {
  const input = byId("search");
  let timer = 0;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = 0;
    if (statements.length <= 5000) return drawResults();
    timer = setTimeout(() => {
      timer = 0;
      drawResults();
    }, 60);
    return undefined;
  });
  input.addEventListener("focus", () => input.value.trim() && drawResults());
  input.addEventListener("blur", () => setTimeout(closeResults, 120));
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (results.length) active = (active + (event.key === "ArrowDown" ? 1 : -1) + results.length) % results.length;
      mark();
    } else if (event.key === "Enter") {
      // typed faster than drawn: what stands in the list may be the answer to an earlier search
      const waiting = timer !== 0;
      clearTimeout(timer);
      timer = 0;
      if (waiting || byId("results").hidden || !results.length) drawResults();
      choose(active);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      if (byId("results").hidden) input.value = "";
      closeResults();
    }
  });
}
