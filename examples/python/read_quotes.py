"""Print who said what, with confluent-kafka: python read_quotes.py localhost:9092 articles.quotes."""

import sys

from confluent_kafka import Consumer, KafkaException

from streamproc.records import parse_quote

bootstrap, topic = sys.argv[1:]
consumer = Consumer(
    {
        "bootstrap.servers": bootstrap,
        "group.id": "who-said-what",
        "auto.offset.reset": "earliest",
        "isolation.level": "read_committed",  # never a record of an aborted transaction
        "enable.auto.offset.store": False,  # an offset is committed only after its record was handled
    }
)
consumer.subscribe([topic])
try:
    while True:
        message = consumer.poll(1.0)
        if message is None:
            continue
        if message.error():
            raise KafkaException(message.error())
        record = parse_quote(message.value())
        speaker = record.quote.speaker
        name = (speaker.name or speaker.span.text) if speaker else "somebody"
        print(f"{record.article_id}: {name}: {record.quote.span.text}", flush=True)
        consumer.store_offsets(message)
except KeyboardInterrupt:
    pass
finally:
    consumer.close()
