"""Every alert fires when what it is about happens to a worker on real Kafka, and none does while all is well.

The rules are the real ones on a faster clock: what they wait for is divided by ``FASTER``, or by ``PATIENTLY`` where
nothing may fire, not even on a machine that has other things to do. What they count over a window needs no waiting and
stays as it is.
"""

from __future__ import annotations

import asyncio
import copy
import os
import re
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from confluent_kafka import Producer, TopicPartition
from confluent_kafka.admin import AdminClient

from streamproc.settings import Settings
from streamproc.stream.topics import create_topics, topic_name
from tests.broker.kafka import Kafka, free_port
from tests.broker.prometheus import IS_MISSING, RULES, Prometheus, prometheus
from tests.broker.workers import Traffic, Worker, set_offset, until
from tests.processes import children

FASTER = 30
PATIENTLY = 6
THRESHOLDS_IN_SECONDS = ("StreamprocNoProgress", "StreamprocLagGrowing")
UNITS = {"s": 1, "m": 60, "h": 3600}
ALERTS = [rule["alert"] for group in RULES["groups"] for rule in group["rules"] if "alert" in rule]
OF_STAGES = {"StreamprocStageDown", "StreamprocStageBehind"}
"""Of other processes than the worker: tested by ``promtool test rules`` in tests/deploy."""

pytestmark = [pytest.mark.kafka, pytest.mark.skipif(IS_MISSING, reason="prometheus is not installed")]


def faster_rules(factor: int) -> dict[str, Any]:
    rules = copy.deepcopy(RULES)
    for rule in (rule for group in rules["groups"] for rule in group["rules"]):
        if "for" in rule:
            count, unit = re.fullmatch(r"(\d+)([smh])", rule["for"]).groups()
            rule["for"] = f"{int(count) * UNITS[unit] * 1000 // factor}ms"
        if rule.get("alert") in THRESHOLDS_IN_SECONDS:
            rule["expr"], changed = re.subn(r"> (\d\d+)", lambda m: f"> {int(m[1]) / factor}", rule["expr"])
            assert changed == 1, rule
    return rules


@dataclass
class Scene:
    """A worker that works, and who watches it."""

    kafka: Kafka
    worker: Worker
    traffic: Traffic
    prometheus: Prometheus

    @property
    def settings(self) -> Settings:
        return self.worker.settings

    def fires(self, alert: str) -> bool:
        return alert in self.prometheus.firing()

    def alerts(self, within: str = "") -> list[dict[str, Any]]:
        """Alerts that fire or are about to: now, or within the last seconds (``[9s]``)."""
        return self.prometheus.query(f"last_over_time(ALERTS{within})" if within else "ALERTS")

    def is_scraped(self) -> bool:
        return bool(self.prometheus.query('up{job="streamproc"} == 1'))

    def place(self, partition: int, offset: int) -> TopicPartition:
        return TopicPartition(topic_name(self.settings, "raw"), partition, offset)

    def delete_before(self, partition: int, offset: int) -> None:
        """What retention does."""
        admin = AdminClient(self.traffic.client)  # which must live until it has answered
        [done] = admin.delete_records([self.place(partition, offset)]).values()
        done.result(30)

    def counted(self, metric: str) -> float:
        """A figure of the worker over all labels, by its own word: a scrape may come too late on a busy machine."""
        lines = re.findall(rf"^{metric}(?:{{.*}})? (\S+)$", self.worker.get("/metrics")[1], re.MULTILINE)
        assert lines, metric
        return sum(map(float, lines))

    def started_at(self) -> str:
        """When the worker started that Prometheus has seen last."""
        [sample] = self.prometheus.query('last_over_time(process_start_time_seconds{job="streamproc"}[5m])')
        return sample["value"][1]


def is_killed(scene: Scene) -> None:
    scene.worker.kill()


def waits_for_a_frozen_broker(scene: Scene) -> None:
    scene.traffic.publish(scene.traffic.articles(5, sleep=5))
    until(lambda: scene.counted("streamproc_in_flight"), what="work in flight")
    scene.kafka.pause()


def has_more_to_do_than_it_can(scene: Scene) -> None:
    scene.traffic.publish(scene.traffic.articles(200, sleep=0.5))


def starts_after_retention(scene: Scene) -> None:
    scene.traffic.publish(scene.traffic.articles(20), partition=0)
    until(lambda: scene.traffic.committed().get(0) == 20, what="the commit")
    scene.worker.stop()
    scene.traffic.publish(scene.traffic.articles(20), partition=0)
    scene.delete_before(0, 30)
    scene.worker.start()


def gets_a_shorter_topic(scene: Scene) -> None:
    scene.traffic.publish(scene.traffic.articles(20), partition=0)
    until(lambda: scene.traffic.committed().get(0) == 20, what="the commit")
    scene.worker.stop()
    set_offset(scene.settings, 0, 50)
    scene.worker.start()


def gets_malformed_messages(scene: Scene) -> None:
    scene.traffic.publish([*scene.traffic.articles(50), *[b"{oops"] * 10])


def starts_again_and_again(scene: Scene) -> None:
    for _ in range(3):
        started = scene.started_at()
        scene.worker.kill()
        scene.worker.start()
        until(lambda before=started: scene.started_at() != before, what="a scrape of the new process")


def loses_engine_processes(scene: Scene) -> None:
    for number in range(5):
        [fork_server] = children(scene.worker.pid)
        [child] = children(fork_server)
        os.kill(child, signal.SIGKILL)
        scene.traffic.publish([{"id": f"a{number}", "text": "The council met on Monday."}])
        until(lambda before=child: is_replaced(before, fork_server), what="a new engine process")  # noqa: B023


