"""Single characters that stand in the way of reading: invisible ones, odd spaces and line ends, wrong code pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from streamproc.intake.repair.origins import Edit

if TYPE_CHECKING:
    from streamproc.intake.repair.origins import OriginText

SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
)
"""Soft hyphens, zero-width spaces, direction marks, byte order marks."""

JOINERS = "\u200c\u200d"
"""Between Latin letters they say nothing; in emoji and other scripts they do."""

CONTROLS = "\x00-\x08\x0e-\x1f\x7f"

_ONE = {ord(space): " " for space in SPACES} | {0x2028: "\n", 0x0B: "\n"}
_WINDOWS = {
    code: bytes([code]).decode("cp1252")
    for code in range(0x80, 0xA0)
    if code not in (0x81, 0x85, 0x8D, 0x8F, 0x90, 0x9D)
}
"""What Windows writes at the places of control characters: quotation marks and dashes, above all."""

_TABLE = _ONE | _WINDOWS
_MISREAD = {
    "â€œ": "“", "â€\x9d": "”", "â€™": "’", "â€˜": "‘", "â€“": "–", "â€”": "—", "â€¦": "…", "Â\xa0": " ", "Ã©": "é",
    "Ã¨": "è", "Ã¼": "ü", "Ã¶": "ö", "Ã¤": "ä", "Ã±": "ñ", "Ã¡": "á", "Ã³": "ó", "Ã­": "í", "Ã§": "ç",
}  # fmt: skip
"""UTF-8 that was read as Windows-1252."""

_MISREAD_SIGNS = re.compile("|".join(map(re.escape, _MISREAD)))

_SUSPECT = re.compile(f"[\x0b\x0c\r\x7f-\x9f{CONTROLS}{SPACES}{INVISIBLE}{JOINERS}\u2028\u2029âÃÂ]")
SUSPECT = frozenset(filter(_SUSPECT.match, map(chr, [*range(0x2100), 0x3000, 0xFEFF])))
"""One of these, or nothing here has anything to do."""

_REMOVED = re.compile(f"[{INVISIBLE}{CONTROLS}]+|(?<=[A-Za-z])[{JOINERS}]+(?=[A-Za-z])|[\x0c\x85\u2029]+\n*")


_LINE_END = re.compile(r"\r\n?")
_PRINTABLE = bytes(range(0x20, 0x7F)) + b"\n\t"


def signs_in(text: str) -> set[str]:
    """The characters of a text that are no printable ASCII: found by deleting all others, which costs next to nothing."""
    return set(text.encode("utf-8", "surrogatepass").translate(None, _PRINTABLE).decode("utf-8", "surrogatepass"))


def repair_line_ends(text: OriginText) -> None:
    """Read the line ends of Windows and old Macs as those of everybody else."""
    if "\r" in text.text:
        text.apply(Edit(found.start(), found.end(), "\n") for found in _LINE_END.finditer(text.text))


def repair_characters(text: OriginText) -> None:
    """Take out what can't be seen, and read odd spaces and line ends as the usual ones."""
    if "â" in text.text or "Ã" in text.text or "Â" in text.text:
        text.apply(Edit(found.start(), found.end(), _MISREAD[found[0]]) for found in _MISREAD_SIGNS.finditer(text.text))
    text.apply(Edit(found.start(), found.end(), _instead(found[0])) for found in _REMOVED.finditer(text.text))
    text.translate(_TABLE)


def _instead(signs: str) -> str:
    return "\n\n" if signs[0] in "\x0c\x85\u2029" else ""
