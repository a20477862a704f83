"""One event as a sentence in plain words: ``Police arrested 41 people in Nairobi on Tuesday (says the Monitor)``.

The words of each type and mode are data, ``data/render/sentences.yaml`` and ``rules.yaml``; participants, place, date and counts come from the
record. Nothing is added that the record doesn't say.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from streamproc.render.counts_in_words import count_in_words, counts_harm_to, is_told
from streamproc.render.event_words import own_words, words_of
from streamproc.render.participant_names import AS_SUBJECT, PRONOUNS, as_object, in_sentence, is_plural, listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from streamproc.article import EventTag, Participant, Reference
    from streamproc.records import EnrichedArticle

MOST_COUNTS = 3

_GROUP = re.compile(r"\[([^][]*)\]")
_SLOT = re.compile(r"\{(\w+)\}")
_ARTICLE = re.compile(r"^(?:an?|the) ")
_DAY = re.compile(r"^(?:mon|tues|wednes|thurs|fri|satur|sun)day|^(?:\d{1,2}(?:st|nd|rd|th)? )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? ?\d{0,2}(?:,|$)|^\d{4}-\d\d-\d\d|^\d{1,2} [a-z]+", re.IGNORECASE)  # fmt: skip
_YEAR = re.compile(r"^(?:(?!(?:in|on|last|early|late|since|by|until|this|next)\b)[a-z]+ )?\d{4}$", re.IGNORECASE)
_MONTH = re.compile(r"(?:jan|febr)uary|march|april|may|june|july|august|(?:septem|octo|novem|decem)ber", re.IGNORECASE)
_OWNED = re.compile("['\u2019]s?$")
"""``Next week's`` talks are next week."""
_AT_ITS_START = re.compile(
    r"^(?:Next|Last|This|Early|Earlier|Late|Later|Yesterday|Today|Tomorrow|In|On|By|Since|Until|During|Over|At|The)\b"
)
"""A date that opened its sentence."""
_NOBODY = re.compile(r"(?:no(?!\.| \d)|none|nobody|neither)\b", re.IGNORECASE)
"""Who denies already what is done; not ``No 10``."""
_DIRECT = ("{target}", "[{target}")
"""How the rest of a sentence begins whose verb has the target as its object."""
_HARM_BY_NOBODY = frozenset({"x:DISASTER", "x:ACCIDENT", "x:OUTBREAK"})
"""Types whose dead and hurt are told by their numbers alone."""
_TELL_HARM = frozenset({"x:CASUALTIES", "x:DISPLACEMENT"})
"""Types whose own words say what became of the targets."""
_HELP = frozenset({"help", "assistance", "aid", "support"})


def sentences(record: EnrichedArticle) -> Iterator[tuple[EventTag, str]]:
    """Every event of an article with its sentence, most salient first."""
    said_by = {quote.id: quote.speaker for quote in record.quotes if quote.speaker}
    for event in sorted(record.events, key=lambda event: -event.salience):
        speaker = said_by.get(event.attributed_to or "")
        yield event, sentence(event, speaker)


def sentence(event: EventTag, said_by: Reference | None = None) -> str:
    """An event in plain words, without a full stop. ``said_by``: who says so, left out where it is the doer himself."""
    speaker = in_sentence(said_by) if said_by else ""
    direct = words_of(event)[0]["rest"].startswith(_DIRECT)
    roles = {
        "target": as_object(_told_by_role(event), event.actors, direct=direct),
        "theme": _theme(event),
        "instrument": listed(event.instruments),
        "origin": event.origin.name if event.origin else "",
        "destination": event.destination.name if event.destination else "",
        **own_words(event),
    }
    told = _clause(event, listed(event.actors), roles)
    if event.place and event.place.name.lower() not in told.lower():
        told += f" {_where(event, event.place.name)} {event.place.name}"
    if event.date:
        told += _when(event.date.span.words, told)
    counts = [count_in_words(count) for count in event.counts if not is_told(count, told)]
    if counts:
        told += f" ({', '.join(counts[:MOST_COUNTS])})"
    if event.historical:
        told += ", earlier"
    if speaker and speaker not in told and speaker.lower() not in PRONOUNS:
        told += f" (says {speaker})"
    return told[:1].upper() + told[1:]


def _theme(event: EventTag) -> str:
    """What it was about; ``promised help: help`` says it once."""
    theme = listed(event.themes)
    return "" if event.mode == "assist" and theme in _HELP else theme


def _told_by_role(event: EventTag) -> list[Participant]:
    """The targets without those that a number of dead or hurt counts, where it says more of them than the event's words do."""
    if event.type in _TELL_HARM:
        return list(event.targets)
    harmed = [target for target in event.targets if any(counts_harm_to(count, target) for count in event.counts)]
    others = [target for target in event.targets if target not in harmed]
    return others if others or event.type in _HARM_BY_NOBODY else list(event.targets)


def _where(event: EventTag, place: str) -> str:
    """``off Crete``, ``near Bergen`` where the article says so, else ``in``; not ``off`` of ``cut off Crete``."""
    beside = re.compile(
        rf"(?<!cut )(?<!cuts )(?<!cutting )(?<!seal )(?<!sealed )\b(off|near|at(?= {re.escape(place)}))"
        rf"(?: (?!in |at )\w+){{0,4}} {re.escape(place)}\b"
    )
    found = (beside.search(each.span.words) for each in event.evidence)
    return next((match[1] for match in found if match), "in")


