"""Does a date lie ahead or behind? ``The ministers will meet on Friday`` is not about last Friday, ``met on 6 May`` about no day to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamproc.nlp.events.modality import FUTURE, NECESSARY, POSSIBLE

if TYPE_CHECKING:
    from streamproc.nlp.lexicon.argument_frames import ArgumentFrames
    from streamproc.nlp.lexicon.index import Lexicon

_WOULD = POSSIBLE | NECESSARY | {"would", "'d", "\u2019d"}
_WILL = FUTURE - _WOULD
_IS = frozenset({"am", "is", "are", "'s", "\u2019s", "'re", "\u2019re", "'m", "\u2019m"})
_WAS = frozenset({"was", "were", "had", "been", "did"})
_PERFECT = frozenset({"have", "'ve", "\u2019ve", "has", "had"})
_BEHIND = frozenset({"since", "after", "as"})
"""What puts a date into the past: ``since Friday``, ``as of Friday``."""
_TO_COME = frozenset({"plan", "want", "threat"})
"""What a word does to what it governs (``words.yaml``) that puts it into the future: ``agreed to meet on Friday``."""
_FORESEEN = frozenset({"forecast", "predict", "project", "anticipate"})
"""``is forecast to make landfall on Friday``."""
_OF_A_NOUN = frozenset({"poss", "compound", "amod", "nmod", "nsubj", "nsubjpass", "appos", "nummod"})
"""``Friday's attack``, ``the attack on Friday will …``: the date is the noun's, whatever the verb says."""
_COMPLEMENTS = frozenset({"xcomp", "ccomp", "acl", "relcl"})


def lies_ahead(syntax: ArgumentFrames, date: int, lexicon: Lexicon, *, present: bool) -> bool:
    """Whether the words around a date speak of what is to come. ``date``: the token that heads it.

    The lexicon says what words do to their complements. ``present``: whether the present tense may be a timetable's
    (``talks resume on Friday``); headlines and captions tell in it what has happened.
    """
    of_a_noun = through_noun = False
    for child, head in syntax.root_path(date):
        lower, above = syntax.words[child].lower, syntax.words[head]
        if lower in _BEHIND:
            return False
        if lower == "ahead" or (lower == "before" and through_noun) or _told_by_nominal(syntax, head, child, lexicon):
            return True  # ahead of Friday's vote, before elections in May
        of_a_noun = of_a_noun or syntax.dep[child] in _OF_A_NOUN
        through_noun = through_noun or above.is_noun
        if above.is_verb:
            told = not of_a_noun and _told_by_verb(syntax, head, child, lexicon, present=present and not through_noun)
            if told is not None:
                return told
    return False


def lies_behind(syntax: ArgumentFrames, date: int, lexicon: Lexicon) -> bool:
    """Whether the clause of a date tells in the past tense what was on that day: ``surrendered on 6 May``, ``was held in July``."""
    for child, verb in syntax.root_path(date):
        if syntax.words[verb].is_noun or syntax.dep[child] in _OF_A_NOUN:
            return False
        if syntax.words[verb].is_verb:
            return is_told_as_past(syntax, verb, lexicon)
    return False


def is_told_as_past(syntax: ArgumentFrames, verb: int, lexicon: Lexicon) -> bool:
    """``died on 12 March``, ``was tried``: it is over, whatever day its date is taken for; not ``was scheduled``, ``would be held``."""
    word, helpers = syntax.words[verb], _helpers(syntax, verb)
    past = word.tag == "VBD" or (word.tag in {"VB", "VBN"} and not helpers.isdisjoint(_WAS))
    planned = "@scheduled" in word.labels or lexicon.status.get(word.lemma) in _TO_COME
    return past and not planned and "to" not in helpers and helpers.isdisjoint(_WILL | _WOULD)


def _told_by_nominal(syntax: ArgumentFrames, nominal: int, child: int, lexicon: Lexicon) -> bool:
    """``a plan to meet on Friday``, ``the vote planned for Friday``, ``due on Friday``, ``likely to be held in October``."""
    word = syntax.words[nominal]
    does = lexicon.status.get(word.lemma)
    if word.is_noun:
        planned = any(lexicon.unreal.get(syntax.words[c].lower) == "future" for c in syntax.children(nominal))
        return planned or (does in _TO_COME and _is_infinitive(syntax, child))
    return word.tag[:1] == "J" and does in {"plan", "doubt"}


def _told_by_verb(  # noqa: PLR0911 - one return per construction
    syntax: ArgumentFrames, verb: int, child: int, lexicon: Lexicon, *, present: bool
) -> bool | None:
    """What a verb above a date says of it; None when that is for the word above it to say."""
    word, helpers = syntax.words[verb], _helpers(syntax, verb)
    if helpers & _WILL:
        return True
    if helpers & _PERFECT and (helpers & _WOULD or "to" in helpers):
        return False  # would have met, is said to have met
    if helpers & _WOULD:
        return True
    if _is_infinitive(syntax, child):
        if (
            lexicon.status.get(word.lemma) in _TO_COME
            or "@ordering" in word.labels
            or word.lemma in _FORESEEN
            or word.lower == "going"
            or word.lower in _IS
        ):
            return True  # agreed to meet, ordered them to meet, is going to meet, is to meet
    elif "@scheduled" in word.labels and (word.tag == "VBN" or syntax.words[child].lower in {"for", "by"}):
        return True  # scheduled for Friday, expected on Friday
    if "to" in helpers or (word.tag == "VB" and syntax.dep[verb] in _COMPLEMENTS):
        return None
    if lexicon.status.get(word.lemma) in _TO_COME and word.tag in {"VBZ", "VBP"}:
        return True  # they plan a strike on Friday
    if word.tag == "VBG":
        return True if present and helpers & _IS else None
    return present and word.tag in {"VBZ", "VBP", "VB"} and "@timetabled" in word.labels


def _is_infinitive(syntax: ArgumentFrames, verb: int) -> bool:
    """``meet`` and ``be held`` after ``to``, as a complement."""
    return syntax.dep[verb] in _COMPLEMENTS and "to" in _helpers(syntax, verb)


def is_announced(syntax: ArgumentFrames, verb: int) -> bool:
    """``will be tried``."""
    return not _helpers(syntax, verb).isdisjoint(_WILL)


def _helpers(syntax: ArgumentFrames, verb: int) -> set[str]:
    """``to``, ``will``, ``be`` … of a verb."""
    return {syntax.words[c].lower for c in syntax.children(verb) if syntax.dep[c] in {"aux", "auxpass"}}
