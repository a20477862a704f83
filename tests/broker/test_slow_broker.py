"""A broker that is slow, or that holds us to a quota: less at once, and progress all the same."""

from __future__ import annotations

import subprocess
from contextlib import contextmanager

import pytest

from tests.broker.kafka import java

pytestmark = [
    pytest.mark.broker,
    pytest.mark.kafka,
    pytest.mark.parametrize("broker_settings", ["kafka"], indirect=True),
]


@contextmanager
def quota(bootstrap, bytes_per_second):
    """What everybody called ``streamproc`` may write to a broker; it judges the last eleven seconds."""
    client = ("--bootstrap-server", bootstrap, "--entity-type", "clients", "--entity-name", "streamproc", "--alter")
    command = java("kafka.admin.ConfigCommand", *client)
    subprocess.run([*command, "--add-config", f"producer_byte_rate={bytes_per_second}"], check=True)
    try:
        yield
    finally:
        subprocess.run([*command, "--delete-config", "producer_byte_rate"], check=True)


def test_a_quota_that_no_batch_can_keep_makes_batches_smaller_until_they_are_in_time(service, traffic, start_worker):
    service = service.model_copy(update={"transaction_timeout": 4.0, "linger": 2.0})
    traffic.publish(traffic.articles(12, large=150_000, sleep=0.5), partition=0)
    with quota(service.bootstrap_servers, 60_000):
        worker = start_worker(service)

        with traffic.reader("enriched", "quotes") as reader:
            reader.read(12, "enriched")
            reader.read(12, "quotes")
            assert sorted(reader.ids("enriched")) == sorted(traffic.published)
            assert sorted(reader.ids("quotes")) == sorted(f"{name}-quotes" for name in traffic.published)
        assert "the brokers are too slow for a batch, or hold us to a quota: halved" in worker.said
        assert worker.stop() == 0
