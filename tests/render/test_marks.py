"""Marks of all layers on one text: nested at every step, whatever crosses what."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from streamproc.render.marks import ORDER, Mark, pieces

TEXT = "He said “Riga will pay”, and left."


def drawn(marks, text=TEXT):
    """The text with brackets: (kind … ) for every mark."""
    out = []
    for piece in pieces(marks, len(text)):
        out += [")" for _ in piece.closed]
        out += [f"({mark.kind} " for mark in piece.opened]
        out.append(text[piece.start : piece.end])
    return "".join(out)


def mark(kind, words):
    start = TEXT.index(words)
    return Mark(kind, start, start + len(words))


def test_a_text_without_marks_is_itself():
    assert drawn([]) == TEXT
    assert drawn([], "") == ""


def test_an_entity_lies_inside_its_quote():
    assert drawn([mark("entity", "Riga"), mark("quote", "Riga will pay")]) == (
        "He said “(quote (entity Riga) will pay)”, and left."
    )


def test_a_mark_that_crosses_another_is_closed_and_opened_again():
    assert drawn([mark("evidence", "said “Riga"), mark("zone", "Riga will")]) == (
        "He (evidence said “)(zone (evidence Riga) will) pay”, and left."
    )


def test_marks_outside_the_text_are_left_out():
    assert drawn([Mark("entity", -1, 3), Mark("entity", 5, 5), Mark("entity", 3, 900)]) == TEXT


spans = st.tuples(st.sampled_from(ORDER), st.integers(-2, 30), st.integers(-2, 30), st.sampled_from("ab"))


@given(st.lists(spans.map(lambda span: Mark(*span)), max_size=12))
def test_marks_are_always_nested_and_no_character_is_lost(marks):
    stack, text = [], ""
    covered = dict.fromkeys(marks, "")
    letters = "abcdefghijklmnopqrstuvwxyz"
    for piece in pieces(marks, len(letters)):
        for closed in piece.closed:
            assert stack.pop() == closed
        stack += piece.opened
        words = letters[piece.start : piece.end]
        text += words
        for one in stack:
            covered[one] += words

    assert stack == []
    assert text == letters
    for one, words in covered.items():
        inside = 0 <= one.start < one.end <= len(letters)
        assert words == (letters[one.start : one.end] if inside else "")
