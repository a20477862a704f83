"""How sure an event is: weights of clues that labels trained."""

from __future__ import annotations

import pytest

from streamproc.nlp.events.scorer import Clues, Scorer, load_scorer
from streamproc.nlp.events.scores import is_sure


def probability(scorer, *said, event_type="ASSAULT"):
    return scorer.probability(Clues(event_type, (), [scorer.group(said)], ()))


def test_clues_add_up_to_a_probability():
    scorer = Scorer({"trigger:arrest": 2.0, "actor:none": -2.0}, bias=0.0)

    assert probability(scorer) == 0.5
    assert probability(scorer, "trigger:arrest", "actor:none") == 0.5
    assert probability(scorer, "trigger:arrest") == pytest.approx(0.881, abs=0.001)
    assert probability(scorer, "of no weight") == 0.5


def test_what_is_said_counts_for_the_type_of_the_event_too():
    scorer = Scorer({"actor:none": -1.0}, bias=0.0, typed={"ASSAULT": {"actor:none": 3.0}})

    assert probability(scorer, "actor:none") == pytest.approx(0.881, abs=0.001)
    assert probability(scorer, "actor:none", event_type="AID") == pytest.approx(0.269, abs=0.001)
    assert Clues("AID", (), [scorer.group(["actor:none"])], ()).words() == ["actor:none", "AID|actor:none"]


def test_a_clue_counts_once_in_its_group():
    scorer = Scorer({"actor:ORG": 2.0}, bias=0.0)

    assert probability(scorer, "actor:ORG", "actor:ORG") == probability(scorer, "actor:ORG")


def test_headline_and_lead_may_be_less_sure_than_what_stands_further_down():
    assert is_sure(0.3, 0.35, position=1.0)
    assert not is_sure(0.3, 0.35, position=0.9)
    assert not is_sure(0.2, 0.35, position=1.0)


def test_nothing_is_certain():
    scorer = Scorer({"a": 900.0, "b": -900.0}, bias=0.0)

    assert (probability(scorer, "a"), probability(scorer, "b")) == (0.99, 0.01)


def test_the_bundled_weights_can_be_read():
    scorer = load_scorer()

    assert len(scorer.weights) > 1000
    assert "bias" not in scorer.weights
    assert sum(map(len, scorer.typed.values())) > 500


@pytest.mark.model
def test_an_event_is_surer_than_the_same_word_in_another_sense(events_in):
    [march] = events_in("Thousands of teachers demonstrated in Lima on Friday over unpaid wages.")
    others = [e.confidence for e in events_in("The cook demonstrated a new recipe to her students on Friday.")]

    assert all(march.confidence > other for other in others)
