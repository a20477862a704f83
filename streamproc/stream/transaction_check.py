"""Whether the brokers have transactions, and for us: asked before any partition is taken."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from aiokafka.errors import (
    IncompatibleBrokerVersion,
    InvalidTransactionTimeout,
    KafkaError,
    UnknownError,
    UnsupportedVersionError,
)

from streamproc.errors import ConfigurationError, InfrastructureError
from streamproc.stream.connection import describe, quiet_client_logs
from streamproc.stream.own_producer import new_producer
from streamproc.stream.publish import REFUSED, stop_producer

if TYPE_CHECKING:
    from streamproc.settings import Settings

NO_TRANSACTIONS = (UnknownError, UnsupportedVersionError, IncompatibleBrokerVersion)
"""What brokers without transactions answer when a producer asks for an id."""


async def check_transactions(settings: Settings) -> None:
    """Ask for a transactional producer before any partition is taken.

    Raises:
        ConfigurationError: the brokers have no transactions, or none of that length, or not for us.
        InfrastructureError: no answer.
    """
    producer = new_producer(settings, f"{settings.group}-check")
    try:
        with quiet_client_logs():
            async with asyncio.timeout(settings.request_timeout):
                await producer.start()
    except InvalidTransactionTimeout as error:
        raise ConfigurationError("transaction_timeout: more than the brokers' transaction.max.timeout.ms") from error
    except REFUSED as error:
        raise ConfigurationError(f"Kafka refuses us: {describe(error)}") from error
    except NO_TRANSACTIONS as error:
        raise ConfigurationError("delivery: these brokers have no transactions; use at_least_once") from error
    except (KafkaError, OSError, TimeoutError) as error:
        raise InfrastructureError(f"can't initialise a transactional producer: {describe(error)}") from error
    finally:
        await stop_producer(producer)
