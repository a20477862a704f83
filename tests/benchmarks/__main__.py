"""``make bench``: the engine, stock spaCy, the worker on Apache Kafka and its peers, side by side in one run.

    python -m tests.benchmarks [--quick] [--articles FILE.jsonl] [--only engine,stock,stages,memory,kafka,partitions]
        [--against REVISION] [--profile] [--json OUT] [--chart OUT.svg]

Takes a quarter of an hour on two cores; ``--quick`` four minutes. Needs Java 17 and Maven for the part on Kafka. The machine
should have nothing else to do.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
os.environ.setdefault("STREAMPROC_LOG_LEVEL", "warning")

from streamproc import logs
from tests.benchmarks import against, corpus, engine, environments, machine, news, profiled, report, stages
from tests.benchmarks.on_kafka import WARM, Run
from tests.broker.kafka import OPTIMISING_JVM, Kafka

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE = Path(__file__).parent
PARTS = ("engine", "stock", "stages", "memory", "kafka")

PEERS = ("aiokafka", "faststream", "quixstreams")
LOADS = (0.25, 0.5, 0.8)
PROCESSES = 2
ROUNDS = 2
"""Of the comparison of partitions; the better one counts."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="fewer articles: does it all run?")
    parser.add_argument("--articles", type=Path, help="raw messages, one a line, instead of generated ones")
    parser.add_argument("--only", default=",".join(PARTS), help="parts, separated by commas")
    parser.add_argument("--against", metavar="REVISION", help="an earlier release, built from git and run in turn")
    parser.add_argument("--profile", action="store_true", help="only write where the time goes, function by function")
    parser.add_argument("--json", type=Path, default=environments.PLACE / "results.json")
    parser.add_argument("--chart", type=Path, default=environments.PLACE / "results.svg")
    arguments = parser.parse_args()
    logs.configure("warning", "text")
    if arguments.profile:
        number = 64 if arguments.quick else 320
        texts = {"dense": corpus.articles(number, arguments.articles), "news": news.articles(number // 2)}
        print(f"wrote {profiled.write(texts)}")
        return
    results = measure(arguments.articles, arguments.only.split(","), arguments.against, quick=arguments.quick)
    arguments.json.parent.mkdir(parents=True, exist_ok=True)
    arguments.json.write_text(json.dumps(results, indent=1) + "\n")
    print(f"wrote {arguments.json}")
    if set(PARTS) <= set(results):
        report.show(results)
        arguments.chart.write_text(report.chart(results))
        print(f"wrote {arguments.chart}")
    else:
        print(json.dumps(results, indent=1))
        report.show_parts(results)


def measure(file: Path | None, parts: Sequence[str], against_: str | None, *, quick: bool) -> dict[str, Any]:
    many, few = (400, 100) if quick else (3000, 600)
    raws = corpus.articles(many, file)
    results: dict[str, Any] = {"peers": list(PEERS), "machine": machine.machine()}
    rounds = 1 if quick else 5
    if against_:
        print(f"the engine against {against_}, in turn …", flush=True)
        results["against"] = against.release(against_, few, rounds)
    if "memory" in parts:
        print("reprints and revisions …", flush=True)
        results["memory"] = against.memory(few, rounds)
    if "engine" in parts:
        print("the engine alone …", flush=True)
        results["engine"] = engine.in_turn(raws[: many // 2], PROCESSES, rounds=1 if quick else 3)
    if "stages" in parts:
        seconds, words, _ = stages.measure(raws[:few])
        total = seconds.total()
        results["stages"] = {
            "words_per_second": words / total,
            "shares": {stage: value / total for stage, value in seconds.items()},
            "ours": sum(value for stage, value in seconds.items() if stage not in stages.MODEL) / total,
        }
    if "stock" in parts:
        print("stock spaCy …", flush=True)
        results["stock"] = stock(raws[:few])
    if "kafka" in parts:
        results["kafka"] = on_kafka(raws, few, results["peers"], file, seconds=10 if quick else 40)
    if "partitions" in parts:
        results["partitions"] = partitions(raws)
    return results


def stock(raws: Sequence[bytes]) -> dict[str, Any]:
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as file:
        file.write(b"\n".join(raws))
        file.flush()
        output = subprocess.run(
            [environments.peers(), HERE / "stock.py", file.name],
            env={**os.environ, "PYTHONPATH": str(environments.ROOT)},
            stdout=subprocess.PIPE,
            check=True,
        ).stdout
    result: dict[str, Any] = json.loads(output.splitlines()[-1])
    return result


def on_kafka(
    raws: Sequence[bytes], few: int, peers: Sequence[str], file: Path | None, *, seconds: float
) -> dict[str, Any]:
    results: dict[str, Any] = {}
    with tempfile.TemporaryDirectory(prefix="streamproc-bench-") as directory:
        kafka = Kafka(Path(directory) / "kafka", jvm=OPTIMISING_JVM).start()
        try:
            run = Run(kafka, Path(directory))
            print("warming the broker up …", flush=True)
            rough = run.throughput(raws[:few], *run.worker(PROCESSES))["articles_per_second"]
            run.latency(corpus.stream(file, seed=2), PROCESSES, [rough / 2], seconds / 2)
            print("topic to topic: streamproc …", flush=True)
            results["streamproc"] = run.throughput(raws, *run.worker(PROCESSES))
            capacity = results["streamproc"]["articles_per_second"]
            print("latency …", flush=True)
            single = asyncio.run(engine.single_article(raws))  # now: a machine's clock drifts
            rates = [load * capacity for load in LOADS]
            latency = run.latency(corpus.stream(file, seed=3), PROCESSES, rates, seconds)
            loads = {f"{load:.0%}".replace("%", " %"): latency[f"{load * capacity:.1f}"] for load in LOADS}
            results["latency"] = {"ready_seconds": latency["ready_seconds"], "single_seconds": single, "loads": loads}
            for name in peers:
                print(f"topic to topic: {name} …", flush=True)
                results[name] = run.throughput(raws[:few], *run.peer(name, environments.peers(), PROCESSES))
        finally:
            kafka.stop()
    return results


def partitions(raws: Sequence[bytes]) -> dict[str, dict[str, float]]:
    """What many partitions cost a worker, and a load that lies on one of them; in turn, since machines drift."""
    loads = {"6": (6, 0.0), "60": (60, 0.0), "60, 90 % on one": (60, 0.9)}
    results: dict[str, list[dict[str, float]]] = {name: [] for name in loads}
    with tempfile.TemporaryDirectory(prefix="streamproc-bench-") as directory:
        kafka = Kafka(Path(directory) / "kafka", jvm=OPTIMISING_JVM).start()
        try:
            Run(kafka, Path(directory)).throughput(raws[:WARM], *Run(kafka, Path(directory)).worker(PROCESSES))
            for _ in range(ROUNDS):
                for name, (count, skew) in loads.items():
                    run = Run(kafka, Path(directory), partitions=count, skew=skew)
                    results[name].append(run.throughput(raws, *run.worker(PROCESSES)))
                    figures = ", ".join(f"{key} {value:.1f}" for key, value in results[name][-1].items())
                    print(f"{name} partitions: {figures}", flush=True)
        finally:
            kafka.stop()
    best = {name: max(values, key=lambda run: run["articles_per_second"]) for name, values in results.items()}
    return {
        name: {**run, "of_6": run["articles_per_second"] / best["6"]["articles_per_second"]}
        for name, run in best.items()
    }


if __name__ == "__main__":
    sys.exit(main())
