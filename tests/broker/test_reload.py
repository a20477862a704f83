"""A lexicon changed while the worker runs: SIGHUP, as the runbook says."""

from __future__ import annotations

import json
import os
import signal

import pytest

from tests.broker.workers import until

pytestmark = [
    pytest.mark.model,
    pytest.mark.broker,
    pytest.mark.parametrize(
        "broker_settings", ["embedded", pytest.param("kafka", marks=pytest.mark.kafka)], indirect=True
    ),
]

TEXT = "Police arrested two smugglers in Riga on Monday. The council condemned the raid. A gale stranded nine sailors."

OWN = """
types:
  x:STRANDING:
    definition: A ship runs aground.
    modes: [storm]
disable: [accuse/condemn]
entries:
  - type: x:STRANDING
    mode: storm
    verbs: strand
    object: [sailor]
    match: ["A gale stranded nine sailors."]
  - type: SANCTION
    replaces: coerce/arrest
    verbs: arrest
    object: ["*"]
    match: ["Police arrested two smugglers."]
"""

OTHER = """
entries:
  - type: PROTEST
    verbs: zorbl
    subject: ["*"]
    match: ["Farmers zorbled the square."]
"""


@pytest.fixture
def events_of_worker(service, traffic, start_worker, tmp_path):
    """A worker that runs under an operator's lexicon: ``ask`` for the events of an article, ``hang_up`` with other content."""

    class Asked:
        def __init__(self):
            self.lexicon = tmp_path / "own.yaml"
            self.lexicon.write_text(OWN)
            settings = service.model_copy(update={"processes": 1, "lexicon": self.lexicon})
            self.worker = start_worker(settings, ("streamproc", "worker"))

        def hang_up(self, content, answer):
            before = self.worker.said.count(answer)
            self.lexicon.write_text(content)
            os.kill(self.worker.pid, signal.SIGHUP)
            until(lambda: self.worker.said.count(answer) > before, what=answer)

        def ask(self, reader):
            traffic.publish([{"id": f"a{len(traffic.published)}", "text": TEXT}])
            record = json.loads(reader.see(len(traffic.published), "enriched")[-1].value())
            found = {(event["type"], event["rule"]) for event in record["events"]}
            return found, record["pipeline"]["lexicon"]

    return Asked()


def test_an_own_type_an_overridden_and_a_switched_off_entry_are_seen_in_records_also_after_a_hang_up(
    events_of_worker, traffic
):
    with traffic.reader("enriched") as reader:
        own, _ = events_of_worker.ask(reader)
        events_of_worker.hang_up(OTHER, "lexicon loaded")
        bundled, _ = events_of_worker.ask(reader)
        events_of_worker.hang_up(OWN, "lexicon loaded")
        own_again, _ = events_of_worker.ask(reader)

    assert {("x:STRANDING", "own/strand"), ("SANCTION", "own/arrest")} <= own
    assert not {"COERCE", "ACCUSE"} & {kind for kind, _ in own}
    assert {("COERCE", "coerce/arrest"), ("ACCUSE", "accuse/condemn")} <= bundled
    assert not {"x:STRANDING", "SANCTION"} & {kind for kind, _ in bundled}
    assert own_again == own
    assert events_of_worker.worker.stop() == 0


def test_a_wrong_lexicon_changes_nothing_is_explained_and_counted(events_of_worker, traffic):
    worker = events_of_worker.worker
    with traffic.reader("enriched") as reader:
        first = events_of_worker.ask(reader)
        events_of_worker.hang_up(OTHER.replace("type: PROTEST", "type: PROTSET"), "'PROTSET' is no type")
        second = events_of_worker.ask(reader)

    assert second == first
    assert "own.yaml: entry 1 (own/zorbl): type: 'PROTSET' is no type, did you mean 'PROTEST'?" in worker.said
    assert 'streamproc_reloads_total{result="refused"} 1.0' in worker.get("/metrics")[1]
    assert 'streamproc_reloads_total{result="loaded"} 0.0' in worker.get("/metrics")[1]
    assert worker.stop() == 0
