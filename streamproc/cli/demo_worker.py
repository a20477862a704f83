"""The demo's worker and store: processes of their own, waited for and watched."""

from __future__ import annotations

import asyncio
import contextlib
import os
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import aiohttp

from streamproc.embedded.broker import die_with_parent
from streamproc.errors import InfrastructureError
from streamproc.processes import python

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from aiokafka import AIOKafkaConsumer, ConsumerRecord

READY_TIMEOUT = 90.0
"""Seconds until the worker must have loaded its model and joined its group."""
STALL_TIMEOUT = 120.0
"""Seconds without any new record after which the demo gives up."""


@asynccontextmanager
async def running(
    arguments: tuple[str, ...], overrides: dict[str, Any], log: Path
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run a command of streamproc (``worker``, ``store``) for the duration of the block, with its output in ``log``."""
    with log.open("wb") as output:
        process = await asyncio.create_subprocess_exec(
            *python("streamproc", *arguments),
            env={**os.environ, **{f"STREAMPROC_{name.upper()}": str(value) for name, value in overrides.items()}},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=output,
            stderr=asyncio.subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C is ours: we stop worker and store, then the broker
            preexec_fn=die_with_parent,  # and should we be killed, it goes too
        )
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        try:
            await asyncio.wait_for(process.wait(), 30)
        except TimeoutError:
            process.kill()
            await process.wait()


async def wait_until_ready(process: asyncio.subprocess.Process, url: str, log: Path) -> None:
    """Ask a process's /readyz until it says yes."""
    deadline = time.monotonic() + READY_TIMEOUT
    async with aiohttp.ClientSession() as session:
        while time.monotonic() < deadline:
            if process.returncode is not None:
                raise InfrastructureError(f"{log.stem} ended with status {process.returncode}; see {log}")
            with contextlib.suppress(aiohttp.ClientError):
                async with session.get(url) as response:
                    if response.ok:
                        return
            await asyncio.sleep(0.2)
    raise InfrastructureError(f"{log.stem} was not ready within {READY_TIMEOUT:g} s; see {log}")


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
