"""Quotations: who said what, in whose words, and by which word it is attributed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Span

from streamproc.nlp.doc.annotations import annotations_of
from streamproc.nlp.doc.drafts import QuoteDraft
from streamproc.nlp.knowledge.given_names import given_names
from streamproc.nlp.knowledge.roles import load_roles
from streamproc.nlp.quotes.attribution import attribution
from streamproc.nlp.quotes.attribution_without_verb import according_to, by_colon, by_noun, in_headline, on_authority
from streamproc.nlp.quotes.confidence import confidence
from streamproc.nlp.quotes.continuations import begin_earlier, continue_quotations, paragraphs_alone, paragraphs_between
from streamproc.nlp.quotes.cue_words import CueWords, load_cue_words
from streamproc.nlp.quotes.labelled_turns import labelled_turns
from streamproc.nlp.quotes.quotation_marks import DASHES
from streamproc.nlp.quotes.quoted_doc import QuotedDoc, anchor_words
from streamproc.nlp.quotes.speaker_resolution import HE_OR_SHE, SpeakerResolver

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from streamproc.article import QuoteType
    from streamproc.nlp.knowledge.data_files import OperatorFiles
    from streamproc.nlp.quotes.attribution import Attribution
    from streamproc.nlp.quotes.quoted_text import QuotedSpan

_OUTER = frozenset([",", ":", ";", *DASHES])
_DIRECT_SHARE = 0.9


def load(files: OperatorFiles) -> Quotations:
    """The component with given names, role words and cue words, an operator's own before the bundled ones.

    Raises:
        ConfigurationError: a file of cue words is missing or not as described.
    """
    given_names()
    load_roles()
    return Quotations(load_cue_words(files.cues, files.base_form))


class Quotations:
    """The component: sets ``doc._.quotes``, in order of appearance, and how later ones can ask whom words mean."""

    def __init__(self, cue_words: CueWords) -> None:
        self.version = cue_words.hash
        self._cue_words = cue_words
        self._anchors = anchor_words(cue_words)

    def __call__(self, doc: Doc) -> Doc:
        quoted_doc = QuotedDoc(doc, self._cue_words, self._anchors)
        speakers = SpeakerResolver(quoted_doc)
        annotations = annotations_of(doc)
        annotations.quotes, annotations.resolve = quotes_in(quoted_doc, speakers), speakers.entity_of
        return doc


def quotes_in(quoted_doc: QuotedDoc, speakers: SpeakerResolver) -> list[QuoteDraft]:
    """The quotations of a text, in order of appearance."""
    turns = labelled_turns(quoted_doc)
    spoken = {i for turn in turns for start, end in turn.content for i in range(start, end)}
    found: list[Attribution] = []
    for verb, cue in quoted_doc.cues.items():
        if verb in spoken:
            continue
        made = attribution(quoted_doc, verb, cue, found[-1] if found else None)
        if made is not None:
            found.append(made)
    others = (*according_to(quoted_doc), *by_noun(quoted_doc), *on_authority(quoted_doc), *in_headline(quoted_doc))
    found += [a for a in others if a.cue[0] not in spoken]
    found = [a for a in found if not any(start in spoken for start, _ in a.content)]
    found = [*turns, *without_nested(quoted_doc, without_sources(quoted_doc, each_quotation_once(quoted_doc, found)))]
    attributed = quotations_in(quoted_doc, found)
    colons = list(by_colon(quoted_doc, attributed))
    found += colons
    attributed |= quotations_in(quoted_doc, colons)
    begin_earlier(quoted_doc, found, attributed)
    continue_quotations(quoted_doc, found, attributed)
    attributed = quotations_in(quoted_doc, found)
    found += paragraphs_alone(quoted_doc, found, attributed)
    found += paragraphs_between(quoted_doc, found, attributed)
    drafts = [d for a in sorted(found, key=lambda a: a.cue) if (d := draft(quoted_doc, a, speakers)) is not None]
    return sorted(drafts, key=lambda d: (d.segments[0][0], -d.segments[-1][1]))


def each_quotation_once(doc: QuotedDoc, found: list[Attribution]) -> list[Attribution]:
    """Of two cues for one quotation the one beside it counts: ``X told me, "…," Lee said``."""
    beside = {doc.quoted_at[end - 1] for a in found if a.rule == "beside" for _, end in a.content}
    return [a for a in found if a.rule not in {"lead-in", "announced"} or doc.quoted_at[a.content[0][0]] not in beside]


def is_quoted_by(doc: QuotedDoc, a: Attribution) -> bool:
    """``"…," Lee said, quoted by the BBC``."""
    return doc.tag[a.cue[0]] == "VBN" and doc.lower[a.cue[0]] in {"quoted", "cited", "reported"}


def without_sources(doc: QuotedDoc, found: list[Attribution]) -> list[Attribution]:
    """Without whom the writer has a quotation from: ``"…," the police said, according to the BBC``."""
    beside = [a.cue[0] for a in found if a.rule == "beside"]
    begun = {a.speaker[0]: a for a in found if a.rule == "complement" and a.speaker is not None}
    return [
        a
        for a in found
        if not (a.rule == "according-to" or is_quoted_by(doc, a))
        or not (any(start <= cue < end for start, end in a.content for cue in beside) or is_own_report(doc, a, begun))
    ]


def is_own_report(doc: QuotedDoc, a: Attribution, begun: dict[int, Attribution]) -> bool:
    """``According to the March report, Norvik said sales fell``: where it was said is no other speaker."""
    if a.rule != "according-to" or a.speaker is None or doc.lower[a.speaker[1] - 1] not in doc.cue_words.texts:
        return False
    inner = begun.get(a.content[0][0])
    return inner is not None and inner.content[0][1] >= a.content[0][1]


def without_nested(doc: QuotedDoc, found: list[Attribution]) -> list[Attribution]:
    """Without what somebody is quoted as saying that somebody said.

    A cue at the end of another's complement may embrace it: ``X said the vote was fair, the BBC reported``.
    """
    kept: list[Attribution] = []
    open_until = 0  # the end of the last complement that was kept
    outer: Attribution | None = None
    for a in sorted(found, key=lambda a: a.cue):
        twice = outer is not None and says_it_twice(doc, a, outer)
        if outer is not None and (a.cue[0] < open_until or twice):
            if a.content[0][0] > outer.cue[0]:
                continue
            start, end = outer.content[0]
            outer.content[0] = start, max(min(end, a.start), start + 1)
            if twice:
                continue
        kept.append(a)
        if a.rule == "complement":
            outer, open_until = a, a.content[0][1]
    return kept


def says_it_twice(doc: QuotedDoc, a: Attribution, outer: Attribution) -> bool:
    """``Lee said in a speech that trade should grow, she added.``: a pronoun at the end means the one who said it."""
    pronoun = a.speaker is not None and a.speaker[1] - a.speaker[0] == 1 and doc.lower[a.speaker[0]] in HE_OR_SHE
    return (
        pronoun
        and a.rule == "in-passing"
        and outer.speaker is not None
        and a.content[0][0] <= outer.speaker[0] < a.content[0][1]
    )


def quotations_in(doc: QuotedDoc, found: list[Attribution]) -> set[QuotedSpan]:
    """The quotations that are attributed."""
    spans = [content for a in found for content in a.content]
    return {quoted for start, end in spans for quoted in doc.quoted_in(start, end)}


def draft(doc: QuotedDoc, a: Attribution, speakers: SpeakerResolver) -> QuoteDraft | None:
    whole = a.rule == "label"
    segments = [s for content in a.content if (s := characters(doc, *doc.whole(*content), whole=whole)) is not None]
    if not segments:
        return None
    speaker = Span(doc.spacy_doc, *a.speaker) if a.speaker else None  # ``doc[start:end]`` takes three times as long
    entity, name = speakers.resolve(speaker) if speaker is not None else (None, None)
    addressee = Span(doc.spacy_doc, *a.addressee) if a.addressee else None
    if a.entity is not None:
        entity, name = a.entity, a.entity.name
        speakers.last = entity
    kind = "direct" if whole else type_of(doc, segments)
    return QuoteDraft(
        type=kind,
        confidence=confidence(doc, a, kind),
        segments=segments,
        cue=Span(doc.spacy_doc, *a.cue),
        cue_class=a.cue_class,
        speaker=speaker,
        speaker_entity=entity,
        speaker_name=name,
        addressee=addressee,
        addressee_entity=speakers.entity_of(addressee) if addressee is not None else None,
    )


def characters(doc: QuotedDoc, start: int, end: int, *, whole: bool = False) -> tuple[int, int] | None:
    """Character offsets of a token range, without outer marks, spaces and commas; ``whole``: with its full stop."""
    words, offsets = doc.words, doc.offsets
    first = doc.quoted_at[start]
    if first is not None and first.start == start and first.end - 1 <= end <= first.end:
        return first.marks.inner_start, first.marks.inner_end
    while start < end and (words[start].isspace() or words[start] in _OUTER):
        start += 1
    while end > start and (
        words[end - 1].isspace() or words[end - 1] in _OUTER or (words[end - 1] == "." and not whole)
    ):
        end -= 1
    if start >= end:
        return None
    if words[end : end + 1] == [")"] and "(" in words[start:end] and ")" not in words[start:end]:
        end += 1
    if start and words[start - 1][:2] == "--" and words[start - 1][2:].isalpha() and words[start].islower():
        return offsets[start - 1] + 2, offsets[end - 1] + len(words[end - 1])  # a dateline's dash: --At | least two
    return offsets[start], offsets[end - 1] + len(words[end - 1])


def type_of(doc: QuotedDoc, segments: list[tuple[int, int]]) -> QuoteType:
    """Direct when (nearly) all words stand in quotation marks, mixed when some do."""
    inside = 0
    for start, end in segments if doc.quoted_spans else ():
        for quoted in doc.quoted_between(start, end):
            low, high = max(start, quoted.marks.inner_start), min(end, quoted.marks.inner_end)
            if low < high:
                inside += doc.text.count(" ", low, high) + 1
    if not inside:
        return "indirect"
    words = sum([doc.text.count(" ", start, end) + 1 for start, end in segments])
    return "direct" if inside >= _DIRECT_SHARE * words else "mixed"
