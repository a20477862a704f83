"""Attributions without a cue verb: ``according to``, ``her claim that``, colons and headlines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamproc.nlp.knowledge.roles import load_roles
from streamproc.nlp.quotes.attribution import Attribution
from streamproc.nlp.quotes.content_as_said import CAUSES
from streamproc.nlp.quotes.content_beside_cue import TITLE_WORDS
from streamproc.nlp.quotes.cue_clause import COMMAS
from streamproc.nlp.quotes.speaker_phrases import last_name, leading_subject, noun_after, noun_before, noun_phrase
from streamproc.nlp.quotes.subjects import author_of_noun

if TYPE_CHECKING:
    from collections.abc import Iterator

    from streamproc.nlp.quotes.quoted_doc import QuotedDoc
    from streamproc.nlp.quotes.quoted_text import QuotedSpan, Range
    from streamproc.nlp.quotes.sentences import Sentence

_NO_SOURCES = frozenset(["need", "needs", "size", "age", "rank", "ability", "taste", "custom", "tradition", "merit", "weight",
                         "height", "circumstances", "season", "demand", "priority", "priorities"])  # fmt: skip
"""By what something is done: ``according to size``."""
_ON_GOOD = ["it", "on", "good", "authority"]
_NEAR_THAT = 5
_LONGEST_OFFICE = 10
_OFFICE_TAGS = frozenset(["IN", "DT", "NN", "NNS", "NNP", "NNPS", "JJ", "CC"])
_HEADLINE_SPEAKER = 6
"""Words of a speaker in a headline, at most."""


def according_to(doc: QuotedDoc) -> Iterator[Attribution]:
    """``According to the ministry, the bridge will reopen.``."""
    for i in doc.indices_of("according"):
        if doc.quoted_at[i] is not None or i + 2 >= doc.tokens.size or doc.lower[i + 1] != "to":
            continue
        sentence = doc.sentence_of(i)
        noun = noun_after(doc, i + 2, sentence.end)
        if noun is None or doc.lower[noun] in _NO_SOURCES:
            continue
        if doc.lower[i - 1 - (doc.words[i - 1] == ",")] == "that" and any(
            cue in doc.cues for cue in range(max(i - _NEAR_THAT, sentence.start), i - 1)
        ):
            continue  # said that according to traffic cameras …
        whole = noun_phrase(doc, noun, i + 2, sentence.end)
        author = author_of_noun(doc, noun) if doc.lower[noun] in doc.cue_words.texts else None
        by = author is not None and noun < author < sentence.end  # a statement by the ministry
        named = noun_phrase(doc, author, noun + 1, sentence.end) if by and author is not None else whole
        named = name_set_off(doc, named, sentence) or named
        content = according_content(doc, sentence, i, named[1])
        if content:
            yield Attribution((i, i + 2), "neutral", content, named, "according-to", sentence, i)


def name_set_off(doc: QuotedDoc, named: Range, sentence: Sentence) -> Range | None:
    """``according to the Minister, Pablo Serrano,``: the name between commas behind a role."""
    at = named[1]
    if at < sentence.end and doc.tag[at] == "IN":  # the Minister of Fish and Trade, Pablo Serrano
        comma = next((j for j in range(at, min(at + _LONGEST_OFFICE, sentence.end)) if doc.words[j] == ","), at)
        at = comma if _OFFICE_TAGS.issuperset(doc.tag[at:comma]) else at
    mention = doc.mentions[at + 1] if at + 1 < sentence.end and doc.words[at] == "," else None
    if mention is None or mention.entity is None or mention.entity.type != "PERSON" or mention.span.start != at + 1:
        return None
    end = mention.span.end
    role = doc.lower[named[1] - 1] in load_roles().heads and doc.lower[named[0]] in {
        "the",
        "its",
        "their",
        "his",
        "her",
    }
    return (at + 1, end) if role and (end >= doc.trim(sentence.start, sentence.end) or doc.words[end] == ",") else None


def according_content(doc: QuotedDoc, sentence: Sentence, i: int, after: int) -> list[Range]:
    """The rest of the sentence around ``according to NAME``."""
    end = doc.trim(sentence.start, sentence.end)
    comma = next((j for j in range(after, end) if doc.words[j] in COMMAS), end)
    comma = after_apposition(doc, comma, end)
    right = [(comma + 1, end)] if comma + 1 < end else []
    if i <= sentence.start + 1:
        return right if doc.has_noun(comma + 1, end) else []
    if doc.lower[i - 1] in CAUSES:
        return [(named_to_end(doc, after), end)] if doc.has_finite_verb(after, end) else right
    left = (sentence.start, i)
    if doc.lower[i - 2] == "that" and doc.tag[i - 1] == "VBZ" and i - 2 > sentence.start:
        left = (sentence.start, i - 2)  # …, that's according to the mayor
    return [left] if doc.has_finite_verb(*left) or (right and is_role(doc, right[0])) else [left, *right]


def named_to_end(doc: QuotedDoc, after: int) -> int:
    """``because according to them(,) there is no room``: where what is said begins."""
    return after + (doc.words[after] in COMMAS)


def is_role(doc: QuotedDoc, span: Range) -> bool:
    """``according to Ann Lee, | deputy head of the club``: what somebody is."""
    start, end = span
    prep = next((i for i in range(start, end) if doc.tag[i] == "IN"), end)
    return prep > start and doc.lower[prep - 1] in load_roles().heads and not doc.has_finite_verb(start, end)


def after_apposition(doc: QuotedDoc, comma: int, end: int) -> int:
    """``according to Ann Lee, head of the club, it …``: the comma behind what she is, where a verb comes only after it."""
    after = next((j for j in range(comma + 1, end) if doc.words[j] == ","), end)
    if after >= end or doc.has_finite_verb(comma + 1, after) or not doc.has_finite_verb(after, end):
        return comma
    is_role = not load_roles().heads.isdisjoint(doc.lower[comma + 1 : after]) and doc.tag[comma + 1] not in {"IN", "DT"}
    return after if is_role or doc.tag[comma + 1] == "VBN" else comma


def by_noun(doc: QuotedDoc) -> Iterator[Attribution]:
    """``her claim that the bridge is safe``."""
    nouns = doc.cue_words.nouns
    for i in doc.indices_of("that"):
        clause = doc.head[i]
        noun = doc.head[clause]
        if doc.dep[i] != "mark" or doc.lower[noun] not in nouns or doc.tag[noun] not in {"NN", "NNS"}:
            continue
        if doc.dep[clause] not in {"acl", "ccomp"} or not noun < i < clause or doc.quoted_at[noun] is not None:
            continue
        sentence = doc.sentence_of(i)
        end = doc.whole_quoted(min(doc.tokens.right_edge(clause) + 1, doc.trim(sentence.start, sentence.end)))
        who = author_of_noun(doc, noun)
        named = noun_phrase(doc, who, sentence.start, sentence.end) if who is not None else None
        if named is None and doc.lower[noun] in {"revelation", "revelations"}:
            continue  # nobody's: it came out
        if i < end and (named is None or named[0] < named[1]):
            yield Attribution(
                (noun, noun + 1),
                nouns[doc.lower[noun]],
                [(i, end)],
                named,
                "noun",
                sentence,
                doc.tokens.left_edge(noun),
            )


def on_authority(doc: QuotedDoc) -> Iterator[Attribution]:
    """``The Post has it on good authority that the bridge is safe``."""
    for i in doc.indices_of("authority"):
        verb = i - len(_ON_GOOD)
        said_so = verb > 0 and doc.lower[verb + 1 : i] == _ON_GOOD[:-1] and doc.lower[i + 1 : i + 2] == ["that"]
        if not said_so or doc.lower[verb] not in {"has", "have", "had"} or doc.quoted_at[i] is not None:
            continue
        sentence = doc.sentence_of(i)
        who = noun_before(doc, verb, sentence.start)
        if who is not None:
            named, end = noun_phrase(doc, who, sentence.start, verb), doc.trim(sentence.start, sentence.end)
            yield Attribution((verb, i + 1), "claiming", [(i + 1, end)], named, "noun", sentence, named[0])


def by_colon(doc: QuotedDoc, claimed: set[QuotedSpan]) -> Iterator[Attribution]:
    """``The mayor was blunt: "It is over."``: a quotation after a colon that no cue word has."""
    for quoted in doc.quoted_spans:
        i = quoted.start - 1
        below = i > 0 and doc.words[i].isspace()
        i -= below
        if quoted in claimed or i < 0 or doc.words[i] != ":" or not doc.begins_upper(quoted):
            continue
        if quoted.end - quoted.start <= TITLE_WORDS:
            continue
        sentence = doc.sentence_of(i)
        if below and doc.cue_words.nouns.keys().isdisjoint(doc.lower[sentence.start : i]):
            continue  # "She made this comment:" above a quotation, but not "Read on:"
        who = leading_subject(doc, sentence.start, i)
        if who is None:
            who = last_name(doc, sentence.start, i)
        named = noun_phrase(doc, who, sentence.start, i) if who is not None else None
        yield Attribution((i, i + 1), "neutral", [(quoted.start, quoted.end)], named, "colon", sentence, sentence.start)


def in_headline(doc: QuotedDoc) -> Iterator[Attribution]:
    """``Bridge will reopen in May: mayor`` and ``Mayor: bridge will reopen``, in the title and the first line."""
    for sentence in doc.headlines():
        opening = doc.quoted_at[sentence.start]
        if (
            opening is not None
            and doc.words[opening.end : opening.end + 1] == [":"]
            and doc.has_finite_verb(opening.start, opening.end)
        ):
            colon = opening.end  # "He died in my arms": three killed in Riga
            yield Attribution(
                (colon, colon + 1),
                "neutral",
                [(opening.start, opening.end)],
                None,
                "headline",
                sentence,
                sentence.start,
            )
            continue
        colons = [i for i in range(sentence.start + 1, sentence.end - 1) if doc.words[i] == ":"]
        if len(colons) != 1:
            continue
        i, end = colons[0], sentence.end
        for named, content in (((i + 1, end), (sentence.start, i)), ((sentence.start, i), (i + 1, end))):
            leads = named[0] == sentence.start
            if is_name(doc, named, leads=leads) and content[1] - content[0] > named[1] - named[0]:
                yield Attribution((i, i + 1), "neutral", [content], named, "headline", sentence, sentence.start)
                break


def is_name(doc: QuotedDoc, span: Range, *, leads: bool) -> bool:
    """Is this nothing but somebody's name or role? A place that leads (``Turkey: girl found``) is where it happened."""
    tags = doc.tag[span[0] : span[1]]
    if not 0 < len(tags) <= _HEADLINE_SPEAKER or any(tag[:2] not in {"NN", "DT", "IN", "JJ", "PO"} for tag in tags):
        return False
    head = next((i - 1 for i in range(span[0] + 1, span[1]) if doc.tag[i] == "IN"), span[1] - 1)
    return somebody(doc, head, places=not leads)


def somebody(doc: QuotedDoc, i: int, *, places: bool) -> bool:
    """Is this word of a person's, an organisation's or (``places``) a government's name, or a role?"""
    mention = doc.mentions[i]
    if mention is not None and mention.entity is not None:
        return mention.entity.type in ({"PERSON", "ORG", "GPE", "NORP"} if places else {"PERSON", "ORG"})
    return doc.lower[i] in load_roles().heads
