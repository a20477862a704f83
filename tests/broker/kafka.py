"""Apache Kafka on loopback: one KRaft node from Maven Central's jars, as a process that tests may start, stop, kill and freeze.

The jars come from ``pom.xml`` beside this file and land in ``lib/`` and, for the newest version, in ``lib-4/`` (ignored
by git) the first time; each must have the digest that ``jars.sha256`` gives.
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import hashlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from confluent_kafka import KafkaException
from confluent_kafka.admin import AdminClient

HERE = Path(__file__).resolve().parent
KAFKA_3 = "3.9.1"
KAFKA_4 = "4.4.0"
JARS = {KAFKA_3: HERE / "lib", KAFKA_4: HERE / "lib-4"}
CLUSTER_ID = "c3RyZWFtcHJvYy10ZXN0cw"
HEAP = "-Xmx512m"
LIGHT_JVM = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto")
"""Starts fast: what is compiled is not optimised."""

OPTIMISING_JVM = ("-XX:+UseSerialGC", "-Xshare:auto")
"""Compiles for the long run, as Java does by default: fast once it is warm."""

PR_SET_PDEATHSIG = 1
PORTS = range(20_000, 32_000)
"""Below those that Linux gives to outgoing connections: none of them takes the port of a server that is yet to start,
or that was killed and is to start again."""
OWN_PORTS = PORTS[
    int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:]) :: int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
]
"""Those of this process, so that none beside it takes a port of a server that is down for a moment."""


def missing_tools() -> str | None:
    """Why Apache Kafka can't run here, or None when it can."""
    if shutil.which("java") is None:
        return "Apache Kafka needs Java 17: no java on the PATH"
    if not _jars_are_here() and shutil.which("mvn") is None:
        return "Apache Kafka's jars come by Maven: no mvn on the PATH and tests/broker/lib is empty"
    return None


