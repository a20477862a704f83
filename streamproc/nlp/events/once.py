"""One happening, one event: from what each trigger tells to what an article tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamproc.nlp.events.background import with_their_past
from streamproc.nlp.events.happenings import told_together
from streamproc.nlp.events.harm import with_somebody_harmed, with_their_harm
from streamproc.nlp.events.merging import merged
from streamproc.nlp.events.named_again import named_once
from streamproc.nlp.events.retellings import headline_retold
from streamproc.nlp.events.steps import steps_together

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from streamproc.nlp.doc.drafts import EventDraft
    from streamproc.nlp.events.happenings import Telling
    from streamproc.nlp.lexicon.taxonomy import EventType


def each_happening_once(
    tellings: Sequence[Telling], headline: int, lower: Sequence[str], types: Mapping[str, EventType]
) -> list[EventDraft]:
    """The events of an article in the order of the text.

    ``headline``: tokens of the headline; ``lower``: the words of the Doc in lower case.
    """
    events = merged(told_together(tellings, lower), lower)
    with_their_past(events)
    events = named_once(steps_together(events, lower), lower)
    events = with_somebody_harmed(with_their_harm(events, types))
    return headline_retold(events, headline, lower, types)
