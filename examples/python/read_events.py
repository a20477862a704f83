"""Print what happened, with aiokafka: python read_events.py localhost:9092 articles.events."""

import asyncio
import sys
from contextlib import suppress

from aiokafka import AIOKafkaConsumer

from streamproc.records import parse_event


async def main(bootstrap: str, topic: str) -> None:
    consumer = AIOKafkaConsumer(
        topic,
        bootstrap_servers=bootstrap,
        group_id="what-happened",
        auto_offset_reset="earliest",
        isolation_level="read_committed",  # never a record of an aborted transaction
        enable_auto_commit=False,
    )
    async with consumer:
        while True:
            for messages in (await consumer.getmany(timeout_ms=1000)).values():
                for message in messages:
                    event = parse_event(message.value).event
                    if not event.negated and not event.hypothetical:
                        where = event.place.name if event.place else "somewhere"
                        print(f"{event.type} in {where}: {event.evidence[0].span.text}", flush=True)
                await consumer.commit()  # after its records were handled


with suppress(KeyboardInterrupt):
    asyncio.run(main(*sys.argv[1:]))
