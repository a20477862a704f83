"""``streamproc demo``: the whole service on this machine, broker included, and what came out of it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import tempfile
import time
import webbrowser
from collections import Counter
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import aiohttp
import click
from aiokafka import AIOKafkaConsumer, ConsumerRecord
from rich.console import Console

from streamproc.cli.inputs import Inputs
from streamproc.cli.progress import progress_bar
from streamproc.embedded.broker import die_with_parent, embedded_broker, free_port
from streamproc.errors import InfrastructureError
from streamproc.processes import python
from streamproc.records import EnrichedArticle, parse_dead_letter, parse_enriched
from streamproc.render import pretty
from streamproc.settings import Settings
from streamproc.stream.connection import connected, connection
from streamproc.stream.publishing import publish
from streamproc.stream.topics import create_topics, topic_name

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from streamproc.article_files import RawMessage

SAMPLES = Path(str(files("streamproc") / "data" / "samples"))
READY_TIMEOUT = 90.0
"""Seconds until the worker must have loaded its model and joined its group."""
STALL_TIMEOUT = 120.0
"""Seconds without any new record after which the demo gives up."""


@click.command("demo")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--keep-running", is_flag=True, help="Stay up after the articles are done, until Ctrl-C.")
@click.option("--open", "open_page", is_flag=True, help="Open the live page in a browser and stay up.")
@click.option("--show", default=20, show_default=True, help="How many articles are shown in full.")
@click.option("--processes", type=click.IntRange(min=1), help="Engine processes; one per core when not given.")
def command(paths: tuple[Path, ...], *, keep_running: bool, open_page: bool, show: int, processes: int | None) -> None:
    """Run the whole service here, broker included, and show what comes out.

    PATHS are files or folders of plain text, JSON or JSON Lines; without them the bundled samples are used.
    Ends with status 0 when every article is accounted for, as records or as a dead letter with its reason. On a terminal
    it asks first whether to stay.
    """
    inputs = Inputs(paths or (SAMPLES,))
    inputs.report()
    console = Console()
    outbox = Outbox(show)
    logs = Path(tempfile.mkdtemp(prefix="streamproc-demo-"))
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job begins with it ignored
    signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))  # both stop what was started
    with contextlib.suppress(KeyboardInterrupt), ExitStack() as stack:
        console.print(f"[bold]streamproc demo[/] · logs in {logs}")
        broker = stack.enter_context(embedded_broker(logs / "broker.log"))
        console.print(f"broker   {broker.bootstrap_servers} (embedded, in memory, log: broker.log)")
        port = free_port()
        overrides: dict[str, Any] = {
            "bootstrap_servers": broker.bootstrap_servers,
            "delivery": "at_least_once",  # the embedded broker has no transactions
            "http_port": port,
            "partitions": 2,
            **({"processes": processes} if processes else {}),
        }
        asyncio.run(
            demo(console, inputs, outbox, overrides, logs, keep_running=keep_running or open_page, open_page=open_page)
        )
        return
    console.print("stopped")
    sys.exit(130)


async def demo(
    console: Console,
    inputs: Inputs,
    outbox: Outbox,
    overrides: dict[str, Any],
    logs: Path,
    *,
    keep_running: bool,
    open_page: bool,
) -> None:
    """Everything after the broker is up.

    Raises:
        InfrastructureError: the worker ended, did not get ready, or stopped publishing.
    """
    settings = Settings(**overrides)
    created = await create_topics(settings)
    console.print(f"topics   {', '.join(created)}")
    http = f"http://{settings.http_host}:{settings.http_port}"
    async with AsyncExitStack() as stack:
        worker = await stack.enter_async_context(running_worker(overrides, logs / "worker.log"))
        with console.status("worker   loads its model …"):
            await wait_until_ready(worker, f"{http}/readyz", logs / "worker.log")
        console.print(f"worker   ready; metrics at {http}/metrics, health at {http}/readyz (log: worker.log)")
        console.print(f"page     {http}/ shows articles as they come")
        if open_page:
            webbrowser.open(f"{http}/")
        consumer = AIOKafkaConsumer(
            topic_name(settings, "enriched"),
            topic_name(settings, "dead_letters"),
            auto_offset_reset="earliest",
            max_partition_fetch_bytes=settings.max_message_bytes,
            **connection(settings),
        )
        await stack.enter_async_context(connected(consumer, settings))
        started = time.monotonic()
        messages = inputs.messages()
        await publish(messages, settings, sent=outbox.add)
        total = outbox.sent.total()
        console.print(f"publish  {total} articles to {topic_name(settings, 'raw')}")
        with progress_bar("enriching", total=total) as advance:
            while not outbox.all_accounted_for():
                before = outbox.accounted_for()
                outbox.take(await next_record(consumer, worker, logs / "worker.log"), settings)
                advance(outbox.accounted_for() - before)
        seconds = time.monotonic() - started
        outbox.show(console, seconds)
        console.print(f"metrics  {http}/metrics")
        if keep_running or wants_to_stay(console, f"{http}/"):
            console.print(hint(settings), soft_wrap=True, highlight=False, markup=False)
            await worker.wait()
            raise InfrastructureError(f"the worker ended with status {worker.returncode}; see {logs / 'worker.log'}")


def wants_to_stay(console: Console, page: str) -> bool:
    """Ask, where there is somebody to ask: on a pipe the demo ends when its articles are done."""
    if not (console.is_terminal and sys.stdin.isatty()):
        return False
    return click.confirm(f"\nStay, to look at {page} in a browser?", default=True)


def hint(settings: Settings) -> str:
    """What to do while it runs; the commands in another terminal need the demo's own settings."""
    program = Path(sys.executable).with_name("streamproc")
    exports = " ".join(
        f"STREAMPROC_{name.upper()}={getattr(settings, name)}"
        for name in ("bootstrap_servers", "partitions", "delivery")
    )
    commands = ("watch", "publish FILE…", "topics check", "dlq list")
    return "\n  ".join(
        [
            "\nstill running, until Ctrl-C; in another terminal:",
            f"export {exports}",
            *(f"{program} {c}" for c in commands),
        ]
    )


