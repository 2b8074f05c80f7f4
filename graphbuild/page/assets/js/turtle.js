// Statements as RDF: the plain triple where it is asserted, and for every statement its claim with its evidence,
// in the terms of graphbuild's ontology. Written as Turtle for export, and as N-Triples for the engine.

const GB = "https://w3id.org/graphbuild/ontology#";
const PREFIXES = {
  gb: GB,
  rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
  rdfs: "http://www.w3.org/2000/01/rdf-schema#",
  xsd: "http://www.w3.org/2001/XMLSchema#",
  nif: "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
  dcterms: "http://purl.org/dc/terms/",
  prov: "http://www.w3.org/ns/prov#",
  schema: "https://schema.org/",
  skos: "http://www.w3.org/2004/02/skos/core#",
};
const full = (name) => name.replace(/^(\w+):/, (_, prefix) => PREFIXES[prefix]);
const iriTerm = (iri) => ({ iri });
const named = (name) => ({ iri: full(name) });
const literal = (value, { datatype = null, lang = null } = {}) => ({ value: String(value), datatype: datatype && full(datatype), lang });

// A name inside an IRI: what no IRI may hold is percent-encoded.
function iriName(name) {
  return name.trim().replace(/\s+/g, "_").replace(/[\x00-\x20<>"{}|^`\\%/?#[\]\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, (char) => encodeURIComponent(char));
}

function dateLiteral(date) {
  const kinds = [[/^\d{4}-\d\d-\d\d$/, "xsd:date"], [/^\d{4}-\d\d$/, "xsd:gYearMonth"], [/^\d{4}$/, "xsd:gYear"]];
  return literal(date, { datatype: kinds.find(([shape]) => shape.test(date))?.[1] || "xsd:string" });
}

// [subject, predicate, object] terms of some statements, each triple once.
function triplesOf(chosen) {
  const { base } = DATA;
  const seen = new Set();
  const triples = [];
  const add = (subject, predicate, object) => {
    const key = `${subject.iri} ${predicate.iri} ${ntriplesTerm(object)}`;
    if (!seen.has(key)) {
      seen.add(key);
      triples.push([subject, predicate, object]);
    }
  };
  const described = new Set();
  const describe = (entity) => {
    const subject = iriTerm(entity.iri);
    if (described.has(entity)) return subject;
    described.add(entity);
    add(subject, named("rdf:type"), iriTerm(GB + entity.type));
    add(subject, named("rdfs:label"), literal(entity.label));
    for (const alias of entity.aliases) add(subject, named("skos:altLabel"), literal(alias));
    return subject;
  };
  for (const statement of chosen) {
    const subject = describe(statement.subject);
    const predicate = iriTerm(statement.relation.iri);
    const object = statement.object ? describe(statement.object) : valueTerm(statement, add);
    if (statement.status === "asserted") add(subject, predicate, object);
    const claim = iriTerm(`${base}claim/${statement.claim}`);
    add(claim, named("rdf:type"), named("gb:Claim"));
    add(claim, named("rdf:type"), named("rdf:Statement"));
    add(claim, named("rdf:subject"), subject);
    add(claim, named("rdf:predicate"), predicate);
    add(claim, named("rdf:object"), object);
    const evidence = iriTerm(`${base}evidence/${statement.evidence}`);
    const document = `${base}document/${iriName(statement.document.name)}`;
    const [start, end] = codePoints(statement);
    const sentence = iriTerm(`${document}#char=${start},${end}`);
    add(claim, named("gb:evidence"), evidence);
    add(evidence, named("rdf:type"), named("gb:Evidence"));
    add(evidence, named("dcterms:identifier"), literal(statement.id));
    add(evidence, named("gb:status"), iriTerm(GB + statement.status[0].toUpperCase() + statement.status.slice(1)));
    if (statement.source) add(evidence, named("gb:accordingTo"), describe(statement.source));
    if (statement.time) add(evidence, named("gb:time"), dateLiteral(statement.time));
    add(evidence, named("gb:confidence"), literal(decimal(statement.confidence), { datatype: "xsd:decimal" }));
    if (statement.document.date) add(evidence, named("gb:reportedOn"), dateLiteral(statement.document.date));
    add(evidence, named("gb:inSentence"), sentence);
    add(evidence, named("gb:rule"), literal(statement.rule));
    add(evidence, named("prov:wasDerivedFrom"), iriTerm(document));
    if (statement.value) add(evidence, named("gb:objectText"), literal(statement.value.label));
    add(sentence, named("rdf:type"), named("nif:Sentence"));
    add(sentence, named("nif:referenceContext"), iriTerm(document));
    add(sentence, named("nif:beginIndex"), literal(start, { datatype: "xsd:integer" }));
    add(sentence, named("nif:endIndex"), literal(end, { datatype: "xsd:integer" }));
    const words = sentenceOf(statement);
    if (words !== null) add(sentence, named("nif:anchorOf"), literal(words, { lang: statement.document.lang || DATA.lang }));
  }
  return triples;
}

// A figure is a node of its own, with its unit; any other value a literal.
function valueTerm(statement, add) {
  const { value, quantity } = statement;
  if (!quantity) return literal(value.value, { datatype: value.datatype });
  const node = iriTerm(`${DATA.base}quantity/${quantity}`);
  add(node, named("rdf:type"), named("gb:Quantity"));
  add(node, named("rdfs:label"), literal(value.label));
  add(node, named("rdf:value"), literal(value.value, { datatype: value.datatype }));
  if (value.details?.unit) add(node, named("schema:unitText"), literal(value.details.unit));
  return node;
}

// A number as xsd:decimal writes it: never an exponent, always a point.
function decimal(number) {
  const text = String(number);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

function escapeLiteral(value) {
  return value.replace(/[\\"\n\r\t\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/g, (char) => ({ "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t" })[char] || `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function ntriplesTerm(term) {
  if (term.iri !== undefined) return `<${term.iri.replace(/[\x00-\x20<>"{}|^`\\]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`)}>`;
  const ending = term.lang ? `@${term.lang}` : term.datatype && term.datatype !== full("xsd:string") ? `^^<${term.datatype}>` : "";
  return `"${escapeLiteral(term.value)}"${ending}`;
}

function ntriples(triples) {
  return triples.map((triple) => `${triple.map(ntriplesTerm).join(" ")} .\n`).join("");
}

function turtleTerm(term) {
  if (term.iri !== undefined) {
    for (const [prefix, namespace] of Object.entries(PREFIXES)) {
      if (term.iri.startsWith(namespace) && /^[A-Za-z][A-Za-z0-9]*$/.test(term.iri.slice(namespace.length))) return `${prefix}:${term.iri.slice(namespace.length)}`;
    }
    return ntriplesTerm(term);
  }
  if (term.datatype) return `"${escapeLiteral(term.value)}"^^${turtleTerm({ iri: term.datatype })}`.replace(/\^\^xsd:string$/, "");
  return ntriplesTerm(term);
}

function turtle(triples) {
  const bySubject = new Map();
  for (const [subject, predicate, object] of triples) {
    if (!bySubject.has(subject.iri)) bySubject.set(subject.iri, new Map());
    const own = bySubject.get(subject.iri);
    if (!own.has(predicate.iri)) own.set(predicate.iri, []);
    own.get(predicate.iri).push(turtleTerm(object));
  }
  const head = Object.entries(PREFIXES).map(([prefix, iri]) => `@prefix ${prefix}: <${iri}> .\n`).join("");
  const verb = (iri) => (iri === full("rdf:type") ? "a" : turtleTerm({ iri }));
  const body = [...bySubject].map(([subject, own]) => `\n${turtleTerm({ iri: subject })}\n    ${[...own].map(([predicate, objects]) => `${verb(predicate)} ${objects.join(", ")}`).join(" ;\n    ")} .\n`).join("");
  return head + body;
}
