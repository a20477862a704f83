"""Given names and the gender of those who mostly bear them."""

from __future__ import annotations

from functools import cache

from streamproc.nlp.knowledge.data_files import bundled, read_lines


@cache
def given_names() -> dict[str, str]:
    """``knowledge/given_names.txt``: given name in lower case ─► f or m."""
    groups = (line.partition(": ") for _, line in read_lines(bundled("knowledge/given_names.txt")))
    return {name: gender for gender, _, names in groups for name in names.split()}


def gender_of_name(name: str) -> str | None:
    """The gender of a full name by its given name: f, m, or None when it is not clear."""
    words = [word for word in name.replace(".", " ").split() if len(word) > 1]
    return given_names().get(words[0].lower()) if len(words) > 1 else None
