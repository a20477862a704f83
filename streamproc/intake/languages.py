"""Language tags as scrapers write them: BCP 47, locales, ISO 639-2 codes, English names."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

UNDETERMINED = frozenset({"", "und", "mul", "mis", "zxx", "qaa", "xx", "none", "null", "nan", "unknown", "n/a", "na"})
"""Not foreign, just not known: the text itself is looked at."""

_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")
_ENCODING = re.compile(r"[.@][\w@.-]*$")


class NotALanguage(ValueError):
    """The value names no language."""


def read_language(value: str) -> str | None:
    """Return the BCP 47 tag with its primary part in the shortest form; None where the language is not determined.

    Raises:
        NotALanguage: it is no tag, code or English name.
    """
    name = value.strip()
    if name.casefold() in UNDETERMINED:
        return None
    if code := _codes().get(name.casefold()):
        return code
    tag = _ENCODING.sub("", name).replace("_", "-")
    if not _TAG.fullmatch(tag):
        raise NotALanguage
    primary, *others = tag.split("-")
    primary = primary.lower()
    if primary in UNDETERMINED:
        return None
    return "-".join([_codes().get(primary, primary), *others])


@cache
def _codes() -> dict[str, str]:
    """Three-letter codes and English names, in small letters ─► the code that BCP 47 prefers."""
    codes: dict[str, str] = {}
    text = resources.files("streamproc").joinpath("data", "languages.tsv").read_text("utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            code, iso3, names = line.split("\t")
            codes |= dict.fromkeys([*iso3.split("|"), *names.casefold().split("|")], code)
    return codes
