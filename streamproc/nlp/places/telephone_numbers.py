"""The state whose telephone numbers an article prints: *call London police at 519-555-0142*."""

from __future__ import annotations

import re
from functools import cache

from streamproc.nlp.knowledge.data_files import bundled, read_lines
from streamproc.nlp.knowledge.gazetteer import lookup
from streamproc.nlp.knowledge.gazetteer_index import Kind

_NUMBER = re.compile(r"(?<![\d-])(?:1[-. ])?\(?([2-9]\d\d)\)?[-. ] ?\d{3}[-. ]\d{4}(?!\d)")
_END = re.compile(r"\d\d\d[-. ]\d\d\d\d")
"""Quick to look for, and none is without it."""
MAX_NUMBERS = 50
"""Numbers of an article that are looked at."""


@cache
def area_codes() -> dict[str, int]:
    """``knowledge/area_codes.tsv``: area code ─► the state's index in the gazetteer."""
    found: dict[str, int] = {}
    for _, line in read_lines(bundled("knowledge/area_codes.tsv")):
        country, name, codes = line.split("\t")
        state = next(place for place in lookup(name) if place.kind is Kind.ADMIN1 and place.country == country)
        found.update(dict.fromkeys(codes.split(), state.index))
    return found


def state_of_numbers(text: str) -> int | None:
    """The one state that all numbers with a known code are of; None where there are none, or of several."""
    if _END.search(text) is None:
        return None
    states = set()
    for n, match in enumerate(_NUMBER.finditer(text)):
        if n == MAX_NUMBERS:
            break
        state = area_codes().get(match[1])
        if state is not None:
            states.add(state)
    return states.pop() if len(states) == 1 else None
