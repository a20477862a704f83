"""An operator's own mapping of fields: ``text=body.content,title=headline``."""

from __future__ import annotations

from collections.abc import Mapping

from streamproc.intake.shape import GENERAL

Fields = Mapping[str, tuple[str, ...]]
"""An operator's own paths for some of our fields."""


def read_mapping(text: str) -> dict[str, tuple[str, ...]]:
    """Our fields ─► the paths where they stand, several for one field in the order of the text.

    Raises:
        ValueError: it names no field of ours, or has no path; the message says which part.
    """
    mapping: dict[str, tuple[str, ...]] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, equals, path = (piece.strip() for piece in part.partition("="))
        if not equals or not path:
            raise ValueError(f"{part!r} is not FIELD=PATH, e.g. text=body.content")
        if name not in GENERAL:
            raise ValueError(f"{name!r} is no field of an article: {', '.join(GENERAL)}")
        mapping[name] = (*mapping.get(name, ()), path)
    return mapping
