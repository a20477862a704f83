"""What leaves the pipeline: ids that tell records apart."""

from streamproc.article import Article
from streamproc.nlp.doc.drafts import EntityDraft, EventDraft, EvidenceDraft
from streamproc.nlp.enrichment import read


def test_events_of_one_word_and_namesakes_get_ids_of_their_own(pipeline):
    [doc] = pipeline.docs([Article(id="a", text="Police arrested Joe Smith.")])
    doc._.entities = [EntityDraft("PERSON", "Smith", []), EntityDraft("PERSON", "Smith", [])]
    doc._.events = [EventDraft("COERCE", [EvidenceDraft(doc[:], doc[1:2])], mode=mode) for mode in ("arrest", "raid")]
    doc._.quotes = []

    first, second = read(doc, pipeline.info), read(doc, pipeline.info)

    assert len({entity.id for entity in first.entities}) == len({event.id for event in first.events}) == 2
    assert first == second
