"""The job with FastStream."""

import asyncio
import sys

import job
from faststream import FastStream
from faststream.kafka import KafkaBroker
from faststream.kafka.annotations import KafkaMessage

servers, group = sys.argv[1:]
broker = KafkaBroker(servers)


async def undecoded(message):
    return message.body


@broker.subscriber("articles.raw", group_id=group, auto_offset_reset="earliest", decoder=undecoded)
async def enrich(message: KafkaMessage) -> None:
    await asyncio.gather(*(broker.publish(value, topic, key=key) for topic, key, value in job.records(message.body)))


asyncio.run(FastStream(broker).run())
