"""The faults of a cluster: its nodes restarted, killed, gone, or out of a worker's reach."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from tests.broker.cluster import Cluster
from tests.faults.run import PARTITIONS, RAW, SESSION
from tests.faults.scenarios import Scenario

if TYPE_CHECKING:
    from tests.broker.kafka import Kafka
    from tests.faults.run import Run

NAME = "worker-1"


def cluster_of(run: Run) -> Cluster:
    assert isinstance(run.broker, Cluster)
    return run.broker


def start_workers(run: Run) -> None:
    """Two: one with a name of its own, so that its transactional id is known."""
    run.start_worker(STREAMPROC_GROUP_INSTANCE_ID=NAME)
    run.start_worker()
    run.let_work()


def rolling_restart(run: Run, times: int) -> None:
    """Each node in turn ends in good order and comes back, as in an upgrade."""
    cluster = cluster_of(run)
    start_workers(run)
    for _ in range(times):
        for node in cluster.nodes:
            node.stop()
            run.note(f"node {node.node} stopped")
            run.let_work(20)
            node.start()
            cluster.wait_until_whole()
        run.note("every node restarted", counts=True)
        run.let_work()


def kill_node(run: Run, times: int) -> None:
    """kill -9 of the node that leads a partition, coordinates the group or the transactions, or is the controller."""
    cluster = cluster_of(run)
    start_workers(run)
    for number in range(times):
        kind = ("partition leader", "group coordinator", "transaction coordinator", "controller")[number % 4]
        victim = chosen(kind, cluster, run)
        run.sleep(0.0, 1.0)
        victim.kill()
        run.note(f"killed node {victim.node}, the {kind}", counts=True)
        run.let_work(40, within=120)
        victim.start()
        cluster.wait_until_whole()
        run.let_work(40)


def chosen(kind: str, cluster: Cluster, run: Run) -> Kafka:
    if kind == "partition leader":
        return cluster.leader(run.prefix + RAW, run.random.randrange(PARTITIONS))
    if kind == "group coordinator":
        return cluster.group_coordinator(run.group)
    if kind == "transaction coordinator":
        return cluster.transaction_coordinator(f"{run.group}-{NAME}")
    return cluster.controller()


def restart_and_kill(run: Run, times: int) -> None:
    """The short form: one rolling restart, one kill."""
    rolling_restart(run, times)
    cluster = cluster_of(run)
    victim = chosen("partition leader", cluster, run)
    victim.kill()
    run.note(f"killed node {victim.node}, a partition leader", counts=True)
    run.let_work(40, within=120)
    victim.start()


def lose_the_majority(run: Run, times: int) -> None:
    """Two of three nodes are down for a minute: nothing can be written, and nothing may be."""
    cluster = cluster_of(run)
    start_workers(run)
    for _ in range(times):
        gone = run.random.sample(list(cluster.nodes), 2)
        for node in gone:
            node.kill()
        run.note(f"nodes {[node.node for node in gone]} killed", counts=True)
        time.sleep(60)
        for node in gone:
            node.launch()
        for node in gone:
            node.wait_until_it_answers()
        cluster.wait_until_whole()
        run.let_work(40, within=180)


def cut_off(run: Run, times: int) -> None:
    """The workers can't reach one of the nodes, for longer than a session; the nodes reach each other."""
    start_workers(run)
    for _ in range(times):
        proxy = run.random.choice(run.proxies)
        proxy.cut_off()
        run.note(f"cut off from the node behind {proxy.port}", counts=True)
        time.sleep(SESSION + run.random.uniform(2, 8))
        proxy.let_through()
        run.let_work(40, within=120)


SCENARIOS = (
    Scenario("three nodes: rolling restart", rolling_restart, long=3, short=0),
    Scenario("three nodes: kill -9 of a node", kill_node, long=8, short=0),
    Scenario("three nodes: two of three down", lose_the_majority, long=2, short=0),
    Scenario("three nodes: a node out of reach", cut_off, long=4, short=0, proxied=True),
    Scenario("three nodes: restarts and a kill", restart_and_kill, long=0, short=1),
)
