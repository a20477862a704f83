"""By what an entry may ask for the clause below its trigger."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamproc.nlp.lexicon.argument_frames import ArgumentFrames

_NECESSARY = frozenset({"must", "should", "ought"})
_FUTURE = frozenset({"will", "would", "shall", "'ll", "'d"})
_MODALS = _FUTURE | _NECESSARY | {"can", "could", "may", "might", "do", "did", "does"}


def complement_labels(syntax: ArgumentFrames, j: int) -> frozenset[str]:
    """A lower clause is asked for by its verb, ``verb object`` or its form.

    ``@to`` is an infinitive, ``@another_to`` one with a subject of its own (wants *them to leave*), ``@will`` what
    somebody says that he himself will do (warned that *it would* strike), ``@demand`` what must be (insists that it *leave*).
    """
    verb = syntax.lemma(j)
    found = {f"{verb} {syntax.lemma(o)}" for o in syntax.frame(j).objects}
    children = syntax.children(j)
    subjects = [c for c in children if syntax.dep[c] == "nsubj"]
    forms = {syntax.words[c].tag if syntax.words[c].tag == "TO" else syntax.words[c].lemma for c in children}
    if "TO" in forms:
        found.update(("@to", "@another_to") if subjects else ("@to",))
    elif not forms.isdisjoint(_FUTURE) and any(syntax.words[c].tag == "PRP" for c in subjects):
        found.add("@will")
    elif not forms.isdisjoint(_NECESSARY) or _is_bare(syntax, j, subjects):
        found.add("@demand")
    return syntax.labels(j) | found


def _is_bare(syntax: ArgumentFrames, verb: int, subjects: Sequence[int]) -> bool:
    """``that the garrison leave``: no finite form of such a subject."""
    if any(syntax.words[c].lower in _MODALS for c in syntax.children(verb)):
        return False
    tag = syntax.words[verb].tag
    return tag == "VB" or (tag == "VBP" and any(syntax.words[c].tag == "NN" for c in subjects))
