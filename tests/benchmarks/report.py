"""The results as a table and as a chart (SVG)."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape

from rich.console import Console
from rich.table import Table

from tests.benchmarks import against

BAR, ROW, LEFT, RIGHT = 320, 26, 250, 110
OURS, OTHERS = "#0f6e84", "#b8c4ca"


def rows(results: dict[str, Any]) -> list[tuple[str, str, str]]:
    """What, measured, and the target where there is one."""
    engine, stock, kafka = results["engine"], results["stock"], results["kafka"]
    one = engine["1"]["words_per_second"]
    ours = kafka["streamproc"]["articles_per_second"]
    peers = {name: kafka[name]["articles_per_second"] for name in results["peers"]}
    best = max(peers, key=lambda name: peers[name])
    latency = kafka["latency"]
    table = [
        ("engine, 1 process, words/s", f"{one:,.0f}", ""),
        (f"stock nlp.pipe (spaCy {stock['spacy']}), words/s", f"{stock['one_process']:,.0f}", ""),
        ("engine, 1 process, against stock", f"{one / stock['one_process']:.2f}×", "≥ 2.6×"),
        ("engine, 2 processes, against 1", f"{engine['ratio']:.2f}×", "≥ 1.85×"),
        ("Kafka to Kafka, articles/s", f"{ours:.1f}", ""),
        ("Kafka to Kafka, against the engine alone", f"{ours / engine['2']['articles_per_second']:.0%}", "≥ 92 %"),
        *((f"{name}, articles/s", f"{speed:.1f}", "") for name, speed in peers.items()),
        (f"Kafka to Kafka, against {best}", f"{ours / peers[best]:.2f}×" if peers[best] else "–", "≥ 2.5×"),
        ("single article, median", f"{1000 * latency['single_seconds']:.0f} ms", ""),
    ]
    for load, values in latency["loads"].items():
        times = " / ".join(f"{values[p]:.0f}" for p in ("p50", "p95", "p99"))
        table.append((f"latency at {load} load, p50 / p95 / p99 ms", times, ""))
    in_singles = latency["loads"]["50 %"]["p99"] / (1000 * latency["single_seconds"])
    table.append(("p99 at 50 % load, against a single article", f"{in_singles:.1f}×", "≤ 5×"))
    table += [
        ("memory, 2 processes, full backlog", f"{engine['2']['memory_mb']:,.0f} MB", "≤ 1,600 MB, flat"),
        ("memory by quarters of the run, MB", " ".join(f"{m:.0f}" for m in engine["2"]["memory_quarters_mb"]), ""),
        ("memory of the worker", f"{kafka['streamproc']['memory_mb']:,.0f} MB", ""),
        ("worker ready after start", f"{latency['ready_seconds']:.1f} s", "≤ 6 s"),
        ("our stages' share of an article's CPU time", f"{results['stages']['ours']:.0%}", "≤ 12 %"),
    ]
    table += [(f"  {stage}", f"{share:.1%}", "") for stage, share in results["stages"]["shares"].items()]
    return [*table, *against.rows(results), *of_partitions(results)]


def show(results: dict[str, Any]) -> None:
    print_table(results, rows(results))


def show_parts(results: dict[str, Any]) -> None:
    """What was measured in turn, where not everything was."""
    print_table(results, [*against.rows(results), *of_partitions(results)])


def of_partitions(results: dict[str, Any]) -> list[tuple[str, str, str]]:
    measured = results.get("partitions", {})
    return [
        (f"partitions: {name}; articles/s (of 6)", f"{run['articles_per_second']:.1f} ({run['of_6']:.0%})", "≥ 85 %")
        for name, run in measured.items()
    ]


def print_table(results: dict[str, Any], measured: list[tuple[str, str, str]]) -> None:
    where = results["machine"]
    table = Table(
        "",
        "measured",
        "target",
        title=f"{where['processor']}, {where['cores']} cores; {where['kernel']}; {where['blas']}",
    )
    for row in measured:
        table.add_row(*row)
    Console(width=110).print(table)


def chart(results: dict[str, Any]) -> str:
    """Bars: words a second of the engine and of stock spaCy, articles a second from topic to topic."""
    engine, kafka = results["engine"], results["kafka"]
    speeds = [
        ("streamproc, 1 process", engine["1"]["words_per_second"]),
        ("streamproc, 2 processes", engine["2"]["words_per_second"]),
        ("stock spaCy nlp.pipe, 1 process", results["stock"]["one_process"]),
    ]
    articles = [(name, kafka[name]["articles_per_second"]) for name in ("streamproc", *results["peers"])]
    parts, y = [], 20
    for title, bars in (("words a second, engine", speeds), ("articles a second, Kafka to Kafka, 2 cores", articles)):
        parts.append(f'<text x="0" y="{y}" font-weight="600">{escape(title)}</text>')
        longest = max(value for _, value in bars) or 1
        for name, value in bars:
            y += ROW
            width = BAR * value / longest
            colour = OURS if name.startswith("streamproc") else OTHERS
            parts.append(
                f'<text x="{LEFT - 8}" y="{y}" text-anchor="end">{escape(name)}</text>'
                f'<rect x="{LEFT}" y="{y - 14}" width="{width:.1f}" height="18" rx="2" fill="{colour}"/>'
                f'<text x="{LEFT + width + 6:.1f}" y="{y}">{value:,.0f}</text>'
            )
        y += 2 * ROW
    width, height = LEFT + BAR + RIGHT, y - ROW
    style = "font: 13px system-ui, sans-serif; fill: #222"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-label="Speed of streamproc and others" style="{style}">'
        f'<rect width="100%" height="100%" fill="#fff"/>{"".join(parts)}</svg>\n'
    )
