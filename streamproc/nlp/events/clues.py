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
    from collections.abc import Sequence

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
_MOST = 2
"""Participants of one role that are looked at."""
_BESIDE = ((-2, "beside-2:"), (-1, "beside-1:"), (1, "beside+1:"), (2, "beside+2:"))
_STANDS_BY = frozenset({"aux", "auxpass", "neg", "det", "advmod", "mark", "prt"})
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
    actors, targets, themes = (
        [syntax.head_of(argument.span) for argument in arguments[:_MOST]]
        for arguments in (roles.actors, roles.targets, roles.themes)
    )
    said = [
        *_of_status(how),
        *_of_participants(syntax, "actor", roles.actors, actors),
        *_of_participants(syntax, "target", roles.targets, targets),
        *_of_participants(syntax, "theme", roles.themes, themes),
        *of_form(syntax, "actor", actors),
        *of_form(syntax, "target", targets),
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


def _of_match(syntax: ArgumentFrames, lexicon: Lexicon, match: Match, event_type: str) -> list[str]:
    word, dep = syntax.words[match.anchor], syntax.dep[match.anchor]
    head = syntax.head[match.anchor]
    above = syntax.words[head]
    found = [
        f"type:{event_type}",
        f"mode:{event_type}/{match.entry.mode}",
        f"rule:{match.entry.name}",
        f"told as:{match.entry.type}>{event_type}",
        f"trigger:{word.lemma}",
        f"{event_type}|trigger:{word.lemma}",
        f"tag:{word.tag}",
        f"dep:{dep}",
        f"{event_type}|dep:{dep}",
        f"{word.tag}|{dep}",
    ]
    if head != match.anchor:
        found += f"above:{above.lemma}", f"above does:{lexicon.status.get(above.lemma)}|{dep}"
    for offset, name in _BESIDE:
        i = (match.start if offset < 0 else match.end - 1) + offset
        if 0 <= i < syntax.size:
            found.append(name + syntax.words[i].lemma)
    for child in syntax.children(match.anchor):
        if syntax.dep[child] in _STANDS_BY:
            found.append(f"{syntax.dep[child]}:{syntax.words[child].lower}")
    return found


def _of_status(how: Modality) -> list[str]:
    found = [f"depth:{_step(how.depth, _DEPTHS)}", *[name for name in _STATUS if getattr(how, name)]]
    if how.inside:
        found.append(f"inside:{how.inside}")
    return found


def _of_participants(
    syntax: ArgumentFrames, role: str, arguments: Sequence[ArgumentDraft], heads: Sequence[int]
) -> list[str]:
    """``heads``: the head tokens of those that are looked at."""
    if not arguments:
        return [f"{role}:none"]
    found: list[str] = []
    for argument, head in zip(arguments, heads, strict=False):
        word = syntax.words[head]
        if argument.entity is not None:
            found += f"{role}:{argument.entity.type}", f"{role}:{argument.basis}"
        elif word.tag in {"PRP", "PRP$"}:
            found.append(f"{role}:pronoun {word.lower}")
        else:
            found.append(f"{role}:common")
        if not word.labels.isdisjoint(_ANY_CLASS):
            found += [f"{role}:{name}" for name in _CLASSES if name in word.labels]
        found.append(f"{role}={word.lemma}")
    return found
