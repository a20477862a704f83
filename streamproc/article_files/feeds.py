"""Entries of RSS, Atom and JSON feeds as items."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from lxml import etree

from streamproc.article_files.contents import UnreadableFile
from streamproc.intake.envelopes import with_feed
from streamproc.intake.shape import GENERAL

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = 100_000
"""Entries of a feed."""

ANSWERS = (
    *((name,) for name in ("articles", "news", "results", "stories", "posts", "items", "objects", "data", "docs", "value")),
    ("articles", "results"), ("response", "results"), ("response", "docs"), ("data", "articles"), ("hits", "hits"),
)  # fmt: skip
"""Where the answers of news services and search engines have their articles."""

ENTRIES = ("item", "entry")
TEXTS = ("encoded", "content", "description", "summary")
"""Where an entry has its text, the fullest first."""

DATES = ("pubDate", "published", "date", "issued", "updated")
BASE = "{http://www.w3.org/XML/1998/namespace}base"
LONGEST_BASE = 2_000
"""Characters of an address that others are relative to; a longer one is put before none of them."""
OWNERS = {"title": "title", "language": "language", "lang": "language"}


def items_of_feed(content: bytes) -> Iterator[dict[str, Any]]:
    """One item an entry, with the feed's title as its source.

    Broken XML is read as far as it goes; entities of its own and files from elsewhere are never read.

    Raises:
        UnreadableFile: it is no feed.
    """
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.LxmlError, ValueError) as error:
        raise UnreadableFile(f"no XML: {error}") from error
    if root is None:
        raise UnreadableFile("no XML")
    entries = [node for node in root.iter() if _name(node) in ENTRIES][:MOST]
    if not entries:
        raise UnreadableFile("XML without <item> or <entry>: no RSS or Atom feed")
    channel = next((node for node in root if _name(node) == "channel"), root)
    feed = {OWNERS[name]: text for node in channel if (name := _name(node)) in OWNERS and (text := _text(node))}
    feed.setdefault("language", root.get("{http://www.w3.org/XML/1998/namespace}lang") or "")
    base = _base(root, "") if channel is root else _base(channel, _base(root, ""))
    home = next((link for node in channel if _name(node) == "link" and (link := _link(node, base))), "")
    base = base or (home if len(home) <= LONGEST_BASE else "")
    for entry in entries:
        yield with_feed({name: value for name, value in _item(entry, _base(entry, base)).items() if value}, feed)


def _item(entry: Any, base: str) -> dict[str, Any]:
    parts: dict[str, list[Any]] = {}
    for node in entry:
        parts.setdefault(_name(node), []).append(node)

    def first(*names: str) -> str:
        return next((text for name in names for node in parts.get(name, ()) if (text := _text(node))), "")

    authors = [_text(node) or "" for name in ("author", "creator") for node in parts.get(name, ())]
    return {
        "id": first("guid", "id"),
        "url": next((link for node in parts.get("link", ()) if (link := _link(node, base))), ""),
        "title": first("title"),
        "text": first(*TEXTS),
        "published_at": first(*DATES),
        "author": [author for author in authors if author],
        "tags": [tag for node in parts.get("category", ()) if (tag := node.get("term") or _text(node))],
    }


def _link(node: Any, above: str) -> str:
    """RSS writes the address as text, Atom as an attribute; a relative one belongs to ``xml:base``, else to the feed's page."""
    if node.get("rel") not in (None, "alternate"):
        return ""
    address = str(node.get("href") or _text(node) or "").strip()
    return _joined(_base(node, above), address) if address else ""


def _base(node: Any, above: str) -> str:
    """What addresses in a node are relative to. ``above``: the same of the node around it."""
    own = (node.get(BASE) or "").strip()
    base = _joined(above, own) if 0 < len(own) <= LONGEST_BASE else above
    return base if len(base) <= LONGEST_BASE else above


def _joined(base: str, address: str) -> str:
    with suppress(ValueError):
        return urljoin(base, address)
    return address


def _text(node: Any) -> str:
    """A node's own text; markup that stands as elements (XHTML) in its source; a person's name."""
    if node.get("type") == "xhtml":
        return "".join(etree.tostring(child, encoding="unicode", with_tail=True) for child in node)
    name = next((child for child in node if _name(child) == "name"), None)
    # Not itertext: that also gives the names of entities, which are not read.
    return "".join((node if name is None else name).xpath(".//text()")).strip()


def _name(node: Any) -> str:
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


def items_of_json(value: dict[str, Any]) -> list[Any] | None:
    """The items of a JSON Feed, of feedparser's result or of a news service's answer; None for anything else."""
    if isinstance(value.get("items"), list) and "jsonfeed.org" in str(value.get("version"))[:100]:
        return [with_feed(item, value) if isinstance(item, dict) else item for item in value["items"]]
    if isinstance(value.get("entries"), list) and isinstance(value.get("feed"), dict):
        return [with_feed(item, value["feed"]) if isinstance(item, dict) else item for item in value["entries"]]
    if any(value.get(name) for name in GENERAL["text"]):
        return None
    for path in ANSWERS:
        found: Any = value
        for name in path:
            found = found.get(name) if isinstance(found, dict) else None
        if isinstance(found, list) and found and all(isinstance(item, dict) for item in found):
            return found[:MOST]
    return None
