"""Text that begins with its own fields between two lines of dashes: Markdown, and what trafilatura writes."""

from __future__ import annotations

import re
from typing import Any

import yaml

LONGEST = 20_000
"""Characters of front matter."""

_FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?\n)---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_LINE = re.compile(r"([A-Za-z_][\w-]{0,40}):(?:[ \t]+(.*))?")


def has_front_matter(text: str) -> bool:
    """Whether a text begins so."""
    return text.startswith(("---\n", "---\r\n", "--- ", "\ufeff---"))


def split_front_matter(text: str) -> tuple[dict[str, Any], int]:
    """The fields, and where the text goes on; no fields and 0 where there are none."""
    match = _FRONT.match(text[: LONGEST + 10]) if has_front_matter(text) else None
    if not match:
        return {}, 0
    fields = _fields(match[1])
    return (fields, match.end()) if fields else ({}, 0)


def item_with_front_matter(text: str) -> dict[str, Any]:
    """The item of a whole message or file: its fields, and the text as it is, front matter included.

    Offsets then point into what was received.
    """
    fields, _ = split_front_matter(text)
    return {**{name: value for name, value in fields.items() if name != "text"}, "text": text}


def _fields(block: str) -> dict[str, Any]:
    """YAML; or line by line where it is none (trafilatura writes titles with colons as they are)."""
    read = _yaml(block)
    if isinstance(read, dict):
        return {str(name): value for name, value in read.items()}
    pairs = (_LINE.fullmatch(line.strip()) for line in block.splitlines())
    return {pair[1]: _value((pair[2] or "").strip()) for pair in pairs if pair}


def _value(text: str) -> Any:
    return (_yaml(text) or text) if text.startswith(("[", "'", '"')) else text


def _yaml(text: str) -> Any:
    """What a piece of YAML says, all of it as strings, lists and mappings; None where it is none."""
    try:
        return yaml.load(text, Loader=_Strings)  # noqa: S506 - makes nothing but strings, lists and mappings
    except (yaml.YAMLError, RecursionError, ValueError):
        return None


class _Strings(yaml.BaseLoader):
    """Every value is a string: dates and numbers are read by the rules of their fields. Aliases are refused."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.events.AliasEvent):
            raise yaml.YAMLError
        return super().compose_node(parent, index)
