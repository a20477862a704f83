"""When two articles tell of the same happening, and why."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from streamproc.article.stories import Because, Happening
from streamproc.copies.comparing import judged as copy_verdict
from streamproc.linking.comparison import earliest, moment
from streamproc.records import StoryRecord
from streamproc.stories.evidence import (
    NOTHING,
    days_apart,
    elsewhere,
    names_in_common,
    same_happening,
    words_in_common,
)
from streamproc.stories.meeting_keys import keys_of
from streamproc.stories.profile import Profile

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from streamproc.linking.comparison import Decision, Link
    from streamproc.linking.messages import JSON

LINKED = 0.5
"""Score from which two articles are of one story."""
SURE = 0.75
"""Score from which stories grow together: of weaker links only the best one counts."""
OF_COPY = {"same": 1.0, "near": 0.8, "contains": 0.8}
OF_KEY, OF_HAPPENING, OF_NAMES, OF_PLACES, OF_WORDS = 0.25, 0.25, 0.5, 0.15, 0.6
"""What a shared key of an event, or its type, day and place, adds to the score; and full agreement of names, places, words."""
OTHER_DAY, OTHER_PLACE, OTHER_NAMES = 0.35, 0.35, 0.2
"""What is taken off where what they mainly tell of was on another day, or elsewhere; and where they name nobody in common."""
ALIKE, ENOUGH = 0.6, 4
"""Agreement of words, and how many, on which a link may rest alone."""
SHOWN = 8
"""Names and words that a reason lists."""


class StoryVerdict(NamedTuple):
    """How much speaks for one story, 0..1, and what."""

    score: float
    because: tuple[Because, ...]


def judged(one: Profile, other: Profile) -> StoryVerdict | None:
    """How two articles are of one story; None where they are not."""
    reasons = sorted(reasons_for(one, other), key=lambda reason: -reason[0])
    if not any(is_anchor(because, weight) for weight, because in reasons):
        return None
    same = any(weight == OF_COPY["same"] for weight, because in reasons if because.kind == "copy")
    score = min(1.0, sum(weight for weight, _ in reasons)) - (0.0 if same else against(one, other))
    if score < LINKED:
        return None
    return StoryVerdict(round(score, 2), tuple(because for _, because in reasons))


def is_anchor(because: Because, weight: float) -> bool:
    """Whether a link may rest on this: few words are those of any such happening."""
    return because.kind != "words" or (weight >= OF_WORDS * ALIKE and len(because.shared) >= ENOUGH)


def reasons_for(one: Profile, other: Profile) -> Iterator[tuple[float, Because]]:
    """What speaks for one story, with how much it counts."""
    copy = copy_verdict(one.sketch, other.sketch) if one.sketch is not None and other.sketch is not None else None
    if copy is not None:
        yield OF_COPY[copy.kind], Because("copy", (copy.kind, f"{copy.overlap:g}"))
    keys = {event.key for event in one.events} & {event.key for event in other.events} - {None}
    if keys:
        yield OF_KEY, Because("event_key", tuple(sorted(key for key in keys if key)))
    happening = next((told for told in one.events if any(same_happening(told, too) for too in other.events)), None)
    if happening is not None and happening.place is not None:
        yield OF_HAPPENING, Because("place_day_type", (happening.type, happening.day or "", happening.place.name))
    yield from of_names(one, other)
    words = words_in_common(one.words, other.words)
    if words.share:
        yield OF_WORDS * words.share, Because("words", words.common[:SHOWN])


def of_names(one: Profile, other: Profile) -> Iterator[tuple[float, Because]]:
    """Names that both have: of anybody and anything, with the places beside them."""
    names = names_in_common(one, other, places=False) or NOTHING
    places = names_in_common(one, other, places=True) or NOTHING
    if names.share or places.share:
        weight = OF_NAMES * names.share + OF_PLACES * places.share
        yield weight, Because("participants", (*names.common, *places.common)[:SHOWN])


def against(one: Profile, other: Profile) -> float:
    """What speaks against it: another day, another place, other people."""
    names = names_in_common(one, other, places=False)
    return (
        (OTHER_DAY if (days_apart(one, other) or 0) > 1 else 0.0)
        + (OTHER_PLACE if elsewhere(one, other) else 0.0)
        + (OTHER_NAMES if names is not None and not names.share else 0.0)
    )


@lru_cache(maxsize=64)
def read(content: bytes) -> Profile:
    """A profile; one article is compared with many."""
    return Profile.load(content)


class StoryComparison:
    """Articles by their profiles: each goes back by its surest links, or by its best one."""

    name = "stories"
    tells_each = True

    def keys(self, content: bytes) -> Sequence[int]:
        return keys_of(read(content))

    def judge(self, one: bytes, other: bytes) -> JSON | None:
        verdict = judged(*map(read, sorted((one, other))))  # in one order, whichever of the two asks
        if verdict is None:
            return None
        return {"score": verdict.score, "because": [because._asdict() for because in verdict.because]}

    def choose(self, earlier: Sequence[Link]) -> Link:
        sure = [link for link in earlier if link["verdict"]["score"] >= SURE]
        return earliest(sure) if sure else max(earlier, key=lambda link: (link["verdict"]["score"], link["id"]))

    def record(self, decision: Decision) -> StoryRecord:
        if not decision.content:
            return story(decision.article_id, None)
        link, happening = decision.link, happening_of(read(decision.content))
        if link is None:
            return story(decision.article_id, (decision.time, decision.article_id), happening=happening)
        return story(decision.article_id, link["origin"], link["via"], link["verdict"], happening)


def story(
    article_id: str,
    origin: Sequence[Any] | None,
    via: str | None = None,
    verdict: JSON | None = None,
    happening: Happening | None = None,
) -> StoryRecord:
    """The record of an article; without an origin of one that is gone. ``verdict``: what ``judge`` said of the link."""
    because = verdict["because"] if verdict is not None else ()
    return StoryRecord(
        article_id=article_id,
        story_id=origin[1] if origin is not None else None,
        first_seen=moment(origin[0]) if origin is not None else None,
        via=via,
        score=verdict["score"] if verdict is not None else None,
        because=tuple(Because(one["kind"], tuple(one["shared"])) for one in because),
        happening=happening,
    )


def happening_of(profile: Profile) -> Happening | None:
    """What an article mainly tells of."""
    if not profile.events:
        return None
    told = profile.events[0]
    place = told.place
    return Happening(told.id, told.type, told.day, place and place.name, place and place.geonames_id)
