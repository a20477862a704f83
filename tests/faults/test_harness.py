"""The fault runs can fail: plausible mistakes lose or repeat articles, and the oracle says so. The real thing passes."""

from __future__ import annotations

import pytest

from tests.broker.kafka import Kafka
from tests.faults.run import Run
from tests.tools import need_kafka

pytestmark = [pytest.mark.faults, pytest.mark.kafka, pytest.mark.broker, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def broker(tmp_path_factory):
    need_kafka()
    kafka = Kafka(tmp_path_factory.mktemp("kafka")).start()
    yield kafka
    kafka.stop()


def dying_at(point, broker, directory, *, mutation=None):
    """The verdict on a worker that dies at this point, three times, and is started again."""
    run = Run(f"{mutation or 'real'}-{point}", 7, broker, directory, mutation=mutation)
    with run:
        run.start_worker()
        run.let_work()
        run.stop_worker(run.workers[0])
        for countdown in (3, 5, 7):
            worker = run.start_worker(FAULTS_CRASH=f"{point}:{countdown}:1:SIGKILL")
            worker.wait_until_dead()
            run.workers.remove(worker)
        run.start_worker()
        run.let_work()
        return run.finish()


def test_offsets_that_are_committed_before_the_records_lose_articles(broker, tmp_path):
    result = dying_at("between_topics", broker, tmp_path, mutation="acks_before_commit")

    assert result.verdict.lost
    assert not result.verdict.duplicated


def test_offsets_outside_the_transaction_repeat_articles(broker, tmp_path):
    result = dying_at("after_commit", broker, tmp_path, mutation="offsets_outside_transaction")

    assert result.verdict.duplicated
    assert not result.verdict.lost


def test_fausts_stock_commits_repeat_articles(broker, tmp_path):
    run = Run("stock-faust", 7, broker, tmp_path, entry="tests.faults.stock_faust")
    with run:
        for _ in range(3):
            worker = run.start_worker()
            run.let_work(150)
            worker.kill()
            run.workers.remove(worker)
        run.start_worker()
        run.let_work()
        result = run.finish()

    assert result.verdict.duplicated or result.verdict.lost


@pytest.mark.parametrize("point", ["between_topics", "after_commit"])
def test_the_real_worker_dies_at_the_same_points_and_loses_and_repeats_nothing(broker, tmp_path, point):
    result = dying_at(point, broker, tmp_path)

    assert result.verdict.complaints == []
    assert result.articles > 0
    if point == "between_topics":
        assert result.aborted > 0
