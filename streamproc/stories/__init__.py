"""Stories: which articles tell of the same happening, told by their events, names, words and texts."""
