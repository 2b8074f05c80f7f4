"""Names: found, bounded and typed."""