def fetch_jars(version: str = KAFKA_3) -> None:
    """Copy Kafka and its dependencies into their directory (once; parallel runs wait for each other)."""
    jars = JARS[version]
    jars.mkdir(exist_ok=True)
    with (jars / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not _jars_are_here(version):
            chosen = (f"-Dkafka={version}", f"-Djars={jars.name}")
            subprocess.run(["mvn", "-q", "-B", *chosen, "dependency:copy-dependencies"], cwd=HERE, check=True)
            check_digests(jars)


def check_digests(jars: Path, listed: Path = HERE / "jars.sha256") -> None:
    """Refuse a directory with a jar whose digest is not listed; it goes, or the next run would take it as it is."""
    known = {tuple(line.split()) for line in listed.read_text().splitlines()}
    found = {(hashlib.sha256(jar.read_bytes()).hexdigest(), jar.name) for jar in jars.glob("*.jar")}
    if unknown := sorted(name for digest, name in found if (digest, name) not in known):
        shutil.rmtree(jars)
        raise RuntimeError(f"not as listed in {listed.name}: {', '.join(unknown)}")


def _jars_are_here(version: str = KAFKA_3) -> bool:
    return all(any(JARS[version].glob(f"{name}-{version}.jar")) for name in ("kafka_2.13", "kafka-tools"))


def free_port() -> int:
    """A loopback port nobody listens on at this moment."""
    while True:
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", secrets.choice(OWN_PORTS)))
            return int(probe.getsockname()[1])


def die_with_parent() -> None:
    """For ``preexec_fn``: a killed test run leaves no server behind (Linux)."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


@dataclass
class Kafka:
    """One node. Data survives ``kill()`` and ``start()``; ports stay the same for the object's life.

    ``proxy_port``: when set, a second listener is advertised at this port of 127.0.0.1, where a test's own proxy
    forwards to ``proxied_port``; clients that bootstrap through the proxy stay behind it.
    ``listeners``: further ones, ``{"SSL": port}`` (named by their security protocol); their settings go in ``properties``.
    ``scram_users``: name to password (SCRAM-SHA-512), written when the storage is formatted.
    ``jvm``, ``heap``: options of the Java virtual machine.
    ``node``, ``voters``: its number in a cluster, and the controllers of all nodes (``controller.quorum.voters``).
    """

    directory: Path
    properties: Mapping[str, str] = field(default_factory=dict)
    listeners: Mapping[str, int] = field(default_factory=dict)
    scram_users: Mapping[str, str] = field(default_factory=dict)
    jvm: Sequence[str] = LIGHT_JVM
    heap: str = HEAP
    version: str = KAFKA_3
    node: int = 1
    voters: str | None = None
    proxy_port: int | None = None
    port: int = field(default_factory=free_port)
    proxied_port: int = field(default_factory=free_port)
    controller_port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None
    replicas: int = 1

    @property
    def bootstrap(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        assert self.process is not None, "the broker is not running"
        return self.process.pid

    @property
    def log(self) -> Path:
        return self.directory / "kafka.log"

    def start(self, *, timeout: float = 120.0) -> Kafka:
        """Start (or start again on the same data) and return when it answers."""
        self.launch()
        self.wait_until_it_answers(timeout)
        return self

    def launch(self) -> None:
        """Start, and don't wait."""
        self.prepare()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self._java("kafka.Kafka", str(self._server_properties()), jvm=self.jvm),
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=die_with_parent,  # noqa: PLW1509 - the child execs at once, no thread of ours holds a lock it needs
            )

    def prepare(self) -> None:
        """Fetch the jars and format the storage, the first time."""
        fetch_jars(self.version)
        self.directory.mkdir(parents=True, exist_ok=True)
        if not (self.directory / "data" / "meta.properties").exists():
            self._format()

    def stop(self) -> None:
        """End the process in good order."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """kill -9; the data stays for the next ``start()``."""
        self._end(signal.SIGKILL)

    def pause(self) -> None:
        """SIGSTOP: connections stay open, nothing answers."""
        os.kill(self.pid, signal.SIGSTOP)

    def resume(self) -> None:
        os.kill(self.pid, signal.SIGCONT)

    def _end(self, how: signal.Signals) -> None:
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)
            self.process.send_signal(how)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.process = None

    def _format(self) -> None:
        users = [
            argument
            for name, password in self.scram_users.items()
            for argument in ("--add-scram", f"SCRAM-SHA-512=[name={name},password={password}]")
        ]
        command = self._java(
            "kafka.tools.StorageTool", "format", "-t", CLUSTER_ID, "-c", str(self._server_properties()), *users
        )
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    def _server_properties(self) -> Path:
        listeners = {"PLAINTEXT": self.port, "CONTROLLER": self.controller_port, **self.listeners}
        advertised = {"PLAINTEXT": self.port, **self.listeners}
        protocols = {"CONTROLLER": "PLAINTEXT", "PROXIED": "PLAINTEXT"} | {name: name for name in advertised}
        if self.proxy_port is not None:
            listeners["PROXIED"], advertised["PROXIED"] = self.proxied_port, self.proxy_port
        settings = {
            "node.id": str(self.node),
            "process.roles": "broker,controller",
            "controller.quorum.voters": self.voters or f"{self.node}@127.0.0.1:{self.controller_port}",
            "controller.listener.names": "CONTROLLER",
            "inter.broker.listener.name": "PLAINTEXT",
            "listeners": _addresses(listeners),
            "advertised.listeners": _addresses(advertised),
            "listener.security.protocol.map": ",".join(f"{name}:{kind}" for name, kind in protocols.items()),
            "log.dirs": str(self.directory / "data"),
            "auto.create.topics.enable": "false",
            "broker.heartbeat.interval.ms": "500",
            "broker.session.timeout.ms": "3000",  # a killed node may register again after this long
            "group.initial.rebalance.delay.ms": "0",
            "group.min.session.timeout.ms": "1000",
            "offsets.topic.replication.factor": "1",
            "offsets.topic.num.partitions": "5",
            "transaction.state.log.replication.factor": "1",
            "transaction.state.log.min.isr": "1",
            "transaction.state.log.num.partitions": "5",
            "transaction.abort.timed.out.transaction.cleanup.interval.ms": "1000",
            "log.cleaner.enable": "false",
            "num.network.threads": "2",
            "num.io.threads": "2",
            **self.properties,
        }
        path = self.directory / "server.properties"
        path.write_text("".join(f"{name}={value}\n" for name, value in settings.items()))
        return path

    def _java(self, main_class: str, *arguments: str, jvm: Sequence[str] = LIGHT_JVM) -> Sequence[str]:
        return java(main_class, *arguments, jvm=(*jvm, self.heap), version=self.version)

    def wait_until_it_answers(self, timeout: float = 120.0) -> None:
        deadline = time.monotonic() + timeout
        client = AdminClient({"bootstrap.servers": self.bootstrap, "log_level": 0})
        while time.monotonic() < deadline:
            assert self.process is not None
            if self.process.poll() is not None:
                raise RuntimeError(f"Kafka ended with {self.process.returncode}:\n{_tail(self.log)}")
            try:
                client.list_topics(timeout=1.0)
            except KafkaException:
                time.sleep(0.1)
            else:
                return
        self.kill()
        raise TimeoutError(f"Kafka did not answer:\n{_tail(self.log)}")


def _addresses(ports: Mapping[str, int]) -> str:
    return ",".join(f"{name}://127.0.0.1:{port}" for name, port in ports.items())


def java(
    main_class: str, *arguments: str, jvm: Sequence[str] = (*LIGHT_JVM, HEAP), version: str = KAFKA_3
) -> Sequence[str]:
    """The command that runs one of Kafka's programs."""
    logging = ("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-Dorg.slf4j.simpleLogger.showDateTime=true")
    return ["java", *jvm, *logging, "-cp", f"{JARS[version]}/*", main_class, *arguments]


def _tail(path: Path, characters: int = 4000) -> str:
    return path.read_text(errors="replace")[-characters:]
