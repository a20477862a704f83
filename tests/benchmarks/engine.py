"""The engine alone: words a second, memory, time to ready, the time of a single article."""

from __future__ import annotations

import asyncio
import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from streamproc.engine.in_order import in_order
from streamproc.engine.pool import Pool
from streamproc.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

WARM = 64
SINGLE = 60
LOOK = 2.0
"""Seconds between two looks at the memory; one takes 25 ms of a core."""


def in_turn(raws: Sequence[bytes], many: int, rounds: int) -> dict[str, Any]:
    """``throughput`` on one process and on so many, in turn: the median of each, and of the rounds' ratios.

    A machine's clock drifts by more in a minute than the ratio should tell.
    """
    results: dict[int, list[dict[str, Any]]] = {1: [], many: []}
    for _ in range(rounds):
        for processes, runs in results.items():
            runs.append(asyncio.run(throughput(raws, processes)))
    ratios = [two["words_per_second"] / one["words_per_second"] for one, two in zip(*results.values(), strict=True)]
    middle = {
        str(processes): sorted(runs, key=lambda run: run["words_per_second"])[rounds // 2]
        for processes, runs in results.items()
    }
    return {**middle, "ratios": ratios, "ratio": statistics.median(ratios)}


async def throughput(raws: Sequence[bytes], processes: int) -> dict[str, Any]:
    """Articles and words a second with a full backlog, the most memory at any time, seconds until ready."""
    start = time.perf_counter()
    async with Pool.from_settings(Settings(processes=processes)) as pool:
        ready = time.perf_counter() - start
        await drain(pool, raws[:WARM])
        memory = [proportional_memory(pool.pids)]
        watch = asyncio.create_task(sample_memory(pool, memory))
        words = pool.counters.words
        start = time.perf_counter()
        await drain(pool, raws)
        seconds = time.perf_counter() - start
        watch.cancel()
        return {
            "processes": processes,
            "words_per_second": (pool.counters.words - words) / seconds,
            "articles_per_second": len(raws) / seconds,
            "ready_seconds": ready,
            "memory_mb": max(memory) / 1e6,
            "memory_quarters_mb": [max(part) / 1e6 for part in quarters(memory)],
        }


async def single_article(raws: Sequence[bytes]) -> float:
    """The median time of a new article that has a process for itself, in seconds."""
    async with Pool.from_settings(Settings(processes=1)) as pool:
        await drain(pool, raws[:WARM])
        times = []
        for raw in raws[WARM : WARM + SINGLE]:
            start = time.perf_counter()
            await pool.enrich(raw)
            times.append(time.perf_counter() - start)
        return statistics.median(times)


async def drain(pool: Pool, raws: Iterable[bytes]) -> None:
    async for _ in in_order(pool, (("", raw) for raw in raws)):
        pass


async def sample_memory(pool: Pool, memory: list[float]) -> None:
    while True:
        await asyncio.sleep(LOOK)
        memory.append(proportional_memory(pool.pids))


def proportional_memory(pids: Iterable[int]) -> float:
    """Bytes in use by these processes, shared pages counted once in all (PSS of proc(5))."""
    total = 0.0
    for pid in pids:
        try:
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue
        total += sum(1024 * float(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return total


def quarters(values: list[float]) -> list[list[float]]:
    size = max(1, len(values) // 4)
    return [part for part in (values[i * size : (i + 1) * size] for i in range(4)) if part]
