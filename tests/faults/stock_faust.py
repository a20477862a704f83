"""The worker as Faust's documentation would have it: an agent that sends what it makes, acks and commits left to Faust."""

from __future__ import annotations

import logging
import os
import tempfile

import faust

from streamproc.engine.outcome import Enriched
from streamproc.settings import Settings
from streamproc.stream.topics import topic_name
from tests.faults.engines import QuickEngine


def stock_app(settings: Settings) -> faust.App:
    app = faust.App(
        settings.group,
        broker="kafka://" + settings.bootstrap_servers,
        datadir=tempfile.mkdtemp(),
        broker_session_timeout=settings.session_timeout,
        broker_heartbeat_interval=settings.session_timeout / 6,
        consumer_auto_offset_reset="earliest",
        producer_acks=-1,
        producer_max_request_size=settings.max_message_bytes,
        topic_allow_declare=False,
        topic_disable_leader=True,
        web_enabled=False,
    )
    engine = QuickEngine()
    raw_bytes = {"key_type": bytes, "value_type": bytes, "key_serializer": "raw", "value_serializer": "raw"}
    topics = {role: app.topic(topic_name(settings, role), **raw_bytes) for role in ("enriched", "entities", "quotes")}
    topics |= {role: app.topic(topic_name(settings, role), **raw_bytes) for role in ("events", "dead_letters")}

    @app.agent(app.topic(topic_name(settings, "raw"), **raw_bytes))
    async def enrich(stream: faust.StreamT) -> None:
        async for event in stream.events():
            outcome = await engine.enrich(event.value)
            if isinstance(outcome, Enriched):
                for output in outcome.outputs:
                    await topics[output.facet].send(key=output.key, value=output.value)
            else:
                await topics["dead_letters"].send(key=event.key, value=event.value)

    return app


if __name__ == "__main__":
    logging.basicConfig(level=os.environ.get("STREAMPROC_LOG_LEVEL", "WARNING").upper())
    faust.Worker(stock_app(Settings()), loglevel="WARN").execute_from_commandline()
