"""What the scorer is told of the text around a candidate."""

from __future__ import annotations

import pytest

from streamproc.article import Article

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def clues_of(pipeline):
    events = next(component for name, component in pipeline.components if name == "events")

    def clues_of(text):
        [doc] = pipeline.docs([Article(id="a1", text=text)])
        return [set(clues) for _, clues in events.candidates(doc)]

    return clues_of


def test_a_tale_told_by_an_i_to_a_you_is_told_apart_from_a_report(clues_of):
    [tale] = clues_of("I told you that they arrested my uncle, you know.")
    [report] = clues_of("Police arrested nine drivers in Riga on Monday.")

    assert {"I:5", "you:5", "sentence has:I", "sentence has:you"} <= tale
    assert {"I:0", "you:0"} <= report
    assert not {"sentence has:I", "sentence has:you"} & report


def test_candidates_know_what_stands_beside_them(clues_of):
    [strike, call] = clues_of("Unions called a strike and the minister criticised the mayor.")

    assert {"with:1", "with:ACCUSE"} <= strike
    assert {"with:1", "with:PROTEST"} <= call


def test_the_finite_verb_above_is_a_clue(clues_of):
    [clues] = clues_of("Unions called a strike.")

    assert {"finite:VBD", "finite:call", "way:dobj ROOT"} <= clues
