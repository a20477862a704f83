"""Who said what."""

from __future__ import annotations

from typing import Annotated, Literal, NamedTuple

from streamproc.article.described import flat, said
from streamproc.article.entities import EntityId, EntityName
from streamproc.article.spans import WORDS_FIRST, TextSpan

QuoteType = Literal["direct", "indirect", "mixed"]

PAIR = {
    "type": "array",
    "description": "start and end",
    "items": {"type": "integer", "minimum": 0},
    "minItems": 2,
    "maxItems": 2,
}


class Reference(NamedTuple):
    """Words that refer to somebody or something, and whom they mean where that is known."""

    span: Annotated[TextSpan, flat()]
    entity_id: EntityId
    name: EntityName


class Quote(NamedTuple):
    """A quotation."""

    id: Annotated[
        str,
        said(
            "derived from the article, the words and those that name the speaker; it stays when the quotation moves",
            minLength=1,
        ),
    ]
    type: Annotated[QuoteType, said("in quotation marks, reported, or both")]
    span: Annotated[TextSpan, flat(WORDS_FIRST)]
    segments: Annotated[
        tuple[tuple[int, int], ...],
        said("the parts of the quotation, without what interrupts it", items=PAIR, minItems=1),
    ]
    cue: Annotated[
        TextSpan | None,
        said(
            "the words that introduce it",
            order=WORDS_FIRST,
            object_name="cue",
            object_description="The words that introduce the quotation.",
        ),
    ]
    cue_class: Annotated[str | None, said("what kind of saying: say, ask, deny…", name="class", within="cue")]
    speaker: Annotated[Reference | None, said("who said it")]
    addressee: Annotated[Reference | None, said("to whom")]
    confidence: Annotated[float, said("how sure this is a quotation of that speaker", minimum=0, maximum=1)]
    entities: Annotated[
        tuple[str, ...], said("ids of the entities named inside the quotation: who talks about whom", older=())
    ] = ()
