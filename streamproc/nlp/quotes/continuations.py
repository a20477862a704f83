"""Quotations that begin before their cue's sentence, or go on after it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from streamproc.nlp.quotes.quoted_text import FINITE
from streamproc.nlp.quotes.sentences import LONGEST

if TYPE_CHECKING:
    from streamproc.nlp.quotes.attribution import Attribution
    from streamproc.nlp.quotes.quoted_doc import QuotedDoc
    from streamproc.nlp.quotes.quoted_text import QuotedSpan
    from streamproc.nlp.quotes.sentences import Sentence


def begin_earlier(doc: QuotedDoc, found: list[Attribution], used: set[QuotedSpan]) -> None:
    """Add the paragraphs before an attributed one that are left open, as newspapers print long quotations.

    ``"A.`` / ``"B.`` / ``"C," she said.``: the cue after the last has all of them. What is added is used from then on.
    """
    spans = doc.quoted_spans
    at = {id(quoted): n for n, quoted in enumerate(spans)}
    for a in found:
        first = doc.quoted_at[a.content[0][0]]
        if a.rule not in {"beside", "label"} or first is None or not first.marks.continues:
            continue
        n = at[id(first)]
        while n > 0 and spans[n].marks.continues and spans[n - 1] not in used:
            n -= 1
            a.content.insert(0, (spans[n].start, spans[n].end))
            used.add(spans[n])


def continue_quotations(doc: QuotedDoc, found: list[Attribution], used: set[QuotedSpan]) -> None:
    """Add the quotations that follow without a cue of their own, and are not used yet: ``"…," she said. "…"``."""
    if not doc.quoted_spans:
        return
    in_sentence = {a.sentence.start: a for a in sorted(found, key=by_strength)}
    current: Attribution | None = None
    last: Sentence | None = None
    for sentence in doc.sentences:
        if sentence.start in in_sentence:
            current, last = in_sentence[sentence.start], sentence
            continue
        quoted = leading_quoted(doc, sentence) if current is not None else None
        goes_on = (
            last is not None
            and quoted is not None
            and quoted not in used
            and doc.in_title(sentence) == doc.in_title(last)
            and (sentence.paragraph == last.paragraph or quoted.marks.continues or is_paragraph(doc, sentence, quoted))
        )
        if goes_on and current is not None:
            current.content.append((sentence.start, doc.trim(sentence.start, sentence.end)))
            last = sentence
        else:
            current = None


def paragraphs_alone(doc: QuotedDoc, found: list[Attribution], used: set[QuotedSpan]) -> list[Attribution]:
    """Quotations that are a sentence of their own behind other sentences of a paragraph in which somebody spoke, or a paragraph behind one.

    The same one goes on: not where another one was quoted there, nor where the words are few.
    """
    in_paragraph: dict[int, list[Attribution]] = {}
    for a in found:
        in_paragraph.setdefault(a.sentence.paragraph, []).append(a)
    added: list[Attribution] = []
    number = -1
    for sentence in doc.sentences if doc.quoted_spans else ():
        opens, number = sentence.paragraph != number, sentence.paragraph
        quoted = doc.quoted_at[sentence.start]
        if quoted is None or quoted in used or not is_whole(doc, sentence, quoted):
            continue
        if opens and not is_paragraph(doc, sentence, quoted):
            continue
        before = [a for a in in_paragraph.get(number - opens, ()) if a.sentence.start < sentence.start]
        said = {a.speaker and doc.characters(*a.speaker) for a in before}
        if len(said) == 1 and before[-1].speaker is not None and not (
            before[-1].rule == "label" or doc.in_title(before[-1].sentence)
        ):  # fmt: skip
            made = replace(before[-1], content=[(quoted.start, quoted.end)], sentence=sentence, rule="goes-on")
            added.append(made)
            used.add(quoted)
            in_paragraph.setdefault(number, []).append(made)
    return added


def paragraphs_between(doc: QuotedDoc, found: list[Attribution], used: set[QuotedSpan]) -> list[Attribution]:
    """Quotations that are a paragraph of their own among paragraphs that tell, where one person spoke before and speaks after.

    Both are near, nobody else is named from the one to the other, and nobody else speaks there.
    """
    if len(used) == len(doc.quoted_spans):
        return []
    near = sorted((a for a in found if a.rule != "label" and not doc.in_title(a.sentence)), key=lambda a: a.cue)
    starts = [a.sentence.start for a in near]
    added: list[Attribution] = []
    for sentence in doc.sentences:
        quoted = doc.quoted_at[sentence.start]
        if quoted is None or quoted in used or not is_whole(doc, sentence, quoted):
            continue
        at = bisect_left(starts, sentence.start)
        if not 0 < at < len(near) or not is_paragraph(doc, sentence, quoted):
            continue
        before, after = near[at - 1], near[at]
        goes_on = bool(added) and added[-1].sentence.start > before.sentence.start
        spoke = added[-1].sentence.paragraph if goes_on else before.sentence.paragraph
        close = after.sentence.paragraph - _NEAR <= sentence.paragraph <= spoke + _NEAR
        if close and is_same_person(doc, before, after):
            added.append(replace(before, content=[(quoted.start, quoted.end)], sentence=sentence, rule="goes-on"))
            used.add(quoted)
    return added


def is_same_person(doc: QuotedDoc, before: Attribution, after: Attribution) -> bool:
    """Is one person named, or none and the pronoun the same, from one attribution to the next?"""
    if before.speaker is None or after.speaker is None:
        return False
    named = {
        id(mention.entity)
        for i in range(before.speaker[0], min(after.speaker[1], before.speaker[0] + LONGEST))
        if (mention := doc.mentions[i]) is not None and mention.entity is not None and mention.entity.type == "PERSON"
    }
    words = [a.speaker for a in (before, after) if a.speaker is not None]
    pronouns = [doc.lower[start] for start, end in words if end - start == 1 and doc.lower[start] in {"he", "she"}]
    people = [
        start
        for start, end in words
        if any(
            (m := doc.mentions[i]) is not None and m.entity is not None and m.entity.type == "PERSON"
            for i in range(start, end)
        )
    ]
    return len(named) <= 1 and len(pronouns) + len(people) == len(words) and len(set(pronouns)) <= 1


def is_whole(doc: QuotedDoc, sentence: Sentence, quoted: QuotedSpan) -> bool:
    """Is the quotation a sentence of its own, and no title or slogan?"""
    whole = quoted.start == sentence.start and quoted.end >= doc.trim(sentence.start, sentence.end)
    return whole and quoted.end - quoted.start >= LONG and doc.last_character(quoted) in _SENTENCE_ENDS


def is_paragraph(doc: QuotedDoc, sentence: Sentence, quoted: QuotedSpan) -> bool:
    """Is the quotation a paragraph of its own?"""
    following = doc.next_sentence(sentence)
    alone = following is None or following.paragraph != sentence.paragraph
    return alone and quoted.start == sentence.start and quoted.end >= doc.trim(sentence.start, sentence.end)


_LEADING_WORDS = 3
_NEAR = 4
"""Paragraphs from a quotation without a cue to one with a cue, at most."""
LONG = 7
"""Words and marks of a quotation that is no title or slogan."""
_SENTENCE_ENDS = frozenset(".?!")


def leading_quoted(doc: QuotedDoc, sentence: Sentence) -> QuotedSpan | None:
    """The quotation that makes up most of a sentence and stands (nearly) at its beginning: ``Then, "we left."``."""
    end = doc.trim(sentence.start, sentence.end)
    for i in range(sentence.start, min(sentence.start + _LEADING_WORDS, end)):
        quoted = doc.quoted_at[i]
        if quoted is not None:
            return quoted if 2 * (quoted.end - quoted.start) >= end - sentence.start else None
    return second_half(doc, sentence, end)


def second_half(doc: QuotedDoc, sentence: Sentence, end: int) -> QuotedSpan | None:
    """``The new mayor, Ann Lee, "does not seem to have the votes."``: a quotation from its verb on, which ends the sentence."""
    quoted = doc.quoted_from(sentence.start)
    if quoted is None or quoted.end < end or doc.has_finite_verb(sentence.start, quoted.start):
        return None
    goes_on = doc.tag[quoted.start + 1] in FINITE and quoted.end - quoted.start >= LONG
    return quoted if goes_on and not doc.begins_upper(quoted) else None


def by_strength(a: Attribution) -> tuple[bool, bool, int]:
    """Which attribution of a sentence a following quotation belongs to: the strongest, the last, sorts last."""
    return a.rule == "beside", a.rule == "lead-in", a.cue[0]
