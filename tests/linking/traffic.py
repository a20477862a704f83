"""What workers may say of articles that are revised and withdrawn now and then, for either stage; and when two states agree."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from streamproc.copies.comparing import CopyComparison
from streamproc.copies.sketch import content_of, sketch_of
from streamproc.linking.comparison import Comparison
from streamproc.linking.messages import ARTICLE, Work
from streamproc.stories.comparing import StoryComparison
from streamproc.stories.profile import EventTold, Name, PlaceTold, Profile
from tests.linking.texts import WORDS, text, with_new_sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Stage(NamedTuple):
    """What goes into a stage and what comes out. ``content``: what is compared, of what ``said`` makes; ``told``: of a record."""

    comparison: Comparison
    content: Callable[[Any], bytes]
    said: Callable[[random.Random, int], Any]
    told: Callable[[Any], str | None]


def words_of(dice: random.Random, family: int) -> str:
    """A text like those of its family."""
    return with_new_sentences(text(("family", family), sentences=8), dice.choice((0, 1)), seed=dice.random())


def profile_like(dice: random.Random, family: int) -> Profile:
    """What an outlet may tell of its family's happening: now and then of another day, and never all of it."""
    own = random.Random(f"family {family}")
    place = PlaceTold(f"Port {family}", 1_000_000 + family, "NO", "08", own.uniform(58, 70), own.uniform(5, 25))
    day = "2023-11-14" if dice.random() < 0.8 else "2023-11-18"
    key = f"key_{family}" if dice.random() < 0.6 else None
    names = [place.name, *(f"Body {family}-{number}" for number in range(5))]
    words = own.sample(WORDS, 8)
    return Profile(
        day,
        (EventTold(f"event_{dice.randrange(10**6)}", "x:ACCIDENT", day, place, key),),
        {name.casefold(): Name(name, dice.randint(20, 90), name == place.name) for name in dice.sample(names, 4)},
        {word: dice.randint(2, 9) for word in dice.sample(words, 6)},
        sketch_of(words_of(dice, family)) if dice.random() < 0.3 else None,
    )


STAGES = {
    "copies": Stage(CopyComparison(), content_of, words_of, lambda record: record.copy_of),
    "stories": Stage(StoryComparison(), Profile.dump, profile_like, lambda record: record.story_id),
}


def messages(dice: random.Random, count: int, stage: Stage) -> Iterator[tuple[str, Any]]:
    """Articles of families of three or four, revised and withdrawn now and then."""
    for number in range(count):
        family = dice.randrange(max(1, count // 6))
        article_id = f"f{family}-{dice.randrange(4)}"
        chance = dice.random()
        if chance < 0.1:
            yield article_id, None
        else:
            yield article_id, stage.said(dice, count + number if chance < 0.2 else family)


def compared(state: Mapping[bytes, bytes | None]) -> dict[bytes, Any]:
    """A stage's state without what depends on the order of messages: whom an article has asked, the order of its links."""
    return {key: agreed(key, value) for key, value in state.items() if value is not None}


def agreed(key: bytes, value: bytes) -> Any:
    if not key.startswith(ARTICLE):
        return value
    article = Work.load(value)
    return article.content, {name: field for name, field in article.fields.items() if name != "asked"}
