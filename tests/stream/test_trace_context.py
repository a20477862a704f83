"""Which trace a message belongs to: one answer for its log lines, its span and its records."""

from __future__ import annotations

import pytest

from streamproc.stream.trace_context import trace_context, trace_id

ONE = b"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
OTHER = b"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00"


def test_the_last_of_two_traceparents_counts_everywhere():
    headers = (("traceparent", ONE), ("tracestate", b"a=1"), ("traceparent", OTHER), ("tracestate", b"b=2"))

    assert trace_context(headers) == (("traceparent", OTHER), ("tracestate", b"b=2"))
    assert trace_id(headers) == "4bf92f3577b34da6a3ce929d0e0e4736"


@pytest.mark.parametrize(
    "broken",
    [
        None,
        b"",
        b"garbage",
        b"ff" + ONE[2:],
        ONE.upper(),
        b"00-" + b"0" * 32 + ONE[35:],
        ONE[:36] + b"0" * 16 + b"-01",
        ONE + b"\n",
        b"\xff" * 55,
    ],
)
@pytest.mark.parametrize("order", [1, -1])
def test_one_that_is_not_valid_is_passed_over(broken, order):
    headers = (("traceparent", broken), ("traceparent", ONE))[::order]

    assert trace_context(headers) == (("traceparent", ONE),)
    assert trace_id(headers) == "0af7651916cd43dd8448eb211c80319c"
    assert trace_context((("traceparent", broken), ("tracestate", b"a=1"))) == ()
    assert trace_id((("traceparent", broken),)) is None


def test_a_later_version_may_have_more_to_say():
    assert trace_id((("traceparent", b"01" + ONE[2:] + b"-more"),)) == "0af7651916cd43dd8448eb211c80319c"


def test_an_empty_tracestate_is_not_passed_on():
    assert trace_context((("tracestate", b"a=1"), ("traceparent", ONE), ("tracestate", b""))) == (
        ("traceparent", ONE),
        ("tracestate", b"a=1"),
    )
