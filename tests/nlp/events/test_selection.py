"""Of several entries on the same words: which one an event is tagged by."""

from __future__ import annotations

import pytest

from streamproc.article import Article
from streamproc.nlp.pipeline import assemble

pytestmark = pytest.mark.model


@pytest.fixture
def rules_in(pipeline, tmp_path):
    """Types and rules of the events in a text, under an operator's own lexicon file."""

    def rules_in(lexicon, text):
        path = tmp_path / "own.yaml"
        path.write_text(lexicon, encoding="utf-8")
        [enrichment] = assemble(pipeline.nlp, pipeline.gemm, [path]).enrich([Article(id="a", text=text)])
        return {(event.type, event.rule) for event in enrichment.events}

    return rules_in


def test_an_operators_entry_wins_over_bundled_ones_on_the_same_words(rules_in):
    lexicon = 'entries: [{type: SANCTION, verbs: arrest, object: ["*"], match: "Police arrested two men."}]'

    assert rules_in(lexicon, "Police arrested two smugglers in Riga.") == {("SANCTION", "own/arrest")}


def test_a_bundled_entry_that_is_switched_off_tags_nothing(rules_in):
    text = "Rita Ola hugged the referee. Smugglers were detained in Riga."
    off = "disable: [coerce/arrest, coerce/arrest-police, coerce/arrest-gpe]"

    assert ("COERCE", "coerce/arrest") in rules_in('entries: [{type: COERCE, verbs: zorbl, match: "x"}]', text)
    assert "COERCE" not in {kind for kind, _ in rules_in(off, text)}


def test_an_event_of_an_own_type_has_its_mode_and_counts(pipeline, tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text("""
types:
  x:STRANDING:
    definition: A ship runs aground.
    modes: [storm]
    codes: {fleet: "S-4"}
    counts_own: {"*": affected}
    counts: [affected]
entries:
  - {type: "x:STRANDING", mode: storm, verbs: strand, object: [sailor], match: "A gale stranded nine sailors."}
""")
    [enrichment] = assemble(pipeline.nlp, pipeline.gemm, [path]).enrich(
        [Article(id="a", text="A gale stranded nine sailors off Skagen on Friday.")]
    )

    [event] = [event for event in enrichment.events if event.type == "x:STRANDING"]
    assert (event.mode, event.rule, dict(event.codes)) == ("storm", "own/strand", {"fleet": "S-4"})
    assert [(count.kind, count.value) for count in event.counts] == [("affected", 9)]
