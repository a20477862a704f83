"""The domain's values: an article as received, and what was found in it.

Immutable, standard library only; what an article has dozens of are named tuples, made in half of a dataclass's time.
What goes into records says so itself (``described``): there is no other place that describes a record.
"""

from streamproc.article.enrichment import Enrichment, PipelineInfo
from streamproc.article.entities import Entity, Geo, Mention, MentionKind
from streamproc.article.events import Basis, Count, DateValue, EventTag, Evidence, Participant, Place, Scope
from streamproc.article.quotes import Quote, QuoteType, Reference
from streamproc.article.received import Article, Note
from streamproc.article.spans import Field, TextSpan, Zone, ZoneKind

__all__ = [
    "Article",
    "Basis",
    "Count",
    "DateValue",
    "Enrichment",
    "Entity",
    "EventTag",
    "Evidence",
    "Field",
    "Geo",
    "Mention",
    "MentionKind",
    "Note",
    "Participant",
    "PipelineInfo",
    "Place",
    "Quote",
    "QuoteType",
    "Reference",
    "Scope",
    "TextSpan",
    "Zone",
    "ZoneKind",
]
