"""How good the pipeline is, held against annotated texts."""
