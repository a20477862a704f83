"""A web page as an item: its text by trafilatura where that is installed, else the page's own article element."""

from __future__ import annotations

import json
import logging
from typing import Any

from lxml import etree, html

from streamproc.article_files.contents import UnreadableFile
from streamproc.intake.repair.pieces import MARKS, OWN_MARKS

META = {
    "url": ("og:url",),
    "title": ("og:title", "twitter:title"),
    "source": ("og:site_name",),
    "published_at": ("article:published_time", "datePublished", "date", "dc.date", "pubdate"),
    "author": ("author", "article:author", "dc.creator", "parsely-author"),
    "tags": ("keywords", "news_keywords"),
}
"""Our field ◄── names of <meta> elements."""

BODIES = ("//article[.//p]", "//main[.//p]", "//*[@itemprop='articleBody']", "//body")
"""Where the story is, in a page that nothing better was found in."""


def item_of_page(page: str, url: str | None = None) -> dict[str, Any]:
    """What the page says of itself, and its text.

    Raises:
        UnreadableFile: it holds no HTML.
    """
    try:
        root = html.document_fromstring(
            page.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8", no_network=True)
        )
    except (etree.LxmlError, ValueError, AssertionError):
        raise UnreadableFile("no HTML") from None
    if _write_marks(root):
        page = etree.tostring(root, encoding="unicode", method="html")
    item = {**_metadata(root), **({"url": url} if url else {})}
    extracted = _extracted(page, item.get("url"))
    if not extracted.get("text"):
        found = next((nodes[0] for path in BODIES if (nodes := root.xpath(path))), root)
        extracted = {**extracted, "text": etree.tostring(found, encoding="unicode", method="html")}
    return {**extracted, **item}


def _write_marks(root: Any) -> bool:
    """Write the marks of ``<q>`` as browsers do, since trafilatura leaves them out; whether there were any."""
    quotations = list(root.iter("q"))
    for node in quotations:
        words = node.text or ""
        if (len(node) or words.strip()) and words.lstrip()[:1] not in OWN_MARKS:
            opens, closes = MARKS[sum(1 for _ in node.iterancestors("q")) % 2]
            node.text = opens + words
            if len(node):
                node[-1].tail = (node[-1].tail or "") + closes
            else:
                node.text += closes
    etree.strip_tags(root, "q")  # node.drop_tag() looks through all that stands before, and copies its words
    return bool(quotations)


def _metadata(root: Any) -> dict[str, Any]:
    metas: dict[str, str] = {}
    for node in root.iter("meta"):
        name = node.get("property") or node.get("name") or node.get("itemprop")
        if name and node.get("content"):
            metas.setdefault(name.strip(), node.get("content").strip())
    item: dict[str, Any] = {
        ours: next((metas[name] for name in names if metas.get(name)), None) for ours, names in META.items()
    }
    canonical = root.xpath("string(//link[@rel='canonical']/@href)").strip()
    title = " ".join(root.xpath("string(//title)").split())
    item["url"] = canonical if canonical.startswith("http") else item["url"]
    item["title"] = item["title"] or title
    item["language"] = root.get("lang") or metas.get("og:locale")
    return {name: value for name, value in item.items() if value}


def _extracted(page: str, url: str | None) -> dict[str, Any]:
    try:
        from trafilatura import extract  # noqa: PLC0415 - an extra
    except ImportError:
        return {}
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it finds no text in is read without it
    found = extract(page, url=url, output_format="json", with_metadata=True)
    read = json.loads(found) if found else {}
    return {name: read[name] for name in ("title", "author", "date", "text", "hostname") if read.get(name)}
