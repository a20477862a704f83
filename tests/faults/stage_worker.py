"""``streamproc copies`` or ``stories`` of the fault runs: the real one, told by FAULTS_CRASH where to die."""

from __future__ import annotations

import asyncio
import os
import signal
import sys

from streamproc import logs
from streamproc.cli.linking import run
from streamproc.copies.comparing import CopyComparison
from streamproc.errors import StreamprocError
from streamproc.metrics.process_registry import process_registry
from streamproc.settings import Settings
from streamproc.stories.comparing import StoryComparison
from tests.faults import crashes


def main() -> None:
    if crash := os.environ.get("FAULTS_CRASH"):
        point, countdown, seed, how = crash.split(":")
        crashes.Crash(int(countdown), int(seed), signal.Signals[how]).arm(point)
    settings = Settings()
    logs.configure(settings.log_level, "text")
    try:
        comparison = StoryComparison() if os.environ["FAULTS_STAGE"] == "stories" else CopyComparison()
        asyncio.run(run(settings, comparison, process_registry()))
    except StreamprocError as error:
        sys.exit(f"Error: {error}")


if __name__ == "__main__":
    main()
