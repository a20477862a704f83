"""Publish an article, with confluent-kafka: python publish_article.py localhost:9092 articles.raw."""

import json
import sys

from confluent_kafka import Producer

bootstrap, topic = sys.argv[1:]
article = {
    "id": "harbour-2025-03-04",
    "url": "https://port.example/news/1",
    "title": "Harbour reopens after the storm",
    "text": "RIGA — The harbour reopened on Monday.\n\n“We are glad to be back,” said Mayor Jo Hill.",
    "published_at": "2025-03-04T10:00:00Z",
    "source": "port.example",
}
# The key is the article's id, and its partition the one that Java and streamproc choose for it, so its revisions stay in order.
partitioner = {"partitioner": "murmur2_random"}
producer = Producer({"bootstrap.servers": bootstrap, "acks": "all", "compression.type": "zstd", **partitioner})
producer.produce(
    topic, key=article["id"], value=json.dumps(article), on_delivery=lambda error, _: error and sys.exit(str(error))
)
sys.exit(producer.flush(30) and "not delivered within 30 seconds")
