"""A memory of fixed size between processes: what was kept is found or forgotten, never mistaken."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streamproc.nlp.model.shared_ring import KEY_BYTES, LEAST, SharedRing

keys = st.binary(min_size=KEY_BYTES, max_size=KEY_BYTES)


def key(number):
    return number.to_bytes(8, "little") * 2


@given(st.lists(st.tuples(keys, st.binary(max_size=9_000)), max_size=60))
def test_what_is_found_is_what_was_kept_last(pairs):
    ring = SharedRing(LEAST)
    kept = {}
    for name, value in pairs:
        ring.put(name, value)
        kept[name] = value
        assert ring.get(name) in (None, value)

    assert all(ring.get(name) in (None, value) for name, value in kept.items())


def test_what_was_kept_is_found_again():
    ring = SharedRing(LEAST)
    for number in range(20):
        ring.put(key(number), bytes([number]) * 100)

    assert [ring.get(key(number)) for number in range(20)] == [bytes([number]) * 100 for number in range(20)]
    assert ring.get(key(99)) is None


def test_the_oldest_give_way_and_the_memory_stays_as_large():
    ring = SharedRing(LEAST)
    for number in range(2_000):
        ring.put(key(number), b"x" * 400)

    assert ring.get(key(0)) is None
    assert ring.get(key(1_999)) == b"x" * 400
    assert ring.room - 500 < ring.used <= ring.room < LEAST


def test_a_value_that_would_push_out_too_much_is_not_kept():
    ring = SharedRing(LEAST)
    ring.put(key(1), b"small")
    ring.put(key(2), b"x" * (LEAST // 2))

    assert (ring.get(key(1)), ring.get(key(2))) == (b"small", None)


@pytest.mark.parametrize("at", range(40, 60))
def test_what_was_damaged_is_unknown(at):
    ring = SharedRing(LEAST)
    ring.put(key(7), b"a value of some length, longer than its head")
    position = ring._start + at
    ring._memory[position] ^= 1

    assert ring.get(key(7)) is None


def test_a_process_that_was_forked_shares_it():
    ring = SharedRing(LEAST)
    child = os.fork()
    if not child:
        ring.put(key(5), b"from the child")
        os._exit(0)
    os.waitpid(child, 0)

    assert ring.get(key(5)) == b"from the child"
    assert ring.used > 0
