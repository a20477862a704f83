"""Lines that pages of news repeat word for word: ``zones/lines.yaml``, looked up."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Literal

from streamproc.nlp.knowledge.data_files import bundled, read_yaml

if TYPE_CHECKING:
    from streamproc.article import ZoneKind

LONGEST = 60
"""Characters of a line that is looked up."""
MOST_BELOW = 20
"""Blocks that may stand below a closing line."""
_MARKS = re.compile(r"^[\W_]+|[\W_]+$")


def kind_of_line(text: str) -> ZoneKind | Literal["closing"] | None:
    """The kind of a whole line that is known; ``closing`` where boilerplate follows to the end of the text."""
    if len(text) > LONGEST:
        return None
    return load_lines().get(" ".join(_MARKS.sub("", text).replace("\u2019", "'").lower().split()))


@cache
def load_lines() -> dict[str, ZoneKind | Literal["closing"]]:
    """Line ─► kind."""
    return {line: kind for kind, lines in read_yaml(bundled("zones/lines.yaml")).items() for line in lines}
