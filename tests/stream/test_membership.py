"""A worker's place in its group: one that is lost again and again was taken by a namesake."""

from __future__ import annotations

import pytest

from streamproc.errors import ConfigurationError
from streamproc.stream.membership import Membership


@pytest.fixture
def membership(clock):
    return Membership("worker-1", session_timeout=20, clock=clock)


def live_through(membership, clock, *places):
    """What the group knows us by, at which second."""
    for seconds, member_id in places:
        clock.seconds = seconds
        membership.look(member_id)


def test_a_place_that_is_taken_three_times_within_two_sessions_has_a_namesake(membership, clock):
    live_through(membership, clock, (0, ""), (1, "a"), (5, ""), (6, "b"), (12, "c"))

    with pytest.raises(ConfigurationError, match=r"^group_instance_id: another worker is called 'worker-1', too"):
        live_through(membership, clock, (18, "d"))


def test_sessions_that_run_out_are_no_namesake(membership, clock):
    live_through(membership, clock, *((25 * number, f"member-{number}") for number in range(20)))


def test_a_worker_that_is_being_replaced_may_meet_its_successor_for_a_moment(membership, clock):
    live_through(membership, clock, (0, "a"), (3, "b"), (6, "c"), *((second, "c") for second in range(7, 60)))
