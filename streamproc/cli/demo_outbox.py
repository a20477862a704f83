"""What the demo has published and what came back, until every article is accounted for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aiokafka import ConsumerRecord

from streamproc.records import EnrichedArticle, parse_dead_letter, parse_enriched
from streamproc.render import pretty
from streamproc.stream.topics import topic_name

if TYPE_CHECKING:
    from rich.console import Console

    from streamproc.article_files import RawMessage
    from streamproc.settings import Settings


@dataclass
class Outbox:
    """What was published and what came back, by message key. Of many articles only the first are kept to be shown."""

    shown: int
    sent: Counter[bytes | None] = field(default_factory=Counter)
    back: Counter[bytes | None] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    articles: list[EnrichedArticle] = field(default_factory=list)
    dead_letters: list[ConsumerRecord[bytes, bytes]] = field(default_factory=list)

    def add(self, message: RawMessage) -> None:
        self.sent[message.key] += 1

    def take(self, record: ConsumerRecord[bytes, bytes], settings: Settings) -> None:
        self.back[record.key] += 1
        if record.topic == topic_name(settings, "dead_letters"):
            self.found["dead letters"] += 1
            self.keep(self.dead_letters, record)
            return
        article = parse_enriched(record.value or b"")
        self.found["enriched"] += 1
        self.found.update(
            {"entities": len(article.entities), "quotes": len(article.quotes), "events": len(article.events)}
        )
        self.keep(self.articles, article)

    def keep(self, items: list[Any], item: Any) -> None:
        if len(items) < self.shown:
            items.append(item)

    def accounted_for(self) -> int:
        return (self.sent & self.back).total()

    def all_accounted_for(self) -> bool:
        return self.accounted_for() == self.sent.total()

    def show(self, console: Console, seconds: float) -> None:
        """The articles as a person would want to read them, the dead letters, and the totals."""
        for article in sorted(self.articles, key=lambda article: article.article_id):
            console.print(pretty.article(article))
        for letter in self.dead_letters:
            console.print(pretty.dead_letter(parse_dead_letter(letter.value, letter.headers)))
        found = self.found
        console.print(
            f"[bold]{self.sent.total()} articles in {seconds:.1f} s:[/] {found['enriched']} enriched "
            f"({found['entities']} entities, {found['quotes']} quotes, {found['events']} events), "
            f"{found['dead letters']} dead letters; every article is accounted for"
        )
