"""Package data: ontology, shapes, named queries, relations and the lexicons that tie words to relations."""
