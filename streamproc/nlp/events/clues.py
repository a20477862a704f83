"""What speaks for and against a candidate event: the features that its confidence is computed from, as words.

Each is a string such as ``ACCUSE|actor:@person`` whose weight stands in ``data/events/weights.tsv``; the trainer and the
service call the same function.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

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
_WINDOW = 2
_DEPTHS = (0.01, 0.3, 0.6, 1.0, 1.6, 2.4)
_POSITIONS = (0.55, 0.7, 0.85, 0.99)
_LENGTHS = (6, 12, 20, 30, 45)
_STATUS = ("negated", "hypothetical", "future", "attempted", "wanted", "possible", "reported")


def clues(
    syntax: ArgumentFrames, lexicon: Lexicon, match: Match, *, event_type: str, how: Modality, roles: EventRoles,
    place: Located | None, dated: bool, quoted: bool, in_title: bool, position: float, sentence: tuple[int, int],
    around: Surroundings,
) -> list[str]:  # fmt: skip
    """The clues of a candidate, each once."""
    found = dict.fromkeys(_of_match(syntax, lexicon, match, event_type))
    about = [
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
        *(f"article:{domain}" for domain in sorted(syntax.domains)),
        *_of_sentence(syntax, sentence),
    ]
    found.update(dict.fromkeys(about))
    found.update((f"{event_type}|{clue}", None) for clue in about)
    found.update(dict.fromkeys(around.clues(event_type, match.anchor, sentence)))
    return list(found)


def _step(value: float, steps: Sequence[float]) -> int:
    return sum(value > step for step in steps)


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
        head = argument.span.root.i
        if argument.entity is not None:
            yield f"{role}:{argument.entity.type}"
            yield f"{role}:{argument.basis}"
        elif syntax.words[head].tag in {"PRP", "PRP$"}:
            yield f"{role}:pronoun {syntax.words[head].lower}"
        else:
            yield f"{role}:common"
        labels = syntax.words[head].labels
        yield from (f"{role}:{name}" for name in _CLASSES if name in labels)
        yield f"{role}={syntax.words[head].lemma}"


def _of_sentence(syntax: ArgumentFrames, sentence: tuple[int, int]) -> Iterator[str]:
    labels = {label for word in syntax.words[slice(*sentence)] for label in word.labels if label[0] == "@"}
    for name in ("@violence_word", "@conflict_group", "@police", "@court", "@state", "@leader", "@armed", "@insurgent"):
        if name in labels:
            yield f"sentence:{name}"
