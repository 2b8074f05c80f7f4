"""The graph: statements become RDF, RDF is stored, queried, checked, and written for other tools."""
