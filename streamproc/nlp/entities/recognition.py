"""Entities: repair of the recogniser's spans and types, with what the layout, the gazetteer and the article itself tell.

The model sees a few words at a time. An article names people in full once and by surname later, defines its acronyms,
has a dateline and credits; what places there are and what names are made of is in data files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamproc.nlp.doc.annotations import credits_of, dateline_of, tokens_of
from streamproc.nlp.doc.entity_spans import Ent, read_ents, write_ents
from streamproc.nlp.entities import boundaries, types
from streamproc.nlp.entities.boundaries import GUESSES, Sheet, TokenIndex
from streamproc.nlp.knowledge.gazetteer_index import gazetteer
from streamproc.nlp.knowledge.given_names import given_names
from streamproc.nlp.knowledge.roles import load_roles

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc

    from streamproc.nlp.knowledge.data_files import OperatorFiles


def load(_: OperatorFiles) -> Callable[[Doc], Doc]:
    """The component with its word lists, given names and the gazetteer."""
    for read in (boundaries.load_words, load_roles, given_names, gazetteer):
        read()
    return entities


def entities(doc: Doc) -> Doc:
    """Set ``doc.ents``."""
    sheet = read_sheet(doc)
    for rule in RULES:
        rule(sheet)
    write_sheet(sheet)
    return doc


def read_sheet(doc: Doc) -> Sheet:
    """The words and tags as lists, and the model's names."""
    tokens = tokens_of(doc)
    ents = read_ents(doc)
    return Sheet(
        doc,
        tokens.text,
        tokens.lower,
        tokens.tag,
        ents=[ent for ent in ents if ent.label in GUESSES],
        others=[ent for ent in ents if ent.label not in GUESSES],
    )


def write_sheet(sheet: Sheet) -> None:
    """Set the Doc's entities; of overlapping ones the first wins, then the longer."""
    chosen = []
    free = 0
    for ent in sorted((*sheet.ents, *sheet.others), key=lambda ent: (ent.start, -ent.end)):
        if ent.start >= free and ent.end > ent.start:
            chosen.append(ent)
            free = ent.end
    write_ents(sheet.doc, chosen)


def without_credits(sheet: Sheet) -> None:
    """Agencies and photographers in credits, and a dateline's outlet, are not entities of the story."""
    credits_ = credits_of(sheet.doc)
    if credits_:
        index = TokenIndex(sheet)
        for start, end in credits_:
            inside = sheet.doc.char_span(start, end, alignment_mode="expand")
            if inside is not None:
                index.clear(inside.start, inside.end)
        index.write()


def with_dateline(sheet: Sheet) -> None:
    """A dateline names a place or more (``GLASGOW, Ky.``), whatever the model took it for."""
    dateline = dateline_of(sheet.doc)
    if dateline is None or dateline.place is None:
        return
    inside = sheet.doc.char_span(*dateline.place, alignment_mode="contract")
    whole = sheet.doc.char_span(dateline.start, dateline.end, alignment_mode="expand")
    if inside is None or whole is None:
        return
    sheet.ents = [ent for ent in sheet.ents if ent.end <= whole.start or ent.start >= whole.end]
    start = inside.start
    for i in range(inside.start, inside.end + 1):
        if i == inside.end or sheet.words[i] in (",", ",,", "/", "&"):
            if i > start:
                sheet.ents.append(Ent(start, i, "GPE"))
            start = i + 1


RULES = (
    without_credits,
    with_dateline,
    boundaries.trim,
    boundaries.trim_roles,
    boundaries.drop_generic,
    boundaries.join_nicknames,
    boundaries.extend_people,
    types.type_known,
    boundaries.define_acronyms,
    types.people_after_titles,
    types.by_article,
    boundaries.speaker_labels,
    boundaries.headlines,
    boundaries.spread,
    boundaries.find_known,
    without_credits,
)
"""In order; each takes the sheet that the last one left. Credits are looked at again for names found since."""
