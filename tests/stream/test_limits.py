"""Dead letters with limits."""

from __future__ import annotations

import pytest

from streamproc.engine.outcome import Enriched, Rejected
from streamproc.errors import InfrastructureError
from streamproc.stream.limits import RejectLimits

FINE = Enriched("a", (), words=1)
DEFECT = Rejected("invalid_article", "text: is blank", "decode", "InvalidArticle")


def of(source):
    """A defect and a good article of one source."""
    return (
        Rejected("invalid_article", "text: is blank", "decode", "InvalidArticle", source),
        Enriched("a", (), words=1, source=source),
    )


def count(limits, *outcomes):
    for outcome in outcomes:
        limits.count(outcome)


def test_a_run_of_defects_stops_and_says_why():
    limits = RejectLimits(run=3, ratio=1, window=100)
    count(limits, DEFECT, DEFECT)

    with pytest.raises(
        InfrastructureError, match=r"3 messages in a row were rejected.*invalid_article: text: is blank"
    ):
        limits.count(DEFECT)


def test_an_article_that_works_ends_the_run():
    count(RejectLimits(run=3, ratio=1, window=100), DEFECT, DEFECT, FINE, DEFECT, DEFECT, FINE)


def test_more_than_the_share_of_a_full_window_stops():
    limits = RejectLimits(run=0, ratio=0.5, window=4)
    count(limits, DEFECT, DEFECT, FINE)

    with pytest.raises(InfrastructureError, match="75% of the last 4 messages"):
        limits.count(DEFECT)


def test_the_share_looks_back_over_the_window_only():
    limits = RejectLimits(run=0, ratio=0.5, window=4)
    count(limits, DEFECT, DEFECT, FINE, FINE, FINE, DEFECT, DEFECT, FINE, FINE, DEFECT)


def test_without_limits_everything_may_be_rejected():
    count(RejectLimits(run=0, ratio=1, window=4), *[DEFECT] * 1000)


@pytest.mark.parametrize("reason", ["unsupported_language", "too_large"])
def test_foreign_and_oversized_articles_are_no_defects(reason):
    limits = RejectLimits(run=3, ratio=0.5, window=4)
    count(limits, *[Rejected(reason, "French", "decode", "InvalidInput")] * 260)
    count(limits, DEFECT, DEFECT)

    with pytest.raises(InfrastructureError, match="3 messages in a row"):
        limits.count(DEFECT)


def test_a_source_that_fails_alone_stops_nobody_else():
    limits = RejectLimits(run=5, ratio=0.5, window=10)
    bad, _ = of("broken.example")
    _, good = of("fine.example")

    count(limits, good, *[bad] * 50, good, *[bad] * 50)


def test_a_source_that_is_set_aside_hides_no_defects_of_others():
    limits = RejectLimits(run=5, ratio=1, window=10)
    bad, _ = of("broken.example")
    other, good = of("fine.example")
    count(limits, good, *[bad] * 6, *[other, bad] * 4)

    with pytest.raises(InfrastructureError, match="5 messages in a row"):
        limits.count(other)


def test_a_source_that_is_alone_stops_the_worker():
    limits = RejectLimits(run=5, ratio=1, window=10)
    bad, good = of("only.example")
    count(limits, good, *[bad] * 4)

    with pytest.raises(InfrastructureError, match="5 messages in a row"):
        limits.count(bad)


def test_many_sources_that_fail_stop_the_worker():
    limits = RejectLimits(run=5, ratio=1, window=10)
    count(limits, FINE, *[of(f"{number}.example")[0] for number in range(4)])

    with pytest.raises(InfrastructureError, match="5 messages in a row"):
        limits.count(DEFECT)


def test_a_source_that_works_again_counts_again():
    limits = RejectLimits(run=3, ratio=1, window=6)
    bad, good = of("once-broken.example")
    count(limits, FINE, *[bad] * 4, good, *[DEFECT] * 2)

    with pytest.raises(InfrastructureError, match="3 messages in a row"):
        limits.count(bad)
