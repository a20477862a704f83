"""Finding the node that a fault is meant for."""

from __future__ import annotations

import pytest

from tests.broker.cluster import java_hash


@pytest.mark.parametrize(("text", "expected"), [("", 0), ("a", 97), ("hello", 99162322), ("hello world", 1794106052)])
def test_strings_are_hashed_as_by_java(text, expected):
    # String.hashCode: s[0]*31^(n-1) + … + s[n-1], in 32 bits.
    assert java_hash(text) == expected
