"""Who we are without a password: tokens of an OIDC provider, and client certificates, on Apache Kafka."""

from __future__ import annotations

import asyncio
import base64
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest

from streamproc.settings import Settings
from streamproc.stream.topics import create_topics
from tests.broker.kafka import Kafka, free_port
from tests.broker.test_security import Authority
from tests.broker.workers import Traffic
from tests.tools import need, need_kafka

pytestmark = [pytest.mark.broker, pytest.mark.kafka]

SECRET = "a secret of the client"
LIFE = 4.0
"""Seconds; the broker ends a connection at the end of its token's life."""


class Provider(ThreadingHTTPServer):
    """An OIDC provider's token endpoint. Its tokens are not signed, which the broker is told to take (for tests only)."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answers)
        self.granted = 0


class Answers(BaseHTTPRequestHandler):
    server: Provider

    def do_POST(self):
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        expected = base64.b64encode(f"streamproc:{SECRET}".encode()).decode()
        if self.headers["Authorization"] != f"Basic {expected}" or form["grant_type"] != ["client_credentials"]:
            self.answer(401, {"error": "invalid_client", "error_description": "no such client"})
            return
        self.server.granted += 1
        now = time.time()
        claims = {"sub": "streamproc", "iat": now, "exp": now + LIFE, "scope": form.get("scope", [""])[0]}
        parts = [
            base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=")
            for part in ({"alg": "none"}, claims)
        ]
        self.answer(200, {"access_token": ".".join(parts) + ".", "token_type": "bearer", "expires_in": LIFE})

    def answer(self, status, body):
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_arguments):
        pass


@pytest.fixture
def provider():
    server = Provider()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    need("openssl")
    return Authority(tmp_path_factory.mktemp("ca"), "ca").found()


@pytest.fixture(scope="module")
def kafka(tmp_path_factory, authority):
    """A broker with a listener for tokens and one for client certificates."""
    need_kafka()
    broker = Kafka(
        tmp_path_factory.mktemp("kafka"),
        listeners={"SASL_PLAINTEXT": free_port(), "SSL": free_port()},
        properties={
            "sasl.enabled.mechanisms": "OAUTHBEARER",
            "listener.name.sasl_plaintext.oauthbearer.sasl.jaas.config": (
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required "
                'unsecuredLoginStringClaim_sub="broker";'
            ),
            "listener.name.sasl_plaintext.oauthbearer.connections.max.reauth.ms": "60000",
            "listener.name.ssl.ssl.client.auth": "required",
            "ssl.keystore.type": "PEM",
            "ssl.keystore.location": str(authority.sign("127.0.0.1")),
            "ssl.truststore.type": "PEM",
            "ssl.truststore.location": str(authority.certificate),
        },
    )
    yield broker.start()
    broker.stop()


def service(kafka, protocol, name, **changes):
    """Settings of a service on that listener, and a look at it from the plain one."""
    plain = Settings(
        bootstrap_servers=kafka.bootstrap, topic_prefix=f"{name}.", group=name, partitions=2, request_timeout=10.0
    )
    address = f"127.0.0.1:{kafka.listeners[protocol]}"
    changes = {"bootstrap_servers": address, "security_protocol": protocol, **changes}
    return Settings.model_validate(plain.model_dump() | changes), Traffic(plain)


def with_tokens(kafka, provider, name, **changes):
    oidc = {
        "sasl_mechanism": "OAUTHBEARER",
        "sasl_oauth_token_url": f"http://127.0.0.1:{provider.server_port}/token",
        "sasl_username": "streamproc",
        "sasl_password": SECRET,
    }
    return service(kafka, "SASL_PLAINTEXT", name, **(oidc | changes))


@pytest.fixture(autouse=True)
def http_is_allowed_for_the_tests_provider(monkeypatch):
    monkeypatch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")


async def test_a_worker_goes_on_with_new_tokens_when_the_old_ones_expire(kafka, provider, start_worker):
    settings, traffic = with_tokens(kafka, provider, "tokens")
    await create_topics(settings)
    worker = start_worker(settings)

    with traffic.reader("enriched") as reader:
        for count in (20, 40, 60):
            traffic.publish(traffic.articles(20, sleep=0.05))
            reader.see(count, "enriched")
            await asyncio.sleep(LIFE)
        reader.drain()
        assert sorted(reader.ids("enriched")) == sorted(traffic.published)
    assert provider.granted > 1
    assert worker.stop() == 0
    assert SECRET not in worker.said


async def test_a_client_whose_secret_is_wrong_is_told_so(kafka, provider, start_worker):
    settings, _ = with_tokens(kafka, provider, "wrong", sasl_password="another one")

    worker = start_worker(settings)

    assert worker.wait() == 1
    assert "invalid_client" in worker.said.splitlines()[-1]
    assert "Traceback" not in worker.said
    assert "another one" not in worker.said


async def test_a_worker_shows_its_certificate(kafka, authority, start_worker):
    certificate = authority.sign("127.0.0.1")
    tls = {"ssl_cafile": authority.certificate, "ssl_certfile": certificate, "ssl_keyfile": certificate}
    settings, traffic = service(kafka, "SSL", "certificate", **tls)
    await create_topics(settings)
    traffic.publish(traffic.articles(20))
    worker = start_worker(settings)

    with traffic.reader("enriched") as reader:
        reader.read(20, "enriched")
        assert sorted(reader.ids("enriched")) == sorted(traffic.published)
    assert worker.stop() == 0


@pytest.mark.parametrize("shown", ["none", "of another authority"])
async def test_without_a_certificate_that_the_brokers_trust_there_is_no_way_in(
    kafka, authority, start_worker, shown, tmp_path
):
    tls = {"ssl_cafile": authority.certificate}
    if shown != "none":
        stranger = Authority(tmp_path, "stranger").found().sign("127.0.0.1")
        tls |= {"ssl_certfile": stranger, "ssl_keyfile": stranger}
    settings, _ = service(kafka, "SSL", "stranger", **tls)

    worker = start_worker(settings)

    assert worker.wait() == 1
    assert worker.said.splitlines()[-1].startswith("Error: ")
    assert "Traceback" not in worker.said
