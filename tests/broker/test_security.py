"""TLS and SASL/SCRAM against Apache Kafka with a CA made for the test."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from streamproc.settings import Settings
from streamproc.stream.topics import create_topics
from tests.broker.kafka import Kafka, free_port, missing_tools
from tests.broker.workers import Traffic

pytestmark = [pytest.mark.broker, pytest.mark.kafka]

PASSWORD = "correct horse battery staple"


@dataclass
class Authority:
    """A certificate authority, and what it signs."""

    directory: Path
    name: str

    def openssl(self, *arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=self.directory, check=True, capture_output=True)

    @property
    def certificate(self) -> Path:
        return self.directory / f"{self.name}.crt"

    def found(self) -> Authority:
        request = ("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={self.name}")
        use = (
            "-addext",
            "keyUsage=critical,keyCertSign,cRLSign",
        )  # Python 3.13 asks for it, and for the key's identifier
        self.openssl(*request, *use, "-keyout", f"{self.name}.key", "-out", f"{self.name}.crt")
        return self

    def sign(self, host: str) -> Path:
        """Key and certificate for a host, in one PEM file as Kafka reads it."""
        self.openssl(
            "req", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={host}", "-keyout", "host.key", "-out", "host.csr"
        )
        (self.directory / "host.ext").write_text(f"subjectAltName=IP:{host}\nauthorityKeyIdentifier=keyid\n")
        signed = ("-CA", f"{self.name}.crt", "-CAkey", f"{self.name}.key", "-CAcreateserial", "-extfile", "host.ext")
        self.openssl("x509", "-req", "-in", "host.csr", "-days", "2", *signed, "-out", "host.crt")
        both = self.directory / "host.pem"
        both.write_text((self.directory / "host.key").read_text() + (self.directory / "host.crt").read_text())
        return both


@pytest.fixture(scope="module")
def directory(tmp_path_factory):
    if (reason := missing_tools()) is not None:
        pytest.skip(reason)
    if shutil.which("openssl") is None:
        pytest.skip("no openssl on the PATH to make a CA with")
    return tmp_path_factory.mktemp("secure")


@pytest.fixture(scope="module")
def authority(directory):
    return Authority(directory, "ca").found()


@pytest.fixture(scope="module")
def secure_kafka(directory, authority):
    """A broker with a listener that asks for TLS and SCRAM."""
    broker = Kafka(
        directory / "kafka",
        listeners={"SASL_SSL": free_port()},
        scram_users={"worker": PASSWORD},
        properties={
            "sasl.enabled.mechanisms": "SCRAM-SHA-512",
            "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config": (
                "org.apache.kafka.common.security.scram.ScramLoginModule required;"
            ),
            "ssl.keystore.type": "PEM",
            "ssl.keystore.location": str(authority.sign("127.0.0.1")),
            "ssl.truststore.type": "PEM",
            "ssl.truststore.location": str(authority.certificate),
        },
    )
    yield broker.start()
    broker.stop()


@pytest.fixture
def secure(request, secure_kafka, authority):
    """Settings of a service that reaches the broker as it should."""
    prefix = f"{request.node.originalname}.".replace("_", "-")
    return Settings(
        bootstrap_servers=f"127.0.0.1:{secure_kafka.listeners['SASL_SSL']}",
        security_protocol="SASL_SSL",
        sasl_mechanism="SCRAM-SHA-512",
        sasl_username="worker",
        sasl_password=PASSWORD,
        ssl_cafile=authority.certificate,
        topic_prefix=prefix,
        group=prefix,
        partitions=2,
    )


async def test_the_worker_works_over_tls_and_scram(secure, secure_kafka, start_worker):
    await create_topics(secure)
    traffic = Traffic(secure.model_copy(update={"bootstrap_servers": secure_kafka.bootstrap}))
    traffic.publish(traffic.articles(20))
    worker = start_worker(secure)

    with traffic.reader("enriched") as reader:
        reader.read(20, "enriched")
        assert sorted(reader.ids("enriched")) == sorted(traffic.published)
    assert worker.stop() == 0
    assert PASSWORD not in worker.said


def test_a_wrong_password_is_one_readable_line_without_the_password(secure, start_worker):
    worker = start_worker(secure.model_copy(update={"sasl_password": type(secure.sasl_password)("not " + PASSWORD)}))

    assert worker.wait() == 1
    [line] = worker.said.splitlines()
    assert line.startswith("Error: 127.0.0.1:")
    assert "login refused" in line
    assert PASSWORD not in line


def test_a_wrong_authority_is_one_readable_line(secure, directory, start_worker):
    other = Authority(directory, "other").found()

    worker = start_worker(secure.model_copy(update={"ssl_cafile": other.certificate}))

    assert worker.wait() == 1
    [line] = worker.said.splitlines()
    assert line.startswith("Error: 127.0.0.1:")
    assert "its certificate can't be trusted" in line


def test_a_plain_connection_to_a_tls_listener_is_refused_readably(secure, start_worker):
    worker = start_worker(secure.model_copy(update={"security_protocol": "PLAINTEXT", "request_timeout": 5.0}))

    assert worker.wait() == 1
    assert worker.said.splitlines()[-1].startswith("Error: ")
    assert "Traceback" not in worker.said
