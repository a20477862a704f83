"""Quotation marks: every style and mishap, found by characters alone."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streamproc.nlp.quotes.quotation_marks import quoted_stretches

NOISE = st.text(alphabet=st.sampled_from("ab S'’‘\"“”„`«».,:?!-—(\n5"), max_size=300)


def inner(text):
    return [text[q.inner_start : q.inner_end] for q in quoted_stretches(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “it is late” and left.", ["it is late"]),
        ('He said "it is late" and left.', ["it is late"]),
        ("He said ''it is late'' and left.", ["it is late"]),
        ("He said ``it is late'' and left.", ["it is late"]),
        ("He said «it is late» and left.", ["it is late"]),
        ("He said „it is late“ and left.", ["it is late"]),
        ("He said ‘it is late’ and left.", ["it is late"]),
        ("He said 'it is late' and left.", ["it is late"]),
    ],
)
def test_every_style_of_marks(text, expected):
    assert inner(text) == expected


def test_offsets_include_and_exclude_the_marks():
    text = "She wrote ``No.'' twice."

    [found] = quoted_stretches(text)

    assert text[found.start : found.end] == "``No.''"
    assert text[found.inner_start : found.inner_end] == "No."


@pytest.mark.parametrize(
    "text",
    [
        "The ministers' plan isn't the miners' plan.",
        "It's rock 'n' roll, 'til the '90s.",
        'He stands 6\'2" tall beside a 12" pipe.',
        "O’Brien’s dogs’ bowls",
        "No marks at all.",
        "",
    ],
)
def test_apostrophes_and_measures_are_no_quotation_marks(text):
    assert inner(text) == []


def test_apostrophes_inside_british_quotes_do_not_close_them():
    text = "He said: 'It's the drivers' fault, isn't it?' Nobody answered."

    assert inner(text) == ["It's the drivers' fault, isn't it?"]


def test_double_marks_inside_british_quotes_are_nested():
    assert inner("‘She told me “no” again,’ he said.") == ["She told me “no” again,"]


def test_single_marks_inside_double_ones_are_nested():
    assert inner("“She told me ‘no’ again,” he said.") == ["She told me ‘no’ again,"]


def test_straight_marks_inside_straight_ones_are_nested():
    text = '"They came in and said, "Give us the keys," you know, and we did."'

    assert inner(text) == [text[1:-1]]


def test_a_stray_mark_does_not_shift_the_rest():
    text = 'He left." Then she said "wait" and he said "no".'

    assert inner(text) == ["wait", "no"]


def test_a_missing_mark_ends_with_its_paragraph():
    text = "“We lost the roof.\n\nShe said “we will rebuild” today."

    assert inner(text) == ["We lost the roof.", "we will rebuild"]


def test_an_opening_mark_begins_anew_when_the_last_was_never_closed():
    assert inner('"We lost the roof, he said. "But we will rebuild."') == ["We lost the roof,", "But we will rebuild."]


def test_a_mark_that_faces_the_wrong_way():
    assert inner("”We will rebuild,” he said.") == ["We will rebuild,"]
    assert inner("“We will rebuild,“ he said.") == ["We will rebuild,"]


def test_a_quotation_goes_on_when_the_next_paragraph_opens_it_again():
    text = "“We lost the roof.\n\n“We lost the barn.”"

    first, second = quoted_stretches(text)

    assert (first.closed, first.continues) == (False, False)
    assert (second.closed, second.continues) == (True, True)


def test_long_texts_take_time_in_proportion():
    text = "He said \"yes, 'and' “no” " * 20_000

    assert len(quoted_stretches(text)) > 0


@given(NOISE)
def test_whatever_the_text_quotations_are_in_order_and_do_not_overlap(text):
    found = quoted_stretches(text)

    assert all(q.start < q.inner_start <= q.inner_end <= q.end <= len(text) for q in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all("\n" not in text[q.start : q.end] for q in found)


def test_a_second_opening_mark_behind_a_full_stop_begins_a_paragraph():
    text = "“It is late. “We left.” “No.”"

    assert inner(text) == ["It is late.", "We left.", "No."]
    assert [q.closed for q in quoted_stretches(text)] == [False, True, True]
    assert [q.continues for q in quoted_stretches(text)] == [False, True, False]


def test_straight_marks_that_open_again_after_a_full_stop_begin_lost_paragraphs():
    text = 'She said: "Boats wait for days. "Nobody wants that. "It must end." She left.'

    assert inner(text) == ["Boats wait for days.", "Nobody wants that.", "It must end."]


def test_straight_quotations_that_are_closed_begin_no_lost_paragraph():
    text = '"We lost," Lee said. "It is bad." "But we go on."'

    assert inner(text) == ["We lost,", "It is bad.", "But we go on."]
