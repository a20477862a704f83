"""The site's name at the end of a title."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from streamproc.intake.repair.origins import Edit

if TYPE_CHECKING:
    from streamproc.intake.repair.origins import OriginText

_BARS = re.compile(r"\s+(?:[|»·•]|::)\s+")
_DASH = re.compile(r"\s+[-–—]\s+")

FEWEST = 3
"""Words that a headline has at least: what stands before a bar may also be a section's name."""

LONGEST = 6
"""Words of a site's name."""

OUTLET = re.compile(
    r"(?:News|Times|Post|Herald|Tribune|Gazette|Courier|Chronicle|Journal|Observer|Guardian|Telegraph|Mail|Mirror|Star|Sun"
    r"|Express|Standard|Daily|Press|Wire|Today|Online|Network|Media|Radio|TV|Magazine|Review|Globe|Monitor|Independent"
    r"|Reporter|Bulletin|Dispatch|Examiner|Inquirer|Sentinel|Register|Record|Politico|Reuters|BBC|CNN|NPR|AP|AFP|Al Jazeera)\b"
    r"|\b[\w-]+\.(?:com|org|net|co|news|info|tv|[a-z]{2})\b|\d(?:News|TV)\b"
)
"""What names of outlets are made of."""


def repair_title(title: OriginText, *known: str | None) -> None:
    """Cut the site's name off a title. ``known``: names that the site goes by, as far as the article says."""
    text = title.text
    end = len(text)
    for bar in _BARS.finditer(text):
        if len(text[: bar.start()].split()) >= FEWEST:
            end = bar.start()
            break
    names = {_folded(name) for name in known if name}
    for dash in reversed(list(_DASH.finditer(text, 0, end))):
        tail = text[dash.end() : end]
        if len(text[: dash.start()].split()) < FEWEST or not _is_site(tail, names):
            break
        end = dash.start()
    if end < len(text):
        title.apply([Edit(end, len(text), "")])


def _is_site(words: str, names: set[str]) -> bool:
    folded = _folded(words)
    if folded in names or any(
        folded and (folded in name or name in folded) and len(folded) > LONGEST for name in names
    ):
        return True
    parts = words.split()
    capitals = all(
        part[:1].isupper() or part[:1].isdigit() or part in ("of", "the", "and", "&") or "." in part for part in parts
    )
    return len(parts) <= LONGEST and capitals and bool(OUTLET.search(words))


def _folded(name: str) -> str:
    """Letters and digits of a name or host: ``The Ellis Courier`` and ``elliscourier.example`` share them."""
    name = name.casefold().removeprefix("www.").removeprefix("the ")
    return re.sub(r"\W", "", name.rsplit(".", 1)[0] if " " not in name and "." in name else name)
