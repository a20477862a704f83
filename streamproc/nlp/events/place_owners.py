"""Places that follow from who does it, or from what somebody did when it happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamproc.nlp.lexicon.syntax import MODIFIERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from streamproc.nlp.doc.drafts import MentionDraft
    from streamproc.nlp.events.place_names import PlaceNames
    from streamproc.nlp.lexicon.argument_frames import ArgumentFrames

_FLEEING = frozenset({"flee", "leave", "escape", "abandon"})
_WHEN = frozenset({"when", "as", "because", "after", "while"})


class PlaceOwners:
    """Whose deed says where it was."""

    def __init__(self, syntax: ArgumentFrames, names: PlaceNames) -> None:
        self._syntax = syntax
        self._place = names.place

    def fled(self, clause: int, verb: int) -> MentionDraft | None:
        """``fled Izmir when troops attacked``: the clause happened where they fled from."""
        syntax = self._syntax
        if syntax.words[verb].lemma not in _FLEEING:
            return None
        if not any(syntax.words[child].lower in _WHEN for child in syntax.children(clause)):
            return None
        frame = syntax.frame(verb)
        return self._first((*frame.objects, *frame.preps.get("from", ())))

    def of_voters(self, trigger: int) -> MentionDraft | None:
        """``Chad elected a speaker``, ``Chad's elected president``, ``the elected president of Chad``: whose vote it was."""
        syntax = self._syntax
        if not syntax.words[trigger].is_verb:
            return None
        described = syntax.dep[trigger] == "amod"
        for noun in [syntax.head[trigger]] if described else syntax.frame(trigger).subjects[:1]:
            found = self._place(noun) or self._first(self._beside(noun))
            if found is not None:
                return found
        return None

    def of_police(self, verb: int) -> MentionDraft | None:
        """``Lagos police arrested nine men``: a town's police work there; a country's may work elsewhere."""
        syntax = self._syntax
        frame = syntax.frame(verb)
        for noun in (*frame.subjects, *frame.preps.get("by", ())):
            if "@police" in syntax.words[noun].labels:
                found = self._first([c for c in syntax.children(noun) if syntax.dep[c] in MODIFIERS])
                geo = found.entity.geo if found is not None and found.entity is not None else None
                if geo is not None and geo.admin1 is not None:
                    return found
        return None

    def _beside(self, noun: int) -> Iterator[int]:
        syntax = self._syntax
        for child in syntax.children(noun):
            if syntax.dep[child] == "poss" or syntax.dep[child] in MODIFIERS:
                yield child
            elif syntax.words[child].lower == "of":
                yield from syntax.children(child)

    def _first(self, words: Sequence[int] | Iterator[int]) -> MentionDraft | None:
        return next(filter(None, map(self._place, words)), None)
