"""Copies: which earlier article another one repeats, told by sketches of their texts."""
