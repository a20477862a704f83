"""A Scrapy item pipeline that publishes raw articles (the extra ``scrapy``).

ITEM_PIPELINES = {"streamproc.scrapy.RawArticlePipeline": 900}
STREAMPROC_BOOTSTRAP_SERVERS = "localhost:9092"
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Self

from confluent_kafka import Producer
from itemadapter import ItemAdapter
from scrapy.exceptions import DropItem, NotConfigured

from streamproc import codec
from streamproc.errors import InvalidInput, StreamprocError
from streamproc.intake.limits import Limits
from streamproc.settings import Settings
from streamproc.settings.sources import PREFIX

if TYPE_CHECKING:
    from confluent_kafka import KafkaError, Message
    from scrapy.crawler import Crawler

log = logging.getLogger(__name__)

FLUSH_SECONDS = 60.0
"""How long the spider's end may wait for the last deliveries."""


class RawArticlePipeline:
    """Publishes every item as a raw article, keyed by its id; drops, with the reason, what the service would refuse."""

    def __init__(self, settings: Settings, crawler: Crawler) -> None:
        self.crawler = crawler
        self.topic = f"{settings.topic_prefix}{settings.topic_raw}"
        self.limits = Limits(message_bytes=settings.max_message_bytes, text_chars=settings.max_text_chars)
        self.producer = Producer(producer_settings(settings))

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Any of our settings may stand in Scrapy's settings, with the prefix; otherwise the environment counts."""
        given = {
            name: crawler.settings[f"{PREFIX}{name.upper()}"]
            for name in Settings.model_fields
            if f"{PREFIX}{name.upper()}" in crawler.settings
        }
        try:
            return cls(Settings(**given), crawler)
        except StreamprocError as error:
            raise NotConfigured(str(error)) from error

    def process_item(self, item: Any) -> Any:
        """Hand the item to the producer, which sends in the background; wait only while its queue is full."""
        value = as_json(item)
        try:
            key = codec.decode(value, self.limits).id
        except InvalidInput as refused:
            self.count("refused")
            raise DropItem(f"not published: {refused}") from None
        while True:
            try:
                self.producer.produce(self.topic, key=key, value=value, on_delivery=self.delivered)
                break
            except BufferError:
                self.producer.poll(1.0)
        self.producer.poll(0)
        return item

    def delivered(self, error: KafkaError | None, message: Message) -> None:
        """Count a delivery; a failed one is an error of the crawl."""
        if error is None:
            self.count("published")
        else:
            self.count("failed")
            log.error("article %r is not published: %s", message.key(), error)

    def close_spider(self) -> None:
        """Wait for the last deliveries."""
        left = self.producer.flush(FLUSH_SECONDS)
        if left:
            self.count("failed", left)
            log.error("%d articles are not published: no answer within %d seconds", left, FLUSH_SECONDS)

    def count(self, outcome: str, number: int = 1) -> None:
        if self.crawler.stats is not None:
            self.crawler.stats.inc_value(f"streamproc/{outcome}", number)


def as_json(item: Any) -> bytes:
    """An item of any kind as a raw article: dates as RFC 3339, what is no JSON as text."""
    return codec.encode_loosely(ItemAdapter(item).asdict())


def producer_settings(settings: Settings) -> dict[str, Any]:
    """Our connection settings as librdkafka's; a message counts as published when all replicas have it."""
    named = {
        "bootstrap.servers": settings.bootstrap_servers,
        "client.id": "streamproc-scrapy",
        "acks": "all",
        "compression.type": "zstd",
        "partitioner": "murmur2_random",  # as Java's and our own producers: an article's revisions share a partition
        "message.max.bytes": settings.max_message_bytes,
        "security.protocol": settings.security_protocol,
        "sasl.mechanism": settings.sasl_mechanism if settings.sasl_username else None,
        "sasl.username": settings.sasl_username,
        "sasl.password": settings.sasl_password.get_secret_value() if settings.sasl_password else None,
        "ssl.ca.location": settings.ssl_cafile,
        "ssl.certificate.location": settings.ssl_certfile,
        "ssl.key.location": settings.ssl_keyfile,
        "ssl.key.password": settings.ssl_keyfile_password.get_secret_value() if settings.ssl_keyfile_password else None,
    }
    return {
        name: str(value) if not isinstance(value, int) else value for name, value in named.items() if value is not None
    }
