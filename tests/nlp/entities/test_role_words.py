"""Roles are found as whole words, the longest first, whatever their capitals."""

import pytest

from streamproc.nlp.entities.role_words import by_first_word, roles_in

ROLES = by_first_word(("president", "vice president", "Prime Minister", "minister", "sen.", "head"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the vice president and president", ["vice president", "president"]),
        ("the PRIME MINISTER", ["PRIME MINISTER"]),
        ("prime ministers and a minister", ["minister"]),
        ("Sen. Ann Lee, head", ["Sen.", "head"]),
        ("ahead of the minister-president", ["minister", "president"]),
        ("İzmir's president", ["president"]),
        ("vice presidents", []),
        ("", []),
    ],
)
def test_roles_stand_as_whole_words_the_longest_of_those_that_begin_at_one_place(text, found):
    assert [text[start:end] for start, end in roles_in(text, ROLES)] == found
