"""How a statement is meant and who says it."""
