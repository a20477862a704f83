"""What the words around a verb say by being nobody or somebody spoken of before: ``no one``, ``no homes``, ``they``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from streamproc.nlp.lexicon.argument_frames import ArgumentFrames

_ACCUSED = frozenset({"accuse", "convict", "condemn"})
_NOUNS_PLACE = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "poss"})
_NOBODY = frozenset({"nobody", "none", "neither", "nothing"})
_HOW_OFTEN = frozenset(
    {"common", "rare", "frequent", "routine", "usual", "unusual", "uncommon", "commonplace", "widespread"}
)
_CLAIMS = frozenset(
    {"report", "claim", "allegation", "rumour", "rumor", "suggestion", "accusation", "speculation", "assertion"}
)
_WISHING = frozenset({"want", "wish", "like", "deserve", "demand"})
_ANYONE = frozenset({"anyone", "anybody", "everyone", "everybody", "whoever"})
_TO_BLAME = frozenset({"responsible", "responsibility", "blame"})
_HARMED_IN = frozenset({"in", "by", "from", "during"})
_EVERY = frozenset({"every", "any", "each", "no"})
_ACTING = frozenset({"@actor", "@civilian"})
_FIGURES = frozenset({"number", "toll", "figure", "total", "count"})
_PRONOUNS = frozenset({"it", "he", "she", "they", "we", "i"})


def is_nobody(syntax: ArgumentFrames, noun: int) -> bool:
    """Whether a subject or object denies what its verb says."""
    if syntax.words[noun].lower in _NOBODY:
        return True
    if syntax.words[noun].tag == "CD":
        return False  # ``No 10 rejected the plan``
    return any(syntax.words[c].lower in {"no", "neither"} and syntax.dep[c] == "det" for c in syntax.children(noun))


def is_anybody(syntax: ArgumentFrames, noun: int) -> bool:
    """``every family that lost its house``, ``anyone who stole``: a kind of people, of whom it is not told that it happened."""
    if syntax.words[noun].lower in _ANYONE:
        return True
    return any(syntax.words[c].lower in _EVERY and syntax.dep[c] == "det" for c in syntax.children(noun))


def is_undone(syntax: ArgumentFrames, noun: int, verbs: frozenset[str]) -> bool:
    """``blocked the merger``, ``the merger was abandoned``: one of some verbs says so outright."""
    verb = syntax.head[noun]
    if syntax.dep[noun] not in {"dobj", "nsubj", "nsubjpass"} or _with_particle(syntax, verb) not in verbs:
        return False
    unsure = any(syntax.words[c].tag in {"MD", "TO"} or syntax.dep[c] == "neg" for c in syntax.children(verb))
    return not unsure and (syntax.dep[noun] != "nsubj" or not syntax.frame(verb).objects)


def _with_particle(syntax: ArgumentFrames, verb: int) -> str:
    """``call off``."""
    particle = next((syntax.words[c].lower for c in syntax.children(verb) if syntax.dep[c] == "prt"), None)
    lemma = syntax.words[verb].lemma
    return f"{lemma} {particle}" if particle else lemma


def is_to_come(syntax: ArgumentFrames, verb: int) -> bool:
    """Whether an infinitive with ``to`` says what is to come: ``Tarnell to buy Pomfret``, ``Kenya is to send troops``.

    A headline has no finite verb: its subject is a name or somebody who acts.
    """
    head = syntax.head[verb]
    if syntax.words[verb].lemma == "blame":
        return False  # ``Minister to blame for delays``: it is his fault
    if syntax.dep[verb] == "ROOT":
        return any(syntax.dep[child] == "nsubj" for child in syntax.children(verb))
    if syntax.dep[verb] == "xcomp":
        return syntax.words[head].lemma == "be"
    if syntax.dep[verb] not in {"relcl", "acl"} or syntax.dep[head] != "ROOT":
        return False
    return syntax.mentions[head] is not None or not _ACTING.isdisjoint(syntax.words[head].labels)


def is_about_speaker(syntax: ArgumentFrames, verb: int) -> bool:
    """``Russia said it might``: the subject is a pronoun."""
    return any(syntax.dep[c] == "nsubj" and syntax.words[c].lower in _PRONOUNS for c in syntax.children(verb))


def is_generic(syntax: ArgumentFrames, noun: int, verb: int) -> bool:
    """``Strikes are becoming longer``: a bare plural with a present verb tells of no event."""
    words, dep = syntax.words, syntax.dep
    if words[noun].tag != "NNS" or dep[noun] not in {"nsubj", "dobj"}:
        return False
    bare = all(
        dep[c] not in {"det", "poss", "nummod", "amod", "compound", "prep", "acl"} for c in syntax.children(noun)
    )
    return bare and (
        words[verb].tag in {"VBZ", "VBP"} or any(words[c].tag in {"MD", "VBP", "VBZ"} for c in syntax.children(verb))
    )


def is_habit(syntax: ArgumentFrames, verb: int) -> bool:
    """``Accidents are common``: how often a kind of thing happens."""
    return any(syntax.dep[c] == "acomp" and syntax.words[c].lower in _HOW_OFTEN for c in syntax.children(verb))


def is_definite(syntax: ArgumentFrames, noun: int) -> bool:
    """``the evacuation``."""
    return any(syntax.dep[c] == "det" and syntax.words[c].lower == "the" for c in syntax.children(noun))


def is_claim(syntax: ArgumentFrames, verb: int, noun: int) -> bool:
    """``reports that a man was killed``: the content of what somebody claims, which may be denied further up."""
    if syntax.dep[verb] != "acl" or syntax.words[noun].lemma not in _CLAIMS:
        return False
    return any(syntax.dep[c] == "mark" and syntax.words[c].lower == "that" for c in syntax.children(verb))


def is_awaited(syntax: ArgumentFrames, verb: int) -> bool:
    """``until the subsidy is restored``: what one waits for has not happened."""
    below = [syntax.words[c] for c in syntax.children(verb)]
    present = [syntax.words[verb].tag, *(word.tag for word in below)]
    return any(word.lower in {"until", "till"} for word in below) and not {"VBZ", "VBP"}.isdisjoint(present)


def is_taken_for_granted(syntax: ArgumentFrames, noun: int) -> bool:
    """``nobody was hurt in the fire``, ``was not responsible for the raid``: there was one; not ``may be hurt in a fire``."""
    preposition = syntax.head[noun]
    verb = syntax.head[preposition]
    if syntax.words[preposition].lower == "for" and syntax.words[verb].lower in _TO_BLAME:
        return is_definite(syntax, noun)
    if syntax.words[preposition].lower not in _HARMED_IN or "@harm" not in syntax.words[verb].labels:
        return False
    if is_definite(syntax, noun):
        return True
    one = any(syntax.words[c].lower in {"a", "an"} for c in syntax.children(noun))
    return one and not any(syntax.words[c].tag in {"MD", "TO"} for c in syntax.children(verb))


def only_follows(syntax: ArgumentFrames, clause: int, verb: int, does: str | None) -> bool:
    """Whether a verb behind a clause reports nothing of it, or is told in the passive of others: ``…, however nobody was charged``."""
    return clause < verb and (does is None or any(syntax.dep[child] == "nsubjpass" for child in syntax.children(verb)))


def is_wished(syntax: ArgumentFrames, clause: int, verb: int) -> bool:
    """``They want to be consulted``: what others shall do for who wants it."""
    passive = any(syntax.dep[c] == "auxpass" for c in syntax.children(clause))
    return passive and syntax.dep[clause] == "xcomp" and syntax.words[verb].lemma in _WISHING


def is_somebody_accused(syntax: ArgumentFrames, node: int) -> bool:
    """``The accused left the court``: somebody, not what became of him."""
    word = syntax.words[node]
    return word.lemma in _ACCUSED and word.tag == "VBN" and syntax.dep[node] in _NOUNS_PLACE


def is_figure(syntax: ArgumentFrames, noun: int) -> bool:
    """``the number of refugees is expected to reach``: what is expected of the number is expected of what it counts."""
    return syntax.words[noun].lemma in _FIGURES
