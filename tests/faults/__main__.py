"""``python -m tests.faults``: inject every fault into the worker on Apache Kafka, and print what became of the articles."""

from __future__ import annotations

import argparse
import contextlib
import random
import re
import shutil
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.broker.cluster import Cluster
from tests.broker.kafka import KAFKA_3, KAFKA_4, Kafka, free_port, missing_tools
from tests.faults import on_three_nodes
from tests.faults.proxy import Proxy
from tests.faults.run import Result, Run, Stalled
from tests.faults.scenarios import SCENARIOS, Scenario

COLUMNS = ("fault", "times", "articles", "lost", "duplicated", "out of order", "other", "aborted records", "seconds")


def main() -> int:
    options = arguments()
    if (reason := missing_tools()) is not None:
        sys.exit(reason)
    scenarios = on_three_nodes.SCENARIOS if options.nodes == 3 else SCENARIOS
    chosen = [scenario for scenario in scenarios if options.only is None or re.search(options.only, scenario.name)]
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(10**6)
    directory = Path(options.directory or tempfile.mkdtemp(prefix="streamproc-faults-"))
    console = Console(width=150)
    console.print(f"Kafka {options.kafka}, nodes: {options.nodes}, seed {seed}; histories in {directory}")
    results: list[tuple[Scenario, Result]] = []
    for number, scenario in enumerate(chosen):
        times = options.times or (scenario.short if options.short else scenario.long)
        if not times:
            continue
        console.print(f"{scenario.name}: {times} times …")
        result = inject(scenario, times, seed + number, directory, nodes=options.nodes, version=options.kafka)
        results.append((scenario, result))
        for complaint in result.verdict.complaints[:10]:
            console.print(f"  {complaint}", style="red")
    table = summary(results)
    console.print(table)
    # A restart or the loss of a node need not hit a transaction; the death of a worker does.
    return verdict(results, directory, console, whole=options.only is None and options.nodes == 1)


def inject(
    scenario: Scenario, times: int, seed: int, directory: Path, *, nodes: int = 1, version: str = KAFKA_3
) -> Result:
    """One scenario from the first worker to the verdict, on a broker or a cluster of its own."""
    name = re.sub(r"\W+", "-", scenario.name)
    place = directory / f"kafka-{name}"
    broker: Kafka | Cluster
    if nodes == 3:
        broker = Cluster(place, version=version, proxied=scenario.proxied)
        behind = broker.nodes
    else:
        broker = Kafka(place, version=version, proxy_port=free_port())
        behind = [broker]
    broker.start()
    try:
        with contextlib.ExitStack() as stack:
            proxies = [
                stack.enter_context(Proxy(node.proxy_port, node.proxied_port))
                for node in behind
                if scenario.proxied and node.proxy_port is not None
            ]
            run = Run(
                name,
                seed,
                broker,
                directory / f"{name}-{seed}",
                proxies=proxies,
                engine=scenario.engine,
                deadly=scenario.deadly,
                rate=6.0 if scenario.engine == "real" else 60.0,
            )
            with run:
                try:
                    scenario.inject(run, times)
                except Stalled as stall:
                    run.verdict.wrong.append(str(stall))
                return run.finish(within=600 if scenario.engine == "real" else 180)
    finally:
        broker.stop()


def summary(results: list[tuple[Scenario, Result]]) -> Table:
    table = Table(box=None, header_style="bold")
    for column in COLUMNS:
        table.add_column(column, justify="left" if column == "fault" else "right")
    for scenario, result in results:
        found = result.verdict
        counts = [
            result.injected,
            result.articles,
            *map(len, (found.lost, found.duplicated, found.out_of_order, found.wrong)),
        ]
        table.add_row(scenario.name, *map(str, counts), str(result.aborted), f"{result.seconds:.0f}")
    totals = [
        sum(len(getattr(result.verdict, kind)) for _, result in results)
        for kind in ("lost", "duplicated", "out_of_order", "wrong")
    ]
    injected, articles, aborted = (
        sum(getattr(r, name) for _, r in results) for name in ("injected", "articles", "aborted")
    )
    seconds = sum(result.seconds for _, result in results)
    table.add_section()
    table.add_row("all", *map(str, (injected, articles, *totals, aborted)), f"{seconds:.0f}")
    return table


def verdict(results: list[tuple[Scenario, Result]], directory: Path, console: Console, *, whole: bool) -> int:
    """0 when nothing was lost, repeated or out of order, and the faults did hit transactions."""
    complaints = sum(len(result.verdict.complaints) for _, result in results)
    if complaints:
        console.print(f"{complaints} complaints; the histories are in {directory}", style="bold red")
        return 1
    if whole and not sum(result.aborted for _, result in results):
        console.print("no aborted record was seen: the faults hit nothing, this proves nothing", style="bold red")
        return 1
    console.print("exactly once: lost 0, duplicated 0, out of order 0", style="bold green")
    with contextlib.suppress(OSError):
        shutil.rmtree(directory)
    return 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--short", action="store_true", help="each fault a few times, for CI")
    parser.add_argument("--times", type=int, help="each fault so often")
    parser.add_argument("--only", help="only scenarios whose name matches this expression")
    parser.add_argument(
        "--nodes", type=int, choices=(1, 3), default=1, help="of the cluster; three have their own faults"
    )
    parser.add_argument("--kafka", choices=(KAFKA_3, KAFKA_4), default=KAFKA_3, help="its version")
    parser.add_argument("--seed", type=int, help="repeat a run")
    parser.add_argument("--directory", help="where the histories go")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
