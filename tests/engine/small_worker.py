"""A worker for the pool's tests that loads nothing: the message says what happens to the process."""

import os
import signal
import time
from pathlib import Path

from streamproc.engine.outcome import Enriched, Output, Rejected
from streamproc.errors import ConfigurationError


class SmallWorker:
    def __init__(self, lexicon=""):
        self.info = {"model": "none", "lexicon": lexicon}

    def reloaded(self, options):
        lexicon = Path(options["lexicon"]).read_text()
        if lexicon == "wrong":
            raise ConfigurationError("lexicon: is wrong")
        return SmallWorker(lexicon)

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
            case "until":
                while not Path(argument).exists():
                    time.sleep(0.01)
            case "grow":
                try:
                    self.hoard.append(bytearray(int(argument)))
                except MemoryError:
                    return Rejected("too_large", "grow: too much", "grow", "MemoryError")
            case "lexicon":
                return Enriched(self.info["lexicon"], (), words=1)
            case "reject":
                return Rejected("invalid_article", argument, "decode", "streamproc.errors.InvalidArticle")
        pid = str(os.getpid()).encode()
        return Enriched(raw.decode(), (Output("enriched", "id", b"key", pid),), words=1, stage_seconds={"decode": 0.5})


def load(options):
    if options.get("model") == "missing":
        raise ConfigurationError("model: there is no 'missing'")
    return SmallWorker()
