"""How one kind of sender writes articles: what it is known by, and where it has our fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Item = Mapping[str, Any]
Paths = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """How one kind of sender writes articles.

    ``all_of``: fields that it always has; ``one_of``: fields of which it has at least one; ``where``: what else must
    hold. ``fields``: our field ◄── paths, the first that can be read counts. ``utc``: its dates without a zone are UTC.
    """

    name: str
    all_of: Paths = ()
    one_of: Paths = ()
    fields: Mapping[str, Paths] = field(default_factory=dict)
    where: Callable[[Item], bool] = lambda _item: True
    utc: bool = False

    def fits(self, item: Item) -> bool:
        return (
            all(name in item for name in self.all_of)
            and (not self.one_of or any(name in item for name in self.one_of))
            and self.where(item)
        )

    def paths(self, ours: str) -> Paths:
        """Where our field may stand: in the shape's own places first."""
        own = self.fields.get(ours, ())
        if not own:
            return GENERAL[ours]
        return own + tuple(name for name in GENERAL[ours] if name not in own)


GENERAL: Mapping[str, Paths] = {
    "id": ("id", "uuid", "_id", "guid", "article_id", "uri"),
    "url": (
        "url", "canonical_link", "canonical_url", "canonicalUrl", "link", "permalink", "webUrl", "web_url", "article_url",
        "pageUrl", "page_url", "responded_url", "requested_url", "final_url", "links.permalink", "uri",
    ),
    "title": ("title", "headline", "article_title"),
    "text": (
        "text", "maintext", "raw_text", "cleaned_text", "articleBody", "article_body", "body_text", "bodyText",
        "content_text", "plain_text", "textContent", "full_text", "fulltext", "story_text", "article_text", "body",
        "content", "content_html", "body_html", "article_content", "article", "story", "html",
    ),
    "published_at": (
        "published_at", "date_publish", "publish_date", "publishing_date", "date_published", "datePublished",
        "publishedAt", "published", "pubDate", "pub_date", "publication_date", "published_date", "publishedTime",
        "dateTimePub", "dateTime", "seendate", "article_date", "date", "created_at",
    ),
    "source": (
        "source", "source_name", "name_source", "source_domain", "hostname", "sitename", "site_name", "siteName",
        "publisher", "publication", "media_name", "domain", "domain_url", "clean_url", "source_id",
    ),
    "author": ("author", "authors", "byline", "creator", "dc:creator", "article_author"),
    "language": ("language", "lang", "inLanguage", "meta_lang", "langcode", "humanLanguage"),
    "tags": ("tags", "keywords", "topics"),
}  # fmt: skip
"""Our field ◄── the names it goes by, the first one that can be read counts."""


def is_address(value: Any) -> bool:
    return isinstance(value, str) and value.startswith(("http://", "https://"))


def type_is(*types: str) -> Callable[[Item], bool]:
    """For JSON-LD: whether one of the item's types ends so (``NewsArticle``, ``schema:NewsArticle``)."""

    def check(item: Item) -> bool:
        given = item.get("@type", item.get("type"))
        names = given if isinstance(given, list) else [given]
        return any(isinstance(name, str) and name.endswith(types) for name in names)

    return check


def ninjs(version: str) -> Callable[[Item], bool]:
    """Whether an item says that it is ninjs of that version; version 2 where it has the lists and says none."""

    def check(item: Item) -> bool:
        standard = item.get("standard")
        said = standard.get("version") if isinstance(standard, Mapping) else item.get("version")
        stated = said.split(".")[0] if isinstance(said, str) and isinstance(standard, Mapping) else None
        return stated == version or (stated is None and version == "2")

    return check


PLAIN = Shape("article")
"""Our own shape, and whatever is like it: Scrapy items, rows of tables."""
