"""Which phrases stand for the same thing."""
