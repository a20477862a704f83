"""People that the noun of an event names itself: refugees, protesters, the dead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamproc.nlp.events.parties import is_party, is_sufferer

if TYPE_CHECKING:
    from streamproc.nlp.lexicon.argument_frames import ArgumentFrames

_DISSENTERS = frozenset({"protester", "demonstrator", "striker", "rioter", "marcher", "picketer"})
_TELLING = frozenset({"nsubj", "nsubjpass", "ROOT", "dobj"})


def are_people(syntax: ArgumentFrames, noun: int) -> bool:
    """A noun that tells harm by those who suffered it, outside of names: ``refugees``."""
    if is_sufferer(syntax, noun):
        return True  # ``evacuated the injured``
    return syntax.words[noun].is_noun and syntax.mentions[noun] is None and is_party(syntax, noun)


def included(syntax: ArgumentFrames, noun: int) -> list[int]:
    """``The fatalities included two nurses``: who are said to be among them."""
    verb = syntax.head[noun]
    tells = syntax.words[noun].is_noun and syntax.dep[noun] == "nsubj" and syntax.words[verb].lemma == "include"
    return [j for j in syntax.frame(verb).objects if is_party(syntax, j)] if tells else []


def are_dissenters(syntax: ArgumentFrames, noun: int) -> bool:
    """``Protesters gathered``: a word that names the event by those who do it."""
    word = syntax.words[noun]
    return syntax.dep[noun] in _TELLING and word.is_noun and not _DISSENTERS.isdisjoint(word.labels)
