"""What is said without a verb of its own: roles, asides, figures, events, owners."""
