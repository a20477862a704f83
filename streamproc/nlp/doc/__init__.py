"""One Doc, read fast, and what the components write on it."""
