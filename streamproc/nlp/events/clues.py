"""What speaks for and against a candidate event: the features that its confidence is computed from, as words.

Each is a string such as ``actor:@person`` whose weight stands in ``data/events/weights.tsv``. Most count twice: by
themselves, and for the type of the event (``ACCUSE|actor:@person``). The trainer and the service call the same function.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from streamproc.nlp.events.surroundings import of_form

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from streamproc.nlp.doc.drafts import ArgumentDraft
    from streamproc.nlp.events.event_places import Located
    from streamproc.nlp.events.modality import Modality
    from streamproc.nlp.events.participants import EventRoles
    from streamproc.nlp.events.surroundings import Surroundings
    from streamproc.nlp.lexicon.argument_frames import ArgumentFrames
    from streamproc.nlp.lexicon.index import Lexicon
    from streamproc.nlp.lexicon.matcher import Match

_CLASSES = ("@state", "@leader", "@armed", "@insurgent", "@police", "@court", "@crowd", "@civilian", "@person_role", "@org", "@place",
            "@violence", "@weapon", "@deal", "@demand", "@talks", "@aidgoods", "@goods", "@restriction", "@sportthing", "@financething")  # fmt: skip
_ANY_CLASS = frozenset(_CLASSES)
TYPED = "|"
"""Between an event's type and a clue that counts for it."""
_WINDOW = 2
_DEPTHS = (0.01, 0.3, 0.6, 1.0, 1.6, 2.4)
_POSITIONS = (0.55, 0.7, 0.85, 0.99)
_LENGTHS = (6, 12, 20, 30, 45)
_STATUS = ("negated", "hypothetical", "future", "attempted", "wanted", "possible", "reported")


class Clues(NamedTuple):
    """The clues of one candidate, each once: of the words it matches, of what it says, and of what stands around it."""

    event_type: str
    matched: Iterable[str]
    said: Iterable[str]
    """These count for the event's type as well."""
    around: Iterable[str]

    def words(self) -> list[str]:
        """All of them as the table of weights has them."""
        typed = (f"{self.event_type}{TYPED}{clue}" for clue in self.said)
        return list(chain(self.matched, self.said, typed, self.around))


def clues(
    syntax: ArgumentFrames, lexicon: Lexicon, match: Match, *, event_type: str, how: Modality, roles: EventRoles,
    place: Located | None, dated: bool, quoted: bool, in_title: bool, position: float, sentence: tuple[int, int],
    around: Surroundings,
) -> Clues:  # fmt: skip
    """The clues of a candidate."""
    said = [
        *_of_status(how),
        *_of_participants(syntax, "actor", roles.actors),
        *_of_participants(syntax, "target", roles.targets),
        *_of_participants(syntax, "theme", roles.themes),
        *of_form(syntax, "actor", roles.actors),
        *of_form(syntax, "target", roles.targets),
        f"place:{place.basis if place else None}",
        f"date:{dated}",
        f"quoted:{quoted}",
        f"title:{in_title}",
        f"position:{_step(position, _POSITIONS)}",
        f"length:{_step(sentence[1] - sentence[0], _LENGTHS)}",
        *around.said(sentence),
    ]
    matched = dict.fromkeys(_of_match(syntax, lexicon, match, event_type))
    return Clues(event_type, matched, dict.fromkeys(said), around.clues(event_type, match.anchor, sentence))


def _step(value: float, steps: Sequence[float]) -> int:
    return bisect_left(steps, value)


def _of_match(syntax: ArgumentFrames, lexicon: Lexicon, match: Match, event_type: str) -> Iterator[str]:
    word, dep = syntax.words[match.anchor], syntax.dep[match.anchor]
    head = syntax.head[match.anchor]
    above = syntax.words[head]
    yield f"type:{event_type}"
    yield f"mode:{event_type}/{match.entry.mode}"
    yield f"rule:{match.entry.name}"
    yield f"told as:{match.entry.type}>{event_type}"
    yield f"trigger:{word.lemma}"
    yield f"{event_type}|trigger:{word.lemma}"
    yield f"tag:{word.tag}"
    yield f"dep:{dep}"
    yield f"{event_type}|dep:{dep}"
    yield f"{word.tag}|{dep}"
    if head != match.anchor:
        yield f"above:{above.lemma}"
        yield f"above does:{lexicon.status.get(above.lemma)}|{dep}"
    for offset in range(-_WINDOW, _WINDOW + 1):
        i = (match.start if offset < 0 else match.end - 1) + offset
        if offset and 0 <= i < syntax.size:
            yield f"beside{offset:+d}:{syntax.words[i].lemma}"
    for child in syntax.children(match.anchor):
        if syntax.dep[child] in {"aux", "auxpass", "neg", "det", "advmod", "mark", "prt"}:
            yield f"{syntax.dep[child]}:{syntax.words[child].lower}"


def _of_status(how: Modality) -> Iterator[str]:
    yield f"depth:{_step(how.depth, _DEPTHS)}"
    for name in _STATUS:
        if getattr(how, name):
            yield name
    if how.inside:
        yield f"inside:{how.inside}"


def _of_participants(syntax: ArgumentFrames, role: str, arguments: Sequence[ArgumentDraft]) -> Iterator[str]:
    if not arguments:
        yield f"{role}:none"
    for argument in arguments[:2]:
        head = syntax.head_of(argument.span)
        if argument.entity is not None:
            yield f"{role}:{argument.entity.type}"
            yield f"{role}:{argument.basis}"
        elif syntax.words[head].tag in {"PRP", "PRP$"}:
            yield f"{role}:pronoun {syntax.words[head].lower}"
        else:
            yield f"{role}:common"
        labels = syntax.words[head].labels
        if not labels.isdisjoint(_ANY_CLASS):
            yield from (f"{role}:{name}" for name in _CLASSES if name in labels)
        yield f"{role}={syntax.words[head].lemma}"
