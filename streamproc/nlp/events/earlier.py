"""What is told as over before the story: ``monks who had protested``, ``won the last election``, ``was once jailed``."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from spacy.tokens import Span

from streamproc.nlp.doc.annotations import article_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from spacy.tokens import Doc, Token

    from streamproc.nlp.doc.drafts import EventDraft
    from streamproc.nlp.lexicon.argument_frames import ArgumentFrames

_LAST = frozenset({"last", "previous", "past", "earlier"})
_HAD = frozenset({"had", "'d", "\u2019d"})
_WHO_HAS_DIED = ("who", "has", "died")
_BE = frozenset({"was", "were"})
_ONCE = frozenset({"once", "previously", "formerly"})
_RECALLED = frozenset({"recall", "remember", "reminisce"})
_OF_A_LIFE = frozenset(
    {"campaign", "career", "childhood", "lifetime", "premiership", "presidency", "reign", "tenure", "youth"}
)
_YOUNG = frozenset({"boy", "child", "girl", "schoolboy", "schoolgirl", "student", "teenager", "youth"})
_REPORTS = frozenset({"ccomp", "parataxis"})
_WHILE = frozenset({"when", "while"})
_IN = frozenset({"in", "on", "during", "by", "at"})
_ALONG = frozenset({"prep", "pobj", "npadvmod", "advmod", "nummod", "compound", "conj", "ccomp", "dep"})
"""Edges from a date up to what happened on it."""
_YEAR = re.compile(r"\b(1[0-9]\d\d|20\d\d)\b")
_AT_LEAST = 2000
"""The year that an article without a date is told in, at least."""
_OLD = 2
"""Years before publication after which a sentence tells of the past."""
_AFTER = 2
"""Sentences after one of the past that go on with it."""
_MONTH = timedelta(days=30)
_STEPS = 12


def mark_what_was_before(events: Sequence[EventDraft], syntax: ArgumentFrames, status: Mapping[str, str]) -> None:
    """Mark what the words tell as earlier than the story. ``events``: those of one article; ``status``: what words do to their clauses."""
    if not events:
        return
    doc = events[0].evidence[0].sentence.doc
    published = getattr(article_of(doc), "published_at", None)
    past = _sentences_of_the_past(doc, syntax, published.year if published else latest_year(doc, syntax))
    told_life = _tells_a_life(syntax.tokens.lower)
    for event in events:
        if event.historical or event.future or event.hypothetical:
            continue
        roots = [evidence.trigger.root for evidence in event.evidence]
        last = {root.i for root in roots if _is_last(root)}  # ``won the last election``
        if all(
            root.i in last or any(child.i in last for child in root.rights) or _is_pluperfect(root, syntax, status)
            for root in roots
        ):
            event.historical = not _is_recent(event, published)
        elif (event.date is None or event.date.value is None) and all(
            _is_simple_past(root)
            and (syntax.sentence(root.i)[0] in past or (told_life and not _is_death(event)) or _was_once(root, syntax))
            for root in roots
        ):
            event.historical = True


def _is_last(token: Token) -> bool:
    """``the last election``, ``a previous attack``."""
    return token.tag_[:1] == "N" and any(child.lower_ in _LAST and child.dep_ == "amod" for child in token.lefts)


def _is_pluperfect(token: Token, syntax: ArgumentFrames, status: Mapping[str, str]) -> bool:
    """``who had protested``; not what somebody said had happened, nor ``had it happened``."""
    helper = next((child for child in token.lefts if child.lower_ in _HAD and child.dep_ in {"aux", "auxpass"}), None)
    if helper is None or token.tag_ != "VBN" or any(c.dep_ == "mark" and c.lower_ == "if" for c in token.lefts):
        return False
    if helper.i == token.left_edge.i:
        return False
    if any(child.dep_ in _REPORTS and status.get(syntax.words[child.i].lemma) == "report" for child in token.children):
        return False  # ``had released her, police said``
    for _ in range(_STEPS):
        if token.dep_ in _REPORTS and status.get(syntax.words[token.head.i].lemma) in {"report", "allege"}:
            return False
        if token.head.i == token.i:
            return True
        token = token.head
    return True


def _is_simple_past(token: Token) -> bool:
    if token.tag_ == "VBD":
        return True
    return token.tag_ == "VBN" and (any(c.lower_ in _BE for c in token.lefts) or _is_second(token))


def _is_second(token: Token) -> bool:
    """``was arrested and convicted``."""
    return token.dep_ == "conj" and _is_simple_past(token.head)


def _was_once(token: Token, syntax: ArgumentFrames) -> bool:
    """``was once jailed``, ``recalls that they demanded``, ``pledged in his campaign``, ``fled as a child``."""
    if token.dep_ == "ccomp" and syntax.words[token.head.i].lemma in _RECALLED:
        return True
    return any(
        (child.lower_ in _ONCE and child.dep_ == "advmod" and child.i > token.left_edge.i) or _is_time_of_life(child)
        for child in token.children
    )


def _is_time_of_life(token: Token) -> bool:
    if token.dep_ != "prep":
        return False
    noun = next((child for child in token.rights if child.dep_ == "pobj"), None)
    if noun is None:
        return False
    if token.lower_ == "as":
        return noun.lower_ in _YOUNG
    whose = any(child.dep_ == "poss" for child in noun.lefts)
    return token.lower_ in {"during", "in"} and noun.lower_ in _OF_A_LIFE and whose


def _is_death(event: EventDraft) -> bool:
    return event.type == "x:CASUALTIES"


def _tells_a_life(lower: Sequence[str]) -> bool:
    """An obituary: ``Ann Lee, who has died aged 81, …``."""
    return "died" in lower and any(
        tuple(lower[i - 2 : i + 1]) == _WHO_HAS_DIED and lower[i + 1] in {"aged", "at"}
        for i in range(2, len(lower) - 1)
        if lower[i] == "died"
    )


def _is_recent(event: EventDraft, published: datetime | None) -> bool:
    """``who had withdrawn their support on Tuesday``."""
    if published is None or event.date is None or event.date.value is None:
        return False
    return event.date.value >= (published - _MONTH).date().isoformat()[: len(event.date.value)]


def _sentences_of_the_past(doc: Doc, syntax: ArgumentFrames, published: int) -> Collection[int]:
    """Where sentences start that tell what happened in a year long past, or go on with it. ``published``: the year."""
    past: set[int] = set()
    dated: set[int] | None = None
    for start in syntax.dates:
        date = Span(doc, start, syntax.entity_end(start))
        year = _YEAR.search(date.text)
        if year is None or int(year.group()) > published - _OLD or not _is_of_its_sentence(date.root):
            continue
        if dated is None:
            dated = _dated_sentences(doc, syntax)
        past.update(_goes_on(doc, syntax, date.root.i, dated))
    return past


def latest_year(doc: Doc, syntax: ArgumentFrames) -> int:
    """The year that an article without a date of its own is told in, at least: the latest one that its dates name, to 2099."""
    named = (_YEAR.findall(doc[start : syntax.entity_end(start)].text) for start in syntax.dates)
    return max(_AT_LEAST, *(int(year) for years in named for year in years), _AT_LEAST)


def _dated_sentences(doc: Doc, syntax: ArgumentFrames) -> set[int]:
    """Where sentences start that have a date or a time of day."""
    spans = (Span(doc, start, syntax.entity_end(start)) for start in (*syntax.dates, *syntax.times))
    return {syntax.sentence(syntax.head_of(span))[0] for span in spans}


def _is_of_its_sentence(token: Token) -> bool:
    """``In 2007 they fled``, ``when he was mayor in 2007, they fled``; not ``since 2007``, ``the coup of 2007``, ``who fled in 2007``."""
    if token.head.dep_ == "prep" and token.head.lower_ not in _IN:
        return False
    for _ in range(_STEPS):
        if token.head.i == token.i:
            return token.tag_ == "VBD" or _is_simple_past(token)
        simultaneous = token.dep_ == "advcl" and any(c.lower_ in _WHILE for c in token.lefts)
        if token.dep_ not in _ALONG and not simultaneous:
            return False
        if token.dep_ in {"prep", "npadvmod", "advmod"} and token.head.tag_[:1] == "N":
            return False
        token = token.head
    return False


def _goes_on(doc: Doc, syntax: ArgumentFrames, date: int, dated: Collection[int]) -> list[int]:
    """The sentence and those after it up to the next date or paragraph. ``dated``: where sentences with one start."""
    start, end = syntax.sentence(date)
    starts = [start]
    words = syntax.tokens.text
    for _ in range(_AFTER):
        if end >= syntax.size or "\n" in words[end - 1] or "\n" in words[end]:
            break
        start, following = syntax.sentence(end)
        if start in dated or not _is_simple_past(Span(doc, start, following).root):
            break
        starts.append(start)
        end = following
    return starts
