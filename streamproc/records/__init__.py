"""Records: what leaves the service and how to read it again. Light: importing this loads neither spaCy nor Faust.

    from streamproc.records import parse_quote

    record = parse_quote(message.value())
    if record.quote.speaker:
        print(record.quote.speaker.name, "said:", record.quote.span.text)

``parse(topic, value)`` finds the function for a topic. Fields that a later version adds are ignored.
"""

from streamproc.records.facets import FACETS
from streamproc.records.messages import InvalidRecord
from streamproc.records.reading import (
    PARSERS,
    parse,
    parse_copy,
    parse_dead_letter,
    parse_enriched,
    parse_entity,
    parse_event,
    parse_quote,
    parse_story,
)
from streamproc.records.values import (
    CopyRecord,
    DeadLetter,
    EnrichedArticle,
    EntityRecord,
    EventRecord,
    ParsedRecord,
    QuoteRecord,
    Revision,
    StoryRecord,
)
from streamproc.records.writing import (
    Record,
    content_hash,
    enriched_article,
    origin_of,
    records_of,
    with_revision,
    withdrawn_article,
    write,
)

__all__ = [
    "FACETS",
    "PARSERS",
    "CopyRecord",
    "DeadLetter",
    "EnrichedArticle",
    "EntityRecord",
    "EventRecord",
    "InvalidRecord",
    "ParsedRecord",
    "QuoteRecord",
    "Record",
    "Revision",
    "StoryRecord",
    "content_hash",
    "enriched_article",
    "origin_of",
    "parse",
    "parse_copy",
    "parse_dead_letter",
    "parse_enriched",
    "parse_entity",
    "parse_event",
    "parse_quote",
    "parse_story",
    "records_of",
    "with_revision",
    "withdrawn_article",
    "write",
]
