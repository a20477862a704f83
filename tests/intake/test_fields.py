"""How long a value is as JSON, without writing it."""

from __future__ import annotations

import orjson
from hypothesis import given
from hypothesis import strategies as st

from streamproc.intake.fields import surely_longer

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=5), inner, max_size=5),
    max_leaves=30,
)


@given(VALUES, st.integers(0, 200))
def test_what_is_surely_longer_is_longer(value, room):
    if surely_longer(value, room):
        assert len(orjson.dumps(value)) > room


def test_what_is_much_longer_is_found_so():
    assert surely_longer([[[]] * 1_000] * 20, 16_384)
    assert surely_longer({"a": {"b": "x" * 20_000}}, 16_384)
    assert surely_longer({f"name {number}": 1 for number in range(2_000)}, 16_384)
    assert not surely_longer({"a": ["x" * 100] * 100}, 16_384)
