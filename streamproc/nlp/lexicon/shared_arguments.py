"""Arguments that stand beside another word than their verb, by the way people write or by the way the parser reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from streamproc.nlp.lexicon.syntax import Syntax

_RANKED = frozenset({"first", "latest", "last", "only", "next", "newest"})
_ACCUSING = frozenset({"accuse", "suspect", "blame"})
_COPULAS = frozenset({"be", "become"})


def stands_for(syntax: Syntax, noun: int) -> list[int]:
    """``Chad is the latest to be threatened``, ``the first country to ban it``: whoever is said to be so; else the noun."""
    verb = syntax.head[noun]
    if syntax.dep[noun] != "attr" or syntax.words[verb].lemma not in _COPULAS:
        return [noun]
    said = {syntax.words[noun].lower, *(syntax.words[child].lower for child in syntax.children(noun) if child < noun)}
    if said.isdisjoint(_RANKED):
        return [noun]
    who = [j for child in syntax.children(verb) if syntax.dep[child] == "nsubj" for j in syntax.conjuncts(child)]
    return [j for j in who if syntax.words[j].tag != "EX"] or [noun]


def subject_of_participle(syntax: Syntax, verb: int) -> list[int]:
    """``Justice Ann Lee, sitting in Oslo, on Friday issued``: the parser hangs the subject on the participle before."""
    for child in syntax.children(verb):
        if syntax.dep[child] == "advcl" and child < verb and syntax.words[child].tag == "VBG":
            return [j for c in syntax.children(child) if syntax.dep[c] == "nsubj" for j in syntax.conjuncts(c)]
    return []


def agents_of_object(syntax: Syntax, objects: Sequence[int]) -> list[int]:
    """``was presented with an award by the mayor``: whose deed it is hangs on the object."""
    by = (c for j in objects for c in syntax.children(j) if syntax.words[c].lower == "by" and syntax.dep[j] == "dobj")
    return [j for c in by for j in syntax.children(c) if syntax.dep[j] == "pobj" and syntax.is_actor(j)]


def sides_on_verb(syntax: Syntax, noun: int) -> Iterator[int]:
    """``Clashes broke out between A and B``: the parser hangs the two sides on the verb."""
    if syntax.dep[noun] == "nsubj":
        for child in syntax.children(syntax.head[noun]):
            if syntax.words[child].lower == "between":
                yield child


def has_said_so(syntax: Syntax, speakers: Sequence[int], pronoun: int) -> bool:
    """Whether the subject of a verb of speech may be who is meant by a pronoun in what is said.

    Not ``she died, the Herald said``, nor ``Mott said the rebels hit him and that they fled``.
    """
    speaker, lower = speakers[0], syntax.words[pronoun].lower
    if syntax.is_somebodys(speaker) or (lower in {"he", "she"} and "@org" in syntax.labels(speaker)):
        return False
    if lower != "they" or "@person" not in syntax.labels(speaker):
        return True  # ``The union's chief said they would strike``
    between = range(speaker + 1, pronoun)
    return not any(syntax.dep[i] == "nsubj" and syntax.words[i].tag in {"NNS", "NNPS"} for i in between)


def acts_as_object(syntax: Syntax, dep: str, verb: int, tag: str) -> bool:
    """Whether a lower clause is done by the object of the verb above: ``forced the plane to land``, ``accused rebels of it, killing nine``.

    ``dep``, ``tag``: of the lower verb. Not ``of using helicopters to bomb villages``.
    """
    lemma = syntax.lemma(verb)
    if dep in {"xcomp", "ccomp"}:
        return lemma != "use" or any(syntax.dep[c] in {"aux", "nsubj"} for c in syntax.children(verb))
    return dep == "advcl" and tag == "VBG" and lemma in _ACCUSING


def shared_objects(syntax: Syntax, verb: int) -> list[int]:
    """``killed and wounded nine rebels``: the object of the second verb is the first one's too."""
    found: list[int] = []
    for child in syntax.children(verb):
        if syntax.dep[child] == "conj" and syntax.words[child].tag == syntax.words[verb].tag and child <= verb + 3:
            found += (c for c in syntax.children(child) if syntax.dep[c] == "dobj")
    return found


def subjects_below(syntax: Syntax, clause: int) -> list[int]:
    """``found him guilty``, ``forced the plane to land``: the lower subject is the upper object."""
    if syntax.is_verb(clause) and not syntax.has_to(clause):
        return []
    return [c for c in syntax.children(clause) if syntax.dep[c] == "nsubj"]
