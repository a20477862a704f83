"""What is told of how things go, of no particular day: rates, habits, rights, rules and consequences."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from streamproc.nlp.lexicon.argument_frames import ArgumentFrames

_PERIODS = frozenset({"year", "month", "week"})
_ATTRIBUTES = frozenset({"accuse"})
_LONG = frozenset({"month", "year", "decade", "century", "generation"})
_NONE = frozenset({"no", "not", "n't", "never"})
_EACH = frozenset({"each", "every"})
_OFTEN = frozenset(
    {
        *("annually", "routinely", "regularly", "often", "frequently", "usually", "typically", "sometimes"),
        *("occasionally", "rarely", "seldom", "habitually", "invariably", "monthly", "weekly", "yearly"),
    }
)
_ONCE = frozenset({"since", "recently", "lately"})
"""With these one time at least is told: ``has often been arrested, most recently on Monday``."""
_RIGHTS = frozenset(
    {"right", "power", "authority", "permission", "ability", "duty", "option", "incentive", "tendency", "freedom"}
)
_BARRING = frozenset({"bar", "ban", "prohibit", "forbid", "exempt", "preclude", "discourage", "deter", "dissuade"})
_PREVENTING = frozenset({"prevent", "stop", "block", "keep", "restrain", "hinder", "refrain", "abstain"})
_LEADING = {"lead": "to", "result": "in", "contribute": "to", "end": "in"}
_ENABLING = frozenset({"allow", "enable", "permit", "empower", "entitle", "authorise", "authorize", "let", "require"})
_MEANS = frozenset(
    {
        *("partnership", "project", "programme", "program", "initiative", "scheme", "fund", "trust", "idea", "mission"),
        *("bill", "proposal", "application"),
    }
)
"""What has an aim: ``a fund to help widows``."""
_ALLOWING = frozenset({"allow", "permit"})
_STAND = frozenset({"is", "are", "'s", "\u2019s", "'re", "\u2019re"})
_NEARLY = {
    "to": frozenset({"close", "closer", "near", "nearer", "step", "way", "path", "road", "key"}),
    "of": frozenset(
        {"verge", "brink", "cusp", "hope", "chance", "prospect", "possibility", "risk", "danger", "intention"}
    ),
}
"""Words before a clause that has not come about, by the preposition between."""
_GUILT = frozenset({"guilty", "innocent", "suspicion"})
_STORIES = frozenset(
    {
        "film",
        "movie",
        "novel",
        "play",
        "drama",
        "series",
        "musical",
        "opera",
        "thriller",
        "comedy",
        "sequel",
        "plot",
        "story",
    }
)
_TELLING = frozenset(
    {
        "tell",
        "follow",
        "depict",
        "portray",
        "show",
        "chronicle",
        "recount",
        "trace",
        "explore",
        "centre",
        "center",
        "star",
        "feature",
        "imagine",
        "describe",
        "see",
        "revolve",
    }
)
_VAGUE = frozenset({"which", "that", "this", "it", "what", "they"})
_FORMED = frozenset({"det", "nummod", "poss"})


def is_habitual(syntax: ArgumentFrames, trigger: int) -> bool:
    """Whether a trigger tells how often, or what in general, without a day on which it happened."""
    return (
        is_allowed(syntax, trigger)
        or is_rate(syntax, trigger)
        or is_consequence(syntax, trigger)
        or is_long_absent(syntax, trigger)
        or is_attribute(syntax, trigger)
    )


def is_rate(syntax: ArgumentFrames, verb: int) -> bool:
    """``are arrested each year``, ``police routinely arrest hawkers``: how often it happens; a ``weekly march`` is one."""
    if not syntax.is_verb(verb):
        return False
    often = False
    for child in syntax.children(verb):
        word = syntax.words[child]
        if word.lower in _ONCE:
            return False
        often |= word.lower in _OFTEN or (
            word.lemma in _PERIODS and any(syntax.words[c].lower in _EACH for c in syntax.children(child))
        )
    return often


def is_attribute(syntax: ArgumentFrames, verb: int) -> bool:
    """``the accused man``: only says which one."""
    return syntax.dep[verb] == "amod" and syntax.words[verb].lemma in _ATTRIBUTES


def aim_of(syntax: ArgumentFrames, noun: int, does: str | None) -> str | None:
    """What a noun does to its infinitive: ``the right to sue`` and ``power to arrest`` tell no event, a fund *to help* has yet to help.

    ``does``: what such a word does to a clause.
    """
    if syntax.words[noun].lemma in _RIGHTS:
        return "pretend"
    return "doubt" if does == "want" or is_means(syntax, noun) else does


def is_means(syntax: ArgumentFrames, noun: int) -> bool:
    """``a partnership to provide scholarships``: what something is for is not yet done."""
    return syntax.words[noun].lemma in _MEANS


def has_means(syntax: ArgumentFrames, verb: int) -> bool:
    """``launched a partnership to provide scholarships``."""
    return any(is_means(syntax, j) for j in syntax.frame(verb).objects)


def is_allowed(syntax: ArgumentFrames, verb: int) -> bool:
    """``Cats are not allowed``: a rule that stands; ``lorries are being allowed in`` is news."""
    word = syntax.words[verb]
    if word.lemma not in _ALLOWING or word.tag != "VBN":
        return False
    helpers = {syntax.words[c].lower for c in syntax.children(verb) if syntax.dep[c] in {"aux", "auxpass"}}
    return bool(helpers & _STAND) and "being" not in helpers


def is_enabling(syntax: ArgumentFrames, verb: int) -> bool:
    """``would allow police to arrest``, ``the law requires farmers to leave``: what may or must be done, by rule."""
    word = syntax.words[verb]
    if word.lemma not in _ENABLING or word.tag in {"VBD", "VBG"}:
        return False
    if word.tag in {"VBZ", "VBP"}:
        return True
    return any(syntax.words[c].lower in {"would", "will", "can", "could", "to", "may"} for c in syntax.children(verb))


def is_story(syntax: ArgumentFrames, verb: int) -> bool:
    """``The film tells how``, ``the novel follows a nun who``: what is told there is made up, or long known."""
    return syntax.words[verb].lemma in _TELLING and any(
        syntax.dep[c] == "nsubj" and syntax.words[c].lemma in _STORIES for c in syntax.children(verb)
    )


def kept(preposition: str, verb: str) -> str | None:
    """What a preposition and the verb above it make of a clause, as a field of ``Modality``.

    ``prevented police from arresting him``: it did not happen; ``barred from meeting lobbyists``: a rule for what may be;
    ``close to signing a deal``: not yet; ``not guilty of killing her``: what somebody was accused of.
    """
    if preposition == "without" or (preposition == "from" and verb in _PREVENTING):
        return "negated"
    if verb in _NEARLY.get(preposition, ()):
        return "hypothetical"
    if preposition == "of" and verb in _GUILT:
        return "alleged"
    return "generic" if preposition == "from" and verb in _BARRING else None


def is_consequence(syntax: ArgumentFrames, noun: int) -> bool:
    """``Texting causes crashes``, ``which leads to accidents``: a bare plural that something brings about in general."""
    words, dep, head = syntax.words, syntax.dep, syntax.head
    if words[noun].tag != "NNS" or any(dep[c] in _FORMED for c in syntax.children(noun)):
        return False
    if dep[noun] == "pobj":
        verb = head[head[noun]]
        if _LEADING.get(words[verb].lemma) != words[head[noun]].lower:
            return False
    else:
        verb = head[noun]
        if dep[noun] not in {"dobj", "nsubjpass"} or words[verb].lemma != "cause":
            return False
        if dep[noun] == "nsubjpass":  # ``accidents are caused by haste``
            return any(words[c].lower == "are" for c in syntax.children(verb))
    return words[verb].tag in {"VBZ", "VBP", "VB"} and any(
        dep[c] == "csubj" or (dep[c] == "nsubj" and _is_vague(syntax, c)) for c in syntax.children(verb)
    )


def _is_vague(syntax: ArgumentFrames, subject: int) -> bool:
    word = syntax.words[subject]
    if word.lower in _VAGUE or word.tag == "VBG":
        return True
    return word.tag in {"NN", "NNS"} and not any(syntax.dep[c] in _FORMED for c in syntax.children(subject))


def is_long_absent(syntax: ArgumentFrames, noun: int) -> bool:
    """``There have been no outbreaks for seven years``: how things are, told of no day."""
    if not syntax.words[noun].is_noun:
        return False
    none = long = False
    for node in (noun, *(head for _, head in syntax.root_path(noun))):
        for child in syntax.children(node):
            none |= syntax.words[child].lower in _NONE
            long |= syntax.words[child].lower == "for" and any(
                syntax.words[c].lemma in _LONG for c in syntax.children(child)
            )
        if syntax.is_verb(node):
            break
    return none and long


def only_dates(syntax: ArgumentFrames, trigger: int, prepositions: frozenset[str]) -> bool:
    """``since the pandemic``, ``during the 2021 elections``, ``after taking office``: it only says when something else was."""
    under = bool(prepositions) and syntax.dep[trigger] in {"pobj", "pcomp"}
    return under and syntax.words[syntax.head[trigger]].lower in prepositions
