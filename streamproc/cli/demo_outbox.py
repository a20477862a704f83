"""What the demo has published and what came back, until every article is accounted for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rich.console import Console

from streamproc.records import parse_dead_letter, parse_enriched
from streamproc.render import pretty
from streamproc.stream.topics import topic_name

if TYPE_CHECKING:
    from aiokafka import ConsumerRecord

    from streamproc.article_files import RawMessage
    from streamproc.settings import Settings


@dataclass
class Outbox:
    """What was published and what came back, by message key. Of many articles only the first are shown, as they come."""

    console: Console
    shown: int
    sent: Counter[bytes | None] = field(default_factory=Counter)
    back: Counter[bytes | None] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)

    def add(self, message: RawMessage) -> None:
        self.sent[message.key] += 1

    def take(self, record: ConsumerRecord[bytes, bytes], settings: Settings) -> None:
        self.back[record.key] += 1
        if record.topic == topic_name(settings, "dead_letters"):
            self.found["dead letters"] += 1
            if self.found["dead letters"] <= self.shown:
                self.console.print(pretty.dead_letter(parse_dead_letter(record.value, record.headers)))
            return
        article = parse_enriched(record.value or b"")
        self.found["enriched"] += 1
        self.found.update(
            {"entities": len(article.entities), "quotes": len(article.quotes), "events": len(article.events)}
        )
        if self.found["enriched"] <= self.shown:
            self.console.print(pretty.article(article))

    def accounted_for(self) -> int:
        return (self.sent & self.back).total()

    def all_accounted_for(self) -> bool:
        return self.accounted_for() == self.sent.total()

    def sum_up(self, seconds: float) -> None:
        """The totals, behind everything."""
        found = self.found
        self.console.print(
            f"[bold]{self.sent.total()} articles in {seconds:.1f} s:[/] {found['enriched']} enriched "
            f"({found['entities']} entities, {found['quotes']} quotes, {found['events']} events), "
            f"{found['dead letters']} dead letters; every article is accounted for"
        )
