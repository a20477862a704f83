"""Debian's Prometheus as a process that scrapes one worker."""

from __future__ import annotations

import json
import shutil
import subprocess
import urllib.error
import urllib.parse
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from tests.broker.kafka import die_with_parent, free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
RULES = yaml.safe_load((DEPLOY / "prometheus/rules.yml").read_text())
IS_MISSING = shutil.which("prometheus") is None


@dataclass(frozen=True)
class Prometheus:
    """A running one. ``url`` is its own address."""

    url: str

    def query(self, expression: str) -> list[dict[str, Any]]:
        """What an instant query gives; nothing while it is starting."""
        asked = f"{self.url}/api/v1/query?{urllib.parse.urlencode({'query': expression})}"
        try:
            with urllib.request.urlopen(asked, timeout=5) as answer:  # noqa: S310 - our own loopback address
                return json.load(answer)["data"]["result"]
        except (urllib.error.URLError, OSError):
            return []

    def firing(self) -> set[str]:
        """The names of the alerts that fire now."""
        return {alert["metric"]["alertname"] for alert in self.query('ALERTS{alertstate="firing"}')}


@contextmanager
def prometheus(directory: Path, *, target: int, rules: dict[str, Any], every: str = "500ms") -> Iterator[Prometheus]:
    """Start Prometheus with our own configuration on the worker at port ``target``.

    ``every``: between two scrapes, and the most that one may take; a later answer counts as none.
    """
    config = yaml.safe_load((DEPLOY / "prometheus/prometheus.yml").read_text())
    config["global"] = {"scrape_interval": every, "evaluation_interval": every}
    of_workers = config["scrape_configs"][0]  # the stages' jobs have nobody to answer here
    config["scrape_configs"] = [{**of_workers, "static_configs": [{"targets": [f"127.0.0.1:{target}"]}]}]
    (directory / "rules.yml").write_text(yaml.safe_dump(rules))
    (directory / "prometheus.yml").write_text(yaml.safe_dump(config))
    address = f"127.0.0.1:{free_port()}"
    command = [
        "prometheus",
        f"--config.file={directory / 'prometheus.yml'}",
        f"--storage.tsdb.path={directory / 'data'}",
        f"--web.listen-address={address}",
    ]
    with (directory / "prometheus.log").open("wb") as log:
        running = subprocess.Popen(
            command,
            stdout=log,
            stderr=subprocess.STDOUT,
            preexec_fn=die_with_parent,  # noqa: PLW1509 - the child execs at once
        )
    try:
        yield Prometheus(f"http://{address}")
    finally:
        running.terminate()
        running.wait(30)
