"""A lexicon changed while the worker runs: SIGHUP, as the runbook says."""

from __future__ import annotations

import json
import os
import signal

import pytest

from tests.broker.workers import until

pytestmark = [
    pytest.mark.model,
    pytest.mark.parametrize("broker_settings", [pytest.param("kafka", marks=pytest.mark.kafka)], indirect=True),
]

LEXICON = """
entries:
  - type: PROTEST
    verbs: [{verb}]
    subject: ["*"]
    match: ["Farmers {verb}ed the square."]
"""


def test_articles_after_a_hang_up_meet_the_new_lexicon_and_a_wrong_one_changes_nothing(
    service, traffic, start_worker, tmp_path
):
    lexicon = tmp_path / "lexicon.yaml"
    settings = service.model_copy(update={"processes": 1, "lexicon": lexicon})

    def hang_up(content, answer):
        lexicon.write_text(content)
        os.kill(worker.pid, signal.SIGHUP)
        until(lambda: answer in worker.said, what=answer)

    def lexicon_of_next_article():
        traffic.publish([{"id": f"a{len(traffic.published)}", "text": "The council met on Monday."}])
        article = reader.see(len(traffic.published), "enriched")[-1]
        return json.loads(article.value())["pipeline"]["lexicon"]

    lexicon.write_text(LEXICON.format(verb="zorbl"))
    worker = start_worker(settings, ("streamproc", "worker"))
    with traffic.reader("enriched") as reader:
        first = lexicon_of_next_article()
        hang_up(LEXICON.format(verb="zarbl"), "lexicon loaded")
        second = lexicon_of_next_article()
        hang_up("entries: nonsense", "lexicon.yaml: 'entries' must hold a list")
        third = lexicon_of_next_article()

    assert first != second == third
    assert worker.stop() == 0