def is_replaced(child: int, fork_server: int) -> bool:
    """Whether the dead one has been cleared away and its successor is all there is."""
    now = children(fork_server)
    return len(now) == 1 and now != [child]


def sees_another_one_come_and_go(scene: Scene) -> None:
    other = Worker(scene.settings, scene.worker.log.with_name("other.log"))
    for _ in range(4):
        before = scene.counted("streamproc_rebalances_total")
        other.start()
        try:
            until(lambda start=before: scene.counted("streamproc_rebalances_total") > start, what="a rebalance")
        finally:
            other.stop()
        until(lambda start=before: scene.counted("streamproc_rebalances_total") > start + 1, what="another one")


def shares_its_transactional_id(scene: Scene) -> None:
    name = f"{scene.settings.group}-{scene.settings.group_instance_id}"
    for number in range(12):
        foreign = Producer({**scene.traffic.client, "transactional.id": name})
        foreign.init_transactions(30)
        scene.traffic.publish(scene.traffic.articles(1))
        until(lambda done=number + 1: sum(scene.traffic.committed().values()) >= done, what="a commit after the fence")


def gets_a_backlog(scene: Scene) -> None:
    ten_minutes_ago = int(1000 * (time.time() - 600))
    scene.traffic.publish(scene.traffic.articles(20), timestamp=ten_minutes_ago)


@dataclass(frozen=True)
class Fault:
    """What happens to the worker, and the settings with which it can happen quickly."""

    happens: Callable[[Scene], None]
    settings: dict[str, object] = field(default_factory=dict)
    module: tuple[str, ...] = ("tests.broker.simple_worker",)


FAULTS = {
    "StreamprocDown": Fault(is_killed),
    "StreamprocNoProgress": Fault(waits_for_a_frozen_broker, {"request_timeout": 6.0}),
    "StreamprocLagGrowing": Fault(has_more_to_do_than_it_can, {"partitions": 1, "window": 1, "batch_articles": 1}),
    "StreamprocExpiredUnread": Fault(starts_after_retention),
    "StreamprocTopicRewound": Fault(gets_a_shorter_topic),
    "StreamprocDeadLetterRatio": Fault(gets_malformed_messages, {"reject_run": 0, "reject_ratio": 1.0}),
    "StreamprocCrashLoop": Fault(starts_again_and_again),
    "StreamprocEngineRestarts": Fault(loses_engine_processes, {"processes": 1}, ("streamproc", "worker")),
    "StreamprocRebalanceStorm": Fault(sees_another_one_come_and_go),
    "StreamprocFencedStorm": Fault(shares_its_transactional_id, {"partitions": 1, "group_instance_id": "worker-1"}),
    "StreamprocAgeBudgetBurn": Fault(gets_a_backlog),
}


@pytest.fixture
def scene(kafka, tmp_path, request):
    """A worker and its Prometheus, both past their start, and no alert that so much as considers firing."""
    alert = getattr(request, "param", None)
    fault = FAULTS[alert] if alert is not None else Fault(is_killed)
    name = re.sub(r"\W+", "-", request.node.name)
    settings = Settings(
        bootstrap_servers=kafka.bootstrap,
        topic_prefix=f"{name}.",
        group=name,
        session_timeout=6.0,
        **{"partitions": 2, **fault.settings},
    )
    asyncio.run(create_topics(settings))
    worker = Worker(settings, tmp_path / "worker.log", fault.module, port=free_port()).start()
    try:
        rules, every = (faster_rules(FASTER), "500ms") if alert is not None else (faster_rules(PATIENTLY), "3s")
        with prometheus(tmp_path, target=worker.port, rules=rules, every=every) as watching:
            until(worker.is_ready, what="the worker's start")
            scene = Scene(kafka, worker, Traffic(settings), watching)
            until(lambda: scene.is_scraped() and not scene.alerts(), what="the first scrape")
            yield scene
    finally:
        kafka.resume()
        worker.end()


def test_every_alert_has_its_fault():
    assert list(FAULTS) == [alert for alert in ALERTS if alert not in OF_STAGES]


def test_a_healthy_worker_raises_no_alert(scene):
    start = time.monotonic()
    for number in range(30):
        scene.traffic.publish(scene.traffic.articles(10) + ([b"{oops"] if number == 15 else []))
        time.sleep(0.5)

    until(lambda: scene.counted("streamproc_articles_total") == 301, what="the last commit")
    assert scene.alerts(f"[{time.monotonic() - start:.0f}s]") == []


@pytest.mark.parametrize(
    ("scene", "alert"),
    [pytest.param(alert, alert, id=alert, marks=[pytest.mark.model] if fault.module[0] == "streamproc" else [])
     for alert, fault in FAULTS.items()],
    indirect=["scene"],
)  # fmt: skip
def test_an_alert_fires_when_its_worker(scene, alert):
    FAULTS[alert].happens(scene)

    until(lambda: scene.fires(alert), what=f"{alert} among {scene.prometheus.firing()}")


@pytest.mark.parametrize("scene", ["StreamprocNoProgress"], indirect=True)
def test_an_idle_worker_that_loses_its_broker_raises_an_alert_that_ends_with_its_cause(scene):
    scene.kafka.pause()
    until(lambda: scene.fires("StreamprocNoProgress"), what="the alert")

    scene.kafka.resume()

    until(lambda: not scene.prometheus.firing(), what="the end of the alert")
