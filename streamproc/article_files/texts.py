"""A text file as an article: the whole file is its text, so that offsets point into the file."""

from __future__ import annotations

import re
from typing import Any

from streamproc.intake.dates import NotADate, read_date
from streamproc.intake.front_matter import split_front_matter

LONGEST_TITLE = 250

FIRST_LINES = 6
"""Lines among which a date of its own may stand."""

_BLANK = re.compile(r"\r?\n[ \t]*\r?\n")
_HEADING = re.compile(r"\s*#[ \t]+(\S[^\r\n]*)")
_DATE_LABEL = re.compile(r"^(?:date|published|updated|posted)\s*:\s*", re.IGNORECASE)


def item_of_text(text: str, own_id: str, *, markdown: bool = False) -> dict[str, Any]:
    """Fields from front matter; else a first line that stands alone and ends without a full stop is the title."""
    fields, start = split_front_matter(text)
    body = text[start:]
    item: dict[str, Any] = {"id": own_id}
    title = title_of(body, markdown=markdown)
    if title:
        item["title"] = title
    if not any(name.startswith(("date", "publish")) for name in fields) and (date := own_date(body)):
        item["published_at"] = date
    own = {name: value for name, value in fields.items() if name != "text" and value not in ("", None)}
    if "url" in own:
        item.pop("id")
    return {**item, **own, "text": text}


def title_of(body: str, *, markdown: bool) -> str | None:
    if markdown and (heading := _HEADING.match(body)):
        return heading[1].strip()[:LONGEST_TITLE]
    body = body.strip()
    blank = _BLANK.search(body)
    head = body[: blank.start()].strip() if blank else ""
    stands_alone = head and "\n" not in head and len(head) <= LONGEST_TITLE and not head.endswith(".")
    return head if stands_alone else None


def own_date(body: str) -> str | None:
    """A date that stands alone on one of the first lines."""
    for line in body.strip().splitlines()[:FIRST_LINES]:
        words = _DATE_LABEL.sub("", line.strip())
        if not 6 <= len(words) <= 60 or words.isdigit():  # noqa: PLR2004 - characters of a date
            continue
        try:
            found = read_date(words)
        except NotADate:
            continue
        if found:
            return found.isoformat()
    return None