@dataclass
class Outbox:
    """What was published and what came back, by message key. Of many articles only the first are kept to be shown."""

    shown: int
    sent: Counter[bytes | None] = field(default_factory=Counter)
    back: Counter[bytes | None] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    articles: list[EnrichedArticle] = field(default_factory=list)
    dead_letters: list[ConsumerRecord[bytes, bytes]] = field(default_factory=list)

    def add(self, message: RawMessage) -> None:
        self.sent[message.key] += 1

    def take(self, record: ConsumerRecord[bytes, bytes], settings: Settings) -> None:
        self.back[record.key] += 1
        if record.topic == topic_name(settings, "dead_letters"):
            self.found["dead letters"] += 1
            self.keep(self.dead_letters, record)
            return
        article = parse_enriched(record.value or b"")
        self.found["enriched"] += 1
        self.found.update(
            {"entities": len(article.entities), "quotes": len(article.quotes), "events": len(article.events)}
        )
        self.keep(self.articles, article)

    def keep(self, items: list[Any], item: Any) -> None:
        if len(items) < self.shown:
            items.append(item)

    def accounted_for(self) -> int:
        return (self.sent & self.back).total()

    def all_accounted_for(self) -> bool:
        return self.accounted_for() == self.sent.total()

    def show(self, console: Console, seconds: float) -> None:
        """The articles as a person would want to read them, the dead letters, and the totals."""
        for article in sorted(self.articles, key=lambda article: article.article_id):
            console.print(pretty.article(article))
        for letter in self.dead_letters:
            console.print(pretty.dead_letter(parse_dead_letter(letter.value, letter.headers)))
        found = self.found
        console.print(
            f"[bold]{self.sent.total()} articles in {seconds:.1f} s:[/] {found['enriched']} enriched "
            f"({found['entities']} entities, {found['quotes']} quotes, {found['events']} events), "
            f"{found['dead letters']} dead letters; every article is accounted for"
        )


@asynccontextmanager
async def running_worker(overrides: dict[str, Any], log: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run ``streamproc worker`` for the duration of the block, with its output in ``log``."""
    with log.open("wb") as output:
        worker = await asyncio.create_subprocess_exec(
            *python("streamproc", "worker", "--with-web"),
            env={**os.environ, **{f"STREAMPROC_{name.upper()}": str(value) for name, value in overrides.items()}},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=output,
            stderr=asyncio.subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C is ours: we stop the worker, then the broker
            preexec_fn=die_with_parent,  # and should we be killed, it goes too
        )
    try:
        yield worker
    finally:
        with contextlib.suppress(ProcessLookupError):
            worker.terminate()
        try:
            await asyncio.wait_for(worker.wait(), 30)
        except TimeoutError:
            worker.kill()
            await worker.wait()


async def wait_until_ready(worker: asyncio.subprocess.Process, url: str, log: Path) -> None:
    """Ask the worker's /readyz until it says yes."""
    deadline = time.monotonic() + READY_TIMEOUT
    async with aiohttp.ClientSession() as session:
        while time.monotonic() < deadline:
            if worker.returncode is not None:
                raise InfrastructureError(f"the worker ended with status {worker.returncode}; see {log}")
            with contextlib.suppress(aiohttp.ClientError):
                async with session.get(url) as response:
                    if response.ok:
                        return
            await asyncio.sleep(0.2)
    raise InfrastructureError(f"the worker was not ready within {READY_TIMEOUT:g} s; see {log}")


async def next_record(
    consumer: AIOKafkaConsumer, worker: asyncio.subprocess.Process, log: Path
) -> ConsumerRecord[bytes, bytes]:
    """The next record from the broker; an error when the worker died or nothing comes any more."""
    deadline = time.monotonic() + STALL_TIMEOUT
    while time.monotonic() < deadline:
        with contextlib.suppress(TimeoutError):
            return await asyncio.wait_for(consumer.getone(), 1.0)
        if worker.returncode is not None:
            raise InfrastructureError(f"the worker ended with status {worker.returncode}; see {log}")
    raise InfrastructureError(f"nothing came out for {STALL_TIMEOUT:g} s; see {log}")
