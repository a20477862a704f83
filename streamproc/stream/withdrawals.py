"""Withdrawals: a message without a value says that the article of its key is taken down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamproc import codec
from streamproc.engine.outcome import Enriched, Output
from streamproc.intake.fields import LONGEST
from streamproc.records import withdrawn_article

if TYPE_CHECKING:
    from streamproc.stream.intake import Incoming

NOTHING = Enriched("", (), words=0)
"""What becomes of a message without a value and without a key that could be an article's: no record, and nothing is wrong."""


def withdrawal(message: Incoming) -> Enriched:
    """What becomes of a message without a value: the record that says so. The engine has nothing to do with it."""
    article_id = named_by(message.key)
    if article_id is None:
        return NOTHING
    value = codec.encode(withdrawn_article(article_id))
    return Enriched(article_id, (Output("enriched", article_id, article_id.encode(), value),), words=0)


def named_by(key: bytes | None) -> str | None:
    """The article that a key names, None where it can't be an article's id."""
    try:
        article_id = (key or b"").decode()
    except UnicodeDecodeError:
        return None
    return article_id if article_id.strip() and len(article_id) <= LONGEST["id"] else None
