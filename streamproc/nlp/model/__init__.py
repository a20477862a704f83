"""spaCy's model: load it, run it, make it faster without changing its output."""
