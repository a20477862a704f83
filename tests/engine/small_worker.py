"""A worker for the pool's tests that loads nothing: the message says what happens to the process."""

import os
import signal
import time

from streamproc.engine.outcome import Enriched, Output, Rejected
from streamproc.errors import ConfigurationError


class SmallWorker:
    info = {"model": "none"}  # noqa: RUF012 - a worker has one
    hoard: list[bytes] = []  # noqa: RUF012

    def process(self, raws):
        for position, raw in enumerate(raws):
            yield position, self.outcome(raw)

    def outcome(self, raw):
        verb, _, argument = raw.decode().partition(" ")
        match verb:
            case "die":
                os.kill(os.getpid(), signal.SIGSEGV)
            case "hang":
                time.sleep(3600)
            case "wait":
                time.sleep(float(argument))
            case "grow":
                self.hoard.append(bytearray(int(argument)))
            case "reject":
                return Rejected("invalid_article", argument, "decode", "streamproc.errors.InvalidArticle")
        pid = str(os.getpid()).encode()
        return Enriched(raw.decode(), (Output("enriched", "id", b"key", pid),), words=1, stage_seconds={"decode": 0.5})


def load(options):
    if options.get("model") == "missing":
        raise ConfigurationError("model: there is no 'missing'")
    return SmallWorker()
