"""The HTTP server: to whom it answers, how much at a time, and what it says of itself."""

from __future__ import annotations

import http.client
import socket

import pytest
from starlette.responses import PlainTextResponse, StreamingResponse
from starlette.routing import Route

from streamproc.stream import http as served
from streamproc.stream.http import HttpServer


async def hello(_request):
    return PlainTextResponse("hello")


async def for_ever(request):
    request.state.endless = True

    async def chunks():
        import asyncio

        while True:
            yield b"still here\n"
            await asyncio.sleep(0.05)

    return StreamingResponse(chunks())


@pytest.fixture
def server():
    server = HttpServer([Route("/", hello), Route("/feed", for_ever)], host="127.0.0.1", port=0, hosts=["worker.test"])
    server.start()
    yield server
    server.stop()


def ask(server, path="/", method="GET", host=None):
    connection = http.client.HTTPConnection(server.address, timeout=5)
    try:
        connection.request(method, path, headers={"Host": host} if host else {})
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()
    finally:
        connection.close()


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST:8000", "127.0.0.1:8000", "[::1]:8000", "[::1]", "worker.test:80"]
)
def test_names_that_are_ours_and_addresses_are_answered(server, host):
    assert ask(server, host=host)[0] == 200


@pytest.mark.parametrize(
    "host", ["rebound.example", "rebound.example:8000", "127.0.0.1.rebound.example", "localhost.evil"]
)
def test_a_name_of_somebody_else_is_refused(server, host):
    status, _, body = ask(server, host=host)

    assert status == 421
    assert b"hello" not in body


@pytest.mark.parametrize(
    ("path", "method", "host"),
    [("/", "GET", None), ("/none", "GET", None), ("/", "POST", None), ("/", "GET", "x.example")],
)
def test_every_answer_is_guarded_and_names_no_software(server, path, method, host):
    _, headers, _ = ask(server, path, method, host)
    headers = {name.lower(): value for name, value in headers.items()}

    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "server" not in headers


def test_a_head_that_does_not_end_is_cut_off(server, monkeypatch):
    monkeypatch.setattr(served, "REQUEST_SECONDS", 0.2)
    with socket.create_connection(server.address.split(":"), timeout=10) as slow:
        slow.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n")
        assert ended(slow)

    assert ask(server)[0] == 200


def test_an_endless_answer_outlives_the_deadline_of_others(server, monkeypatch):
    monkeypatch.setattr(served, "REQUEST_SECONDS", 0.2)
    with socket.create_connection(server.address.split(":"), timeout=10) as watcher:
        watcher.sendall(b"GET /feed HTTP/1.1\r\nHost: localhost\r\n\r\n")
        seen = b""
        while seen.count(b"still here") < 20:
            piece = watcher.recv(1000)
            assert piece
            seen += piece


def test_more_connections_than_are_served_are_closed(server, monkeypatch):
    monkeypatch.setattr(served, "CONNECTIONS", 2)
    with (
        socket.create_connection(server.address.split(":"), timeout=10) as one,
        socket.create_connection(server.address.split(":"), timeout=10) as two,
    ):
        for held in (one, two):
            held.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert held.recv(10)
        with socket.create_connection(server.address.split(":"), timeout=10) as third:
            assert ended(third)


def ended(connection):
    """Whether the other end has closed it."""
    try:
        return connection.recv(10) == b""
    except ConnectionResetError:
        return True
