"""The job with plain aiokafka."""

import asyncio
import sys

import job
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer


async def main(servers, group):
    consumer = AIOKafkaConsumer("articles.raw", bootstrap_servers=servers, group_id=group, auto_offset_reset="earliest")
    producer = AIOKafkaProducer(bootstrap_servers=servers)
    async with consumer, producer:
        async for message in consumer:
            sent = [await producer.send(topic, value, key) for topic, key, value in job.records(message.value)]
            await asyncio.gather(*sent)


asyncio.run(main(*sys.argv[1:]))
