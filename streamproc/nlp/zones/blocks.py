"""Blocks: the paragraphs of plain and of hard-wrapped text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator


MAX_SUBHEAD = 70
WRAPPED_LINE = 140
"""Lines of a hard-wrapped text are at most this long."""
_LINE = re.compile(r"\S[^\n\r\u2028\u2029]*")


class Block(NamedTuple):
    """A paragraph: characters of ``doc.text``, without the space around it."""

    start: int
    end: int


def blocks_of(text: str, start: int) -> Iterator[Block]:
    """Paragraphs of the text from ``start``; the lines of a hard-wrapped paragraph are one block."""
    lines = [Block(m.start(), m.start() + len(m[0].rstrip())) for m in _LINE.finditer(text, start)]
    longest = max((end - begin for begin, end in lines), default=0)
    block: Block | None = None
    for begin, end in lines:
        if block and _continues(text, block, begin, longest):
            block = Block(block.start, end)
            continue
        if block:
            yield block
        block = Block(begin, end)
    if block:
        yield block


def _continues(text: str, block: Block, begin: int, longest: int) -> bool:
    """Whether the line at ``begin`` goes on with the sentence that the block ends in."""
    gap = text[block.end : begin]
    if gap.count("\n") > 1 or gap.count("\r") > 1 or text[block.end - 1] in '.!?:;"”)':
        return False
    if text[begin].islower():
        return True
    last_line = block.end - max(text.rfind("\n", block.start, block.end), block.start)
    return longest <= WRAPPED_LINE and last_line > 0.7 * longest and last_line > MAX_SUBHEAD
