"""The connection to Kafka: what every client of ours is told, and errors that a person can act on."""

from __future__ import annotations

import logging
import os
import ssl
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from aiokafka.conn import collect_hosts, create_conn
from aiokafka.errors import (
    AuthenticationFailedError,
    IllegalSaslStateError,
    KafkaError,
    SaslAuthenticationFailed,
    UnsupportedSaslMechanismError,
)

from streamproc.errors import ConfigurationError, InfrastructureError
from streamproc.stream.access_tokens import tokens_for

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from pydantic import SecretStr

    from streamproc.settings import Settings


REFUSALS = (
    AuthenticationFailedError,
    IllegalSaslStateError,
    SaslAuthenticationFailed,
    UnsupportedSaslMechanismError,
)


class Client(Protocol):
    """An aiokafka producer or consumer."""

    async def start(self) -> None: ...
    async def stop(self) -> None: ...


AnyClient = TypeVar("AnyClient", bound=Client)


def connection(settings: Settings) -> dict[str, Any]:
    """The arguments that every aiokafka client needs to reach the brokers.

    Raises:
        ConfigurationError: the security settings contradict each other or name files that can't be used.
    """
    arguments: dict[str, Any] = {
        "bootstrap_servers": settings.bootstrap_servers,
        "client_id": "streamproc",
        "request_timeout_ms": round(settings.request_timeout * 1000),
        "security_protocol": settings.security_protocol,
        "ssl_context": ssl_context(settings),
    }
    if settings.security_protocol.startswith("SASL") and settings.sasl_mechanism == "OAUTHBEARER":
        arguments |= {"sasl_mechanism": "OAUTHBEARER", "sasl_oauth_token_provider": tokens_for(settings)}
    elif settings.security_protocol.startswith("SASL"):
        if settings.sasl_username is None or settings.sasl_password is None:
            raise ConfigurationError(
                f"sasl_username, sasl_password: must be set for security_protocol {settings.security_protocol}"
            )
        arguments |= {
            "sasl_mechanism": settings.sasl_mechanism,
            "sasl_plain_username": settings.sasl_username,
            "sasl_plain_password": settings.sasl_password.get_secret_value(),
        }
    return arguments


def ssl_context(settings: Settings) -> ssl.SSLContext | None:
    """The TLS context, or None where the protocol has no TLS; host names are always checked."""
    if not settings.security_protocol.endswith("SSL"):
        return None
    try:
        context = ssl.create_default_context(cafile=settings.ssl_cafile)
    except (OSError, ssl.SSLError) as error:
        raise ConfigurationError(f"ssl_cafile: {settings.ssl_cafile}: {error}") from error
    if settings.ssl_certfile is not None:
        try:
            context.load_cert_chain(
                settings.ssl_certfile, settings.ssl_keyfile, lambda: secret(settings.ssl_keyfile_password)
            )
        except (OSError, ssl.SSLError) as error:
            raise ConfigurationError(f"ssl_certfile: {settings.ssl_certfile}: {error}") from error
    return context


def secret(value: SecretStr | None) -> str:
    """The secret itself; empty where there is none, so that OpenSSL never asks the terminal for it."""
    return value.get_secret_value() if value is not None else ""


@asynccontextmanager
async def connected(client: AnyClient, settings: Settings) -> AsyncIterator[AnyClient]:
    """Start the client and stop it in the end.

    Raises:
        ConfigurationError: a broker answered, and refused us.
        InfrastructureError: no broker answered.
    """
    try:
        with quiet_client_logs():
            await client.start()
    except (KafkaError, OSError, TimeoutError) as error:
        await client.stop()
        raise await why_not(settings, error) from error
    try:
        yield client
    finally:
        await client.stop()


@asynccontextmanager
async def reachable(settings: Settings) -> AsyncIterator[None]:
    """Turn what aiokafka raises inside the block into one readable line about the brokers."""
    try:
        yield
    except (KafkaError, OSError, TimeoutError) as error:
        raise InfrastructureError(f"{settings.bootstrap_servers}: {describe(error)}") from error


@contextmanager
def quiet_client_logs() -> Iterator[None]:
    """Hush aiokafka, which logs each failed attempt as an error; while we start, the exception says it once."""
    logger = logging.getLogger("aiokafka")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)


async def why_not(settings: Settings, error: BaseException) -> ConfigurationError | InfrastructureError:
    """Ask each broker once more, because aiokafka's own error does not say why it could not connect."""
    arguments = connection(settings)
    for host, port, _ in collect_hosts(arguments.pop("bootstrap_servers"), randomize=False):
        try:
            with quiet_client_logs():
                (await create_conn(host, port, **arguments)).close()
        except ssl.SSLCertVerificationError as refusal:
            return ConfigurationError(f"{host}:{port}: its certificate can't be trusted: {refusal.verify_message}")
        except ssl.SSLError as refusal:
            return ConfigurationError(f"{host}:{port}: no TLS connection: {describe(refusal)}")
        except REFUSALS as refusal:
            return ConfigurationError(f"{host}:{port}: login refused: {describe(refusal)}")
        except (KafkaError, OSError, TimeoutError) as refusal:
            error = refusal
    return InfrastructureError(f"can't connect to Kafka at {settings.bootstrap_servers}: {describe(error)}")


def describe(error: BaseException) -> str:
    """The error in words, never empty; the system's own words for a refused or broken connection."""
    if isinstance(error, OSError) and error.errno is not None and error.errno > 0:
        return os.strerror(error.errno).lower()
    return str(error) or type(error).__name__
