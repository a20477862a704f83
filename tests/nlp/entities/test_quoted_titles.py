"""Titles of works between marks."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('She wrote the thriller "Night Ferry" in spring.', [("Night Ferry", "WORK_OF_ART")]),
        ('A film and a play made her known. She starred in "Les-Vagues".', [("Les-Vagues", "WORK_OF_ART")]),
        ('The thriller was called "Too long, and nobody likes it." by all.', []),
        ('The council agreed on "Night Ferry" in spring.', []),
        ('It is a film. The mayor said "Never again and again" at noon.', []),
    ],
)
def test_a_work_is_found_between_marks_where_the_article_speaks_of_such(recognized, text, expected):
    assert recognized(text, []) == expected
