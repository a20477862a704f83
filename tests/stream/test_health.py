"""The probes: live while the event loop turns, ready while there is work to do or to wait for."""

from __future__ import annotations

import json
import socket
import urllib.error
import urllib.request

import pytest
from prometheus_client import Counter

from streamproc.errors import ConfigurationError
from streamproc.stream.health import Health, probes
from streamproc.stream.http import HttpServer


@pytest.fixture
def health(clock):
    return Health(clock=clock)


@pytest.fixture
def server(health, registry):
    server = HttpServer(probes(health, registry), host="127.0.0.1", port=0)
    server.start()
    yield server
    server.stop()


def get(server, path):
    try:
        with urllib.request.urlopen(f"http://{server.address}{path}", timeout=5) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read()


def test_a_starting_worker_is_live_and_not_ready(server):
    assert get(server, "/livez")[0] == 200
    assert get(server, "/readyz")[0] == 503


def test_a_working_one_is_ready_and_says_how_it_is(server, health):
    health.update("working", idle_seconds=0.5)

    status, body = get(server, "/readyz?verbose")
    assert status == 200
    assert json.loads(body) == {"state": "working", "event_loop_silent_seconds": 0.0, "idle_seconds": 0.5}


def test_a_stopping_one_is_live_and_not_ready(server, health):
    health.update("stopping")

    assert get(server, "/livez")[0] == 200
    assert get(server, "/readyz")[0] == 503


def test_an_event_loop_that_stands_still_is_neither(server, health, clock):
    health.update("working")
    clock.seconds = 31

    assert get(server, "/livez")[0] == 503
    assert get(server, "/readyz")[0] == 503


def test_metrics_are_those_of_the_registry(server, registry):
    Counter("seen", "Things seen.", registry=registry).inc(3)

    status, body = get(server, "/metrics")
    assert status == 200
    assert b"seen_total 3.0\n" in body


def test_any_other_path_says_what_there_is(server):
    assert get(server, "/") == (404, b"/livez /readyz /metrics\n")


def test_a_port_that_is_taken_is_refused_readably():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ConfigurationError, match=f"can't listen on 127.0.0.1:{port}: Address already in use"):
            HttpServer([], host="127.0.0.1", port=port)
