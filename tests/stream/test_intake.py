"""The intake: bounded per partition by messages and over all by bytes, without starving anybody."""

from __future__ import annotations

import pytest

from streamproc.stream.intake import Intake
from tests.stream.conftest import P0, P1


@pytest.fixture
def intake(valve):
    intake = Intake(messages=4, total_bytes=1000, valve=valve)
    intake.open([P0, P1])
    return intake


def test_a_full_partition_is_paused_and_the_other_goes_on(intake, valve):
    for _ in range(4):
        intake.arrived(P0, 10)
    intake.arrived(P1, 10)

    assert valve.turns == [("pause", 0)]
    assert intake.is_paused(P0)
    assert not intake.is_paused(P1)


def test_a_paused_partition_resumes_when_half_of_it_is_gone(intake, valve):
    for _ in range(4):
        intake.arrived(P0, 10)

    intake.departed(P0, 1, 10)
    assert intake.is_paused(P0)

    intake.departed(P0, 1, 10)
    assert valve.turns == [("pause", 0), ("resume", 0)]


def test_too_many_bytes_pause_every_partition_and_half_of_them_gone_resumes_all(intake, valve):
    intake.arrived(P0, 600)
    intake.arrived(P1, 400)
    assert valve.turns == [("pause", 0), ("pause", 1)]

    intake.departed(P0, 1, 600)
    assert valve.turns[2:] == [("resume", 0), ("resume", 1)]
    assert (intake.messages, intake.bytes) == (1, 400)


def test_what_a_revoked_partition_held_no_longer_counts(intake, valve):
    intake.arrived(P0, 1000)
    intake.close([P0])

    assert (intake.messages, intake.bytes) == (0, 0)
    assert valve.turns == [("pause", 0), ("pause", 1), ("resume", 1)]
