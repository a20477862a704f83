"""Lines that an outage repeats are written once and then counted; all others are always written."""

from __future__ import annotations

import logging

import pytest

from streamproc.stream.repeats import MOST, Repeats


@pytest.fixture
def repeats(clock):
    return Repeats(clock=clock)


def record(message, *arguments, name="aiokafka.consumer.fetcher"):
    return logging.LogRecord(name, logging.ERROR, "", 0, message, arguments, None)


def test_a_librarys_line_is_written_once_and_its_repeats_are_counted_once_a_minute(repeats, clock, capsys):
    written = [repeats.filter(record("Failed fetch messages from %s", number)) for number in range(500)]
    repeats.tell()
    assert (written[0], any(written[1:]), capsys.readouterr().out) == (True, False, "")

    clock.seconds = 60
    repeats.tell()
    repeats.tell()
    said = capsys.readouterr().out
    assert said.count("said again") == 1
    assert "times=499" in said

    clock.seconds = 121
    repeats.tell()
    assert repeats.filter(record("Failed fetch messages from %s", 1))


def test_one_kind_of_line_hides_no_other(repeats):
    assert repeats.filter(record("Failed fetch messages from %s", 1))
    assert repeats.filter(record("Unable to update metadata from %s", 1))
    assert repeats.filter(record("Failed fetch messages from %s", 1, name="faust.app"))


def test_every_dead_letter_is_written_and_an_aborted_transaction_once(repeats):
    letter, aborted = {"event": "dead letter", "offset": 1}, {"event": "transaction aborted", "error": "no answer"}

    assert [repeats.filter(record(letter, name="streamproc")) for _ in range(3)] == [True] * 3
    assert [repeats.filter(record(aborted, name="streamproc")) for _ in range(3)] == [True, False, False]


def test_what_is_remembered_is_bounded(repeats):
    for number in range(10 * MOST):
        repeats.filter(record(f"{number} is all that is new"))

    assert len(repeats._lines) == MOST