def _clause(event: EventTag, actor: str, roles: Mapping[str, str]) -> str:
    """Who did what to whom; without a doer what was done to whom; with nobody what it is called."""
    words, will = words_of(event)
    if will and actor:
        return f"{actor} {will} {_filled(words['do'], roles)}{_rest(words, roles)}"
    if actor:
        if "alone" in words and not _rest(words, roles):
            words = {**words, "did": None, **words["alone"], "rest": ""}
        rest = _rest(words, roles)
        is_nobody = any(_NOBODY.match(who) for who in (actor, roles["target"]) if who == actor or who in rest)
        return f"{actor} {_verb(event, words, roles, is_nobody=is_nobody)}{rest}"
    subject = AS_SUBJECT.get(roles["target"], roles["target"])
    if subject and "befell" in words:
        befell = {**words, "did": None, **words["befell"]}
        told = f"{subject} {_verb(event, befell, roles, is_nobody=bool(_NOBODY.match(subject)))}"
        return told + (_rest(befell, roles) if "rest" in words["befell"] else "")
    if subject and _has_passive(words):
        return f"{subject} {_passive(event, words, roles, _told_by_role(event))}"
    if roles["theme"] and words["rest"].startswith("[{theme}"):  # ``a strike was called off``
        return f"{roles['theme']} {_passive(event, words, roles, event.themes)}"
    return _noun(event, _filled(words["noun"], roles))


def _verb(event: EventTag, words: Mapping[str, Any], roles: Mapping[str, str], *, is_nobody: bool = False) -> str:
    do, did = _filled(words["do"], roles), _filled(words.get("did") or past(words["do"]), roles)
    negated = event.negated and not is_nobody  # ``neither side promised``
    if event.future:
        return f"will not {do}" if negated else f"will {do}"
    if event.hypothetical and not event.alleged:
        return f"may not {do}" if negated else f"may {do}"
    if negated:
        return f"did not {do}"
    if event.attempted:
        return f"tried to {do}"
    return f"allegedly {did}" if event.alleged else did


def _passive(
    event: EventTag, words: Mapping[str, Any], roles: Mapping[str, str], subject: Sequence[Participant]
) -> str:
    done = words.get("done") or words.get("did") or past(words["do"])
    left = _filled(_GROUP.sub(_without_target, words["rest"], count=1), roles)
    tail = f"{done} {left}".strip()
    be = "were" if is_plural(subject) else "was"
    no = " not" if event.negated and not _NOBODY.match(listed(subject)) else ""
    if event.future:
        return f"will{no} be {tail}"
    if event.hypothetical and not event.alleged:
        return f"may{no} be {tail}"
    if event.attempted and not event.negated:
        return f"{be} to be {tail}, which failed"
    return f"{be}{no}{' allegedly' if event.alleged else ''} {tail}"


def _without_target(group: re.Match[str]) -> str:
    """What is left of ``[{target} {clause}|{target}|people]`` when the target is the subject: ``[ {clause}|]``."""
    return f"[{'|'.join(choice.partition('{target}')[2] for choice in group[1].split('|') if '{target}' in choice)}]"


def _noun(event: EventTag, noun: str) -> str:
    bare = _ARTICLE.sub("", noun)
    if event.negated:
        return f"no {bare}"
    for flag, word in (
        ("attempted", "failed"),
        ("future", "planned"),
        ("hypothetical", "possible"),
        ("alleged", "alleged"),
    ):
        if getattr(event, flag):
            return f"{_article(word)} {word} {bare}" if bare != noun else f"{word} {bare}"
    return noun


def _article(word: str) -> str:
    return "an" if word[0] in "aeiou" else "a"


def _has_passive(words: Mapping[str, Any]) -> bool:
    return bool(words.get("passive", True)) and words["rest"].startswith(_DIRECT)


def _rest(words: Mapping[str, Any], roles: Mapping[str, str]) -> str:
    rest = _filled(words["rest"], roles)
    return f" {rest}" if rest and not rest.startswith(":") else rest


def _filled(pattern: str, roles: Mapping[str, str]) -> str:
    """A pattern with its slots filled: of each ``[group|group]`` the first whose slots all have words."""

    def group(found: re.Match[str]) -> str:
        for choice in found[1].split("|"):
            if all(roles[name] for name in _SLOT.findall(choice)):
                return choice
        return ""

    told = _SLOT.sub(lambda slot: roles[slot[1]], _GROUP.sub(group, pattern))
    return re.sub(r"\s+", " ", told).replace(" :", ":").strip()


def past(do: str) -> str:
    """The past of a verb, the first word of a phrase, by the rule: ``agree to meet`` ─► ``agreed to meet``."""
    verb, space, after = do.partition(" ")
    if verb.endswith("e"):
        verb += "d"
    elif verb.endswith("y") and verb[-2] not in "aeou":
        verb = verb[:-1] + "ied"
    else:
        verb += "ed"
    return verb + space + after


def _when(words: str, told: str) -> str:
    words = _OWNED.sub("", " ".join(words.split()))
    words = _AT_ITS_START.sub(lambda first: first[0].lower(), words)
    if not words or words in told or words.endswith((" old", "-old")):  # an age is no date
        return ""
    if _YEAR.match(words) or _MONTH.fullmatch(words):
        return f" in {words}"
    return f" on {words}" if _DAY.match(words) and not words.lower().startswith("on ") else f" {words}"
