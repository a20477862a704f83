"""A worker's place in its group: what a refusal means; a place lost again and again was taken by a namesake."""

from __future__ import annotations

import pytest
from aiokafka.errors import (
    GroupAuthorizationFailedError,
    InconsistentGroupProtocolError,
    InvalidSessionTimeoutError,
    KafkaError,
    TopicAuthorizationFailedError,
    UnknownError,
    for_code,
)

from streamproc.errors import ConfigurationError, InfrastructureError
from streamproc.settings import Settings
from streamproc.stream.membership import Membership, refused


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


@pytest.mark.parametrize(
    ("error", "kind", "says"),
    [
        (
            KafkaError(repr(for_code(82)())),
            ConfigurationError,
            "group_instance_id: another worker is called 'one', too",
        ),
        (
            GroupAuthorizationFailedError("news"),
            ConfigurationError,
            "group: the brokers don't let this user into 'news'",
        ),
        (InconsistentGroupProtocolError(), ConfigurationError, "group: 'news' has members of another kind"),
        (InvalidSessionTimeoutError(), ConfigurationError, "session_timeout: outside of the brokers'"),
        (TopicAuthorizationFailedError("raw"), ConfigurationError, "Kafka refuses us: "),
        (KafkaError(repr(UnknownError())), InfrastructureError, "the group's coordinator refuses this worker: "),
        (RuntimeError(), InfrastructureError, "the group's coordinator refuses this worker: RuntimeError"),
    ],
)
def test_a_refusal_says_what_the_operator_must_change(error, kind, says):
    meaning = refused(error, Settings(group="news", group_instance_id="one"))

    assert type(meaning) is kind
    assert str(meaning).startswith(says)
