"""``streamproc demo``: the whole service on this machine, broker included, and what came out of it."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys
import tempfile
import time
import webbrowser
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from aiokafka import AIOKafkaConsumer
from rich.console import Console

from streamproc.cli.demo_outbox import Outbox
from streamproc.cli.demo_worker import next_record, running, wait_until_ready
from streamproc.cli.inputs import Inputs
from streamproc.cli.progress import progress_bar
from streamproc.embedded.broker import embedded_broker, free_port
from streamproc.errors import InfrastructureError
from streamproc.settings import Settings
from streamproc.stream.connection import connected, connection
from streamproc.stream.publishing import publish
from streamproc.stream.topics import create_topics, topic_name

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

SAMPLES = Path(str(files("streamproc") / "data" / "samples"))


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
    outbox = Outbox(console, show)
    logs = Path(tempfile.mkdtemp(prefix="streamproc-demo-"))
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job begins with it ignored
    signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))  # both stop what was started
    with contextlib.suppress(KeyboardInterrupt), ExitStack() as stack:
        console.print(f"[bold]streamproc demo[/] · logs in {logs}")
        broker = stack.enter_context(embedded_broker(logs / "broker.log"))
        console.print(f"broker   {broker.bootstrap_servers} (embedded, in memory, log: broker.log)")
        overrides: dict[str, Any] = {
            "bootstrap_servers": broker.bootstrap_servers,
            "delivery": "at_least_once",  # the embedded broker has no transactions
            "http_port": free_port(),
            "store_http_port": free_port(),
            "include_text": True,  # for the page
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
        worker = await stack.enter_async_context(running(("worker", "--with-web"), overrides, logs / "worker.log"))
        # All that can be done is done while the worker loads its model, which takes longest.
        store, page = None, f"{http}/"
        if find_spec("sqlalchemy"):
            keeping = ("store", str(logs / "news.db"), "--with-web")
            store = await stack.enter_async_context(running(keeping, overrides, logs / "store.log"))
            page = f"http://{settings.http_host}:{settings.store_http_port}/"
        consumer = await stack.enter_async_context(reading(settings))
        await publish(inputs.messages(), settings, sent=outbox.add)
        total = outbox.sent.total()
        console.print(f"publish  {total} articles to {topic_name(settings, 'raw')}")
        with console.status("worker   loads its model …"):
            await wait_until_ready(worker, f"{http}/readyz", logs / "worker.log")
        started = time.monotonic()
        console.print(f"worker   ready; metrics at {http}/metrics, health at {http}/readyz (log: worker.log)")
        if store is not None:
            await wait_until_ready(store, f"{page}readyz", logs / "store.log")
            console.print(f"store    {logs / 'news.db'} (SQLite: ask it with docs/SQL.md)", soft_wrap=True)
        console.print(f"page     {page} to search and read what comes out", soft_wrap=True)
        if open_page:
            webbrowser.open(page)
        with progress_bar("enriching", total=total, console=console) as advance:
            while not outbox.all_accounted_for():
                before = outbox.accounted_for()
                outbox.take(await next_record(consumer, worker, logs / "worker.log"), settings)
                advance(outbox.accounted_for() - before)
        outbox.sum_up(time.monotonic() - started)
        console.print(f"page     {page}", soft_wrap=True)
        console.print(f"metrics  {http}/metrics")
        if keep_running or wants_to_stay(console, page):
            console.print(hint(settings), soft_wrap=True, highlight=False, markup=False)
            await worker.wait()
            raise InfrastructureError(f"the worker ended with status {worker.returncode}; see {logs / 'worker.log'}")


@asynccontextmanager
async def reading(settings: Settings) -> AsyncIterator[AIOKafkaConsumer]:
    """A reader of what comes out, from the beginning."""
    consumer = AIOKafkaConsumer(
        topic_name(settings, "enriched"),
        topic_name(settings, "dead_letters"),
        auto_offset_reset="earliest",
        max_partition_fetch_bytes=settings.max_message_bytes,
        **connection(settings),
    )
    async with connected(consumer, settings):
        yield consumer


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
