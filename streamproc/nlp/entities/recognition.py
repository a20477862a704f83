"""Entities: repair of the recognizer's spans and types, with what the layout, the gazetteer and the article itself tell.

The model sees a few words at a time. An article names people in full once and by surname later, defines its acronyms,
has a dateline and credits; what places there are and what names are made of is in data files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamproc.nlp.doc.annotations import credits_of, dateline_of, tokens_of
from streamproc.nlp.doc.entity_spans import Ent, read_ents, write_ents
from streamproc.nlp.entities import (
    acronyms,
    boundaries,
    clubs,
    cut_names,
    head_words,
    headline_names,
    interview_labels,
    introduced_names,
    joined_names,
    known_organisations,
    known_people,
    known_types,
    located_names,
    misread_names,
    missed_names,
    name_words,
    pieces_of_people,
    portfolios,
    quoted_titles,
    river_names,
    rows_of_people,
    sentence_starts,
    streets,
    teams,
    told_beside,
    told_by_nouns,
    types,
)
from streamproc.nlp.entities.span_list import GUESSES, SpanEdits, SpanList
from streamproc.nlp.knowledge.gazetteer_index import gazetteer
from streamproc.nlp.knowledge.given_names import given_names
from streamproc.nlp.knowledge.roles import load_roles

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc

    from streamproc.nlp.knowledge.data_files import OperatorFiles


def load(_: OperatorFiles) -> Callable[[Doc], Doc]:
    """The component with its word lists, given names and the gazetteer."""
    for read in (
        name_words.load_words,
        load_roles,
        given_names,
        gazetteer,
        known_organisations.known_organisations,
        known_people.known_people,
    ):
        read()
    return recognize_entities


def recognize_entities(doc: Doc) -> Doc:
    """Set ``doc.ents``."""
    spans = read_spans(doc)
    for rule in RULES:
        rule(spans)
    write_spans(spans)
    return doc


def read_spans(doc: Doc) -> SpanList:
    """The words and tags as lists, and the model's names."""
    tokens = tokens_of(doc)
    ents = read_ents(doc)
    return SpanList(
        doc,
        tokens.text,
        tokens.lower,
        tokens.tag,
        ents=[ent for ent in ents if ent.label in GUESSES],
        others=[ent for ent in ents if ent.label not in GUESSES],
    )


def write_spans(spans: SpanList) -> None:
    """Set the Doc's entities; of overlapping ones the first wins, then the longer."""
    chosen = []
    free = 0
    for ent in sorted((*spans.ents, *spans.others), key=lambda ent: (ent.start, -ent.end)):
        if ent.start >= free and ent.end > ent.start:
            chosen.append(ent)
            free = ent.end
    write_ents(spans.doc, chosen)


def without_credits(spans: SpanList) -> None:
    """Agencies and photographers in credits, and a dateline's outlet, are not entities of the story."""
    credits_ = credits_of(spans.doc)
    if credits_:
        index = SpanEdits(spans)
        for start, end in credits_:
            inside = spans.doc.char_span(start, end, alignment_mode="expand")
            if inside is not None:
                index.clear(inside.start, inside.end)
        index.write()


def with_dateline(spans: SpanList) -> None:
    """A dateline names a place or more (``GLASGOW, Ky.``), whatever the model took it for."""
    dateline = dateline_of(spans.doc)
    if dateline is None or dateline.place is None:
        return
    inside = spans.doc.char_span(*dateline.place, alignment_mode="contract")
    whole = spans.doc.char_span(dateline.start, dateline.end, alignment_mode="expand")
    if inside is None or whole is None:
        return
    spans.ents = [ent for ent in spans.ents if ent.end <= whole.start or ent.start >= whole.end]
    start = inside.start
    for i in range(inside.start, inside.end + 1):
        if i == inside.end or spans.words[i] in (",", ",,", "/", "&"):
            if i > start:
                spans.ents.append(Ent(start, i, "GPE"))
            start = i + 1


RULES = (
    without_credits,
    with_dateline,
    cut_names.capital_dateline,
    boundaries.trim,
    boundaries.trim_roles,
    boundaries.drop_generic,
    sentence_starts.drop_starts,
    misread_names.misread,
    portfolios.drop_portfolios,
    teams.cut_at_verb,
    missed_names.find_whole,
    boundaries.join_nicknames,
    boundaries.extend_people,
    pieces_of_people.pieces_of_people,
    known_types.type_known,
    known_organisations.find_organisations,
    known_people.find_people,
    joined_names.join_names,
    cut_names.cut_names,
    told_beside.told_beside,
    acronyms.define_acronyms,
    types.people_after_titles,
    located_names.located,
    located_names.described,
    types.by_article,
    teams.teams,
    interview_labels.speaker_labels,
    headline_names.headlines,
    introduced_names.short_names,
    cut_names.titled_people,
    missed_names.spread,
    missed_names.find_known,
    head_words.head_words,
    river_names.river_names,
    streets.streets,
    told_by_nouns.told_by_nouns,
    rows_of_people.rows_of_people,
    introduced_names.introduced_names,
    clubs.clubs,
    quoted_titles.quoted_titles,
    told_beside.told_at_last,
    misread_names.misread_at_last,
    without_credits,
)
"""In order; each takes the spans that the last one left. Credits are looked at again for names found since."""
