"""One message of the internal topic: from the state under its key to the next one, and what goes out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from streamproc.linking import articles, followers, meetings
from streamproc.linking.comparison import Decision
from streamproc.linking.messages import ARTICLE, FOLLOWERS, MEETING, InvalidMessage, Send, Work

if TYPE_CHECKING:
    from streamproc.linking.comparison import Comparison


@dataclass(frozen=True, slots=True)
class Step:
    """What a message makes: the state under its key (None: there is none any more), messages to send, what to publish."""

    state: bytes | None
    sends: tuple[Send, ...] = ()
    decisions: tuple[Decision, ...] = ()


def step(
    key: bytes,
    state: bytes | None,
    value: bytes,
    comparison: Comparison,
    *,
    window: int,
) -> Step:
    """Work on a message. ``window``: milliseconds within which articles are compared.

    Raises:
        InvalidMessage: it is none of ours.
    """
    message = Work.load(value)
    try:
        if key.startswith(MEETING):
            under, sends = meetings.step(state, message, window)
            return Step(under, tuple(sends))
        if key.startswith(FOLLOWERS):
            under, sends = followers.step(state, message)
            return Step(under, tuple(sends))
        if not key.startswith(ARTICLE):
            raise InvalidMessage(f"a key of another kind: {key[:40]!r}")
        before = Work.load(state) if state is not None else None
        after, sends, decisions = articles.step(key, before, message, comparison, window=window)
    except (KeyError, TypeError, ValueError, IndexError, OverflowError, AttributeError) as error:
        raise InvalidMessage(f"{type(error).__name__}: {error}") from error
    return Step(after.dump() if after is not None else None, tuple(sends), tuple(decisions))
