"""Dead letters with limits."""

from __future__ import annotations

import pytest

from streamproc.errors import InfrastructureError
from streamproc.stream.limits import RejectLimits


def test_a_run_of_rejects_stops_and_says_why():
    limits = RejectLimits(run=3, ratio=1, window=100)
    limits.count(rejected=True)
    limits.count(rejected=True)

    with pytest.raises(
        InfrastructureError, match=r"3 messages in a row were rejected.*invalid_article: text: is blank"
    ):
        limits.count(rejected=True, why="invalid_article: text: is blank")


def test_an_article_that_works_ends_the_run():
    limits = RejectLimits(run=3, ratio=1, window=100)
    for rejected in (True, True, False, True, True, False):
        limits.count(rejected=rejected)


def test_more_than_the_share_of_a_full_window_stops():
    limits = RejectLimits(run=0, ratio=0.5, window=4)
    for rejected in (True, True, False):
        limits.count(rejected=rejected)

    with pytest.raises(InfrastructureError, match="75% of the last 4 messages"):
        limits.count(rejected=True)


def test_the_share_looks_back_over_the_window_only():
    limits = RejectLimits(run=0, ratio=0.5, window=4)
    for rejected in (True, True, False, False, False, True, True, False, False, True):
        limits.count(rejected=rejected)


def test_without_limits_everything_may_be_rejected():
    limits = RejectLimits(run=0, ratio=1, window=4)
    for _ in range(1000):
        limits.count(rejected=True)
