"""Attributions without a cue verb: ``according to``, ``her claim that``, colons and headlines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamproc.nlp.knowledge.roles import load_roles
from streamproc.nlp.quotes.attribution import Attribution
from streamproc.nlp.quotes.content_beside_cue import TITLE_WORDS
from streamproc.nlp.quotes.cue_clause import COMMAS
from streamproc.nlp.quotes.cue_words import cue_nouns
from streamproc.nlp.quotes.speaker_phrases import author_of_noun, last_name, leading_subject, noun_after, noun_phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from streamproc.nlp.quotes.quoted_doc import Page, Range, Region, Sentence

_HEADLINE_SPEAKER = 6
"""Words of a speaker in a headline, at most."""


def according_to(page: Page) -> Iterator[Attribution]:
    """``According to the ministry, the bridge will reopen.``."""
    for i in page.indices_of("according"):
        if page.region_at[i] is not None or i + 2 >= page.tokens.size or page.lower[i + 1] != "to":
            continue
        sentence = page.sentence_of(i)
        noun = noun_after(page, i + 2, sentence.end)
        if noun is None:
            continue
        named = noun_phrase(page, noun, i + 2, sentence.end)
        content = according_content(page, sentence, i, named[1])
        if content:
            yield Attribution((i, i + 2), "neutral", content, named, "according-to", sentence, i)


def according_content(page: Page, sentence: Sentence, i: int, after: int) -> list[Range]:
    """The rest of the sentence around ``according to NAME``."""
    end = page.trim(sentence.start, sentence.end)
    comma = next((j for j in range(after, end) if page.words[j] in COMMAS), end)
    right = [(comma + 1, end)] if comma + 1 < end else []
    if i <= sentence.start + 1:
        return right
    left = (sentence.start, i)
    return [left] if page.has_finite_verb(*left) else [left, *right]


def by_noun(page: Page) -> Iterator[Attribution]:
    """``her claim that the bridge is safe``."""
    nouns = cue_nouns()
    for i in page.indices_of("that"):
        clause = page.head[i]
        noun = page.head[clause]
        if page.dep[i] != "mark" or page.lower[noun] not in nouns or page.tag[noun] not in {"NN", "NNS"}:
            continue
        if page.dep[clause] not in {"acl", "ccomp"} or not noun < i < clause or page.region_at[noun] is not None:
            continue
        sentence = page.sentence_of(i)
        end = page.whole_regions(min(page.tokens.right_edge(clause) + 1, page.trim(sentence.start, sentence.end)))
        who = author_of_noun(page, noun)
        named = noun_phrase(page, who, sentence.start, sentence.end) if who is not None else None
        if i < end and (named is None or named[0] < named[1]):
            yield Attribution(
                (noun, noun + 1),
                nouns[page.lower[noun]],
                [(i, end)],
                named,
                "noun",
                sentence,
                page.tokens.left_edge(noun),
            )


def by_colon(page: Page, claimed: set[Region]) -> Iterator[Attribution]:
    """``The mayor was blunt: "It is over."``: a quotation after a colon that no cue word has."""
    for region in page.regions:
        i = region.start - 1
        if region in claimed or i < 0 or page.words[i] != ":" or not page.begins_upper(region):
            continue
        if region.end - region.start <= TITLE_WORDS:
            continue
        sentence = page.sentence_of(i)
        who = leading_subject(page, sentence.start, i)
        if who is None:
            who = last_name(page, sentence.start, i)
        named = noun_phrase(page, who, sentence.start, i) if who is not None else None
        yield Attribution((i, i + 1), "neutral", [(region.start, region.end)], named, "colon", sentence, sentence.start)


def in_headline(page: Page) -> Iterator[Attribution]:
    """``Bridge will reopen in May: mayor`` and ``Mayor: bridge will reopen``, in the title and the first line."""
    for sentence in page.headlines():
        colons = [i for i in range(sentence.start + 1, sentence.end - 1) if page.words[i] == ":"]
        if len(colons) != 1:
            continue
        i, end = colons[0], sentence.end
        for named, content in (((i + 1, end), (sentence.start, i)), ((sentence.start, i), (i + 1, end))):
            if is_name(page, named) and content[1] - content[0] > named[1] - named[0]:
                yield Attribution((i, i + 1), "neutral", [content], named, "headline", sentence, sentence.start)
                break


def is_name(page: Page, span: Range) -> bool:
    """Is this nothing but somebody's name or role?"""
    tags = page.tag[span[0] : span[1]]
    if not 0 < len(tags) <= _HEADLINE_SPEAKER or any(tag[:2] not in {"NN", "DT", "IN", "JJ", "PO"} for tag in tags):
        return False
    return any(somebody(page, i) for i in range(*span))


def somebody(page: Page, i: int) -> bool:
    """Is this word of a person's, an organisation's or a government's name, or a role?"""
    mention = page.mentions[i]
    if mention is not None and mention.entity is not None:
        return mention.entity.type in {"PERSON", "ORG", "GPE", "NORP"}
    return page.lower[i] in load_roles().heads
