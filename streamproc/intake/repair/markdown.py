"""Markdown in a text, where there is evidence that it is some: links, headings, front matter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from streamproc.intake.front_matter import split_front_matter
from streamproc.intake.repair.origins import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from streamproc.intake.repair.origins import OriginText

_HEADING = re.compile(r"^#{1,6} \S", re.MULTILINE)
_MARKS = re.compile(
    r"!\[([^\[\]\n]{0,500})\]\([^()\s]{1,2000}(?: \"[^\"\n]{0,300}\")?\)"
    r"|\[([^\[\]\n]{1,500})\]\([^()\s]{1,2000}(?: \"[^\"\n]{0,300}\")?\)"
    r"|^(#{1,6} +|>+ ?|[*+-] +|-{3,}$|\*{3,}$)"
    r"|(\*\*\*|\*\*|___|__)(?=\S)(?P<strong>[^*_\n]{1,500}?)(?<=\S)\4"
    r"|(?<!\w)([*_])(?=\S)(?P<light>[^*_\n]{1,500}?)(?<=\S)\6(?!\w)"
    r"|\\([\\`*_{}\[\]()#+.!|>-])",
    re.MULTILINE,
)


def repair_markdown(text: OriginText) -> None:
    """Take out front matter and marks; the words of links and headings stay."""
    _, body = split_front_matter(text.text)
    if body:
        text.apply([Edit(0, body, "")])
    if is_markdown(text.text):
        text.apply(_edits(text.text))


def is_markdown(text: str) -> bool:
    """Links or headings: stars and underscores alone are no evidence."""
    return "](http" in text or (("\n#" in text or text[:1] == "#") and _HEADING.search(text) is not None)


def _edits(text: str) -> Iterator[Edit]:
    for found in _MARKS.finditer(text):
        kept = next((name for name in (2, "strong", "light", 8) if found[name] is not None), None)
        if kept is None:
            yield Edit(found.start(), found.end(), "")
        else:
            yield Edit(found.start(), found.start(kept), "")
            yield Edit(found.end(kept), found.end(), "")
