"""Runs in a venv of its own: the real extractors on the pages beside it, one ``{"name", "item"}`` a line."""

from __future__ import annotations

import json
import sys
import warnings
from datetime import datetime
from pathlib import Path

PAGES = Path(__file__).parent / "pages"
HTML = (PAGES / "harbour.html").read_text("utf-8")
URL = "https://courier.example/2026/01/20/storm-closes-harbour?utm_source=feed"


def trafilatura():
    from trafilatura import extract

    return json.loads(extract(HTML, url=URL, output_format="json", with_metadata=True))


def trafilatura_markdown():
    from trafilatura import extract

    return extract(HTML, url=URL, output_format="markdown", with_metadata=True)


def newspaper4k():
    from newspaper import Article

    article = Article(URL)
    article.download(input_html=HTML)
    article.parse()
    return json.loads(article.to_json())


def news_please():
    from newsplease import NewsPlease

    return NewsPlease.from_html(HTML, url=URL).get_serializable_dict()


def fundus():
    from fundus.parser import BaseParser, ParserProxy, attribute
    from fundus.parser.utility import (
        extract_article_body_with_selector,
        generic_author_parsing,
        generic_date_parsing,
        generic_topic_parsing,
    )
    from fundus.scraping import html
    from fundus.scraping.article import Article
    from lxml.cssselect import CSSSelector

    class CourierParser(ParserProxy):
        class V1(BaseParser):
            @attribute
            def body(self):
                return extract_article_body_with_selector(
                    self.precomputed.doc, paragraph_selector=CSSSelector("div.story > p")
                )

            @attribute
            def publishing_date(self):
                return generic_date_parsing(self.precomputed.ld.bf_search("datePublished"))

            @attribute
            def authors(self):
                return generic_author_parsing(["Mara Lindqvist"])

            @attribute
            def title(self):
                return self.precomputed.ld.bf_search("headline")

            @attribute
            def topics(self):
                return generic_topic_parsing(self.precomputed.ld.bf_search("keywords"))

    info = html.WebSourceInfo(publisher="The Ellis Courier", type="sitemap", url="https://courier.example/sitemap.xml")
    page = html.HTML(requested_url=URL, responded_url=URL, content=HTML, crawl_date=datetime.now(), source_info=info)  # noqa: DTZ005
    extraction = CourierParser()(page.crawl_date).parse(page.content, "raise")
    article = Article(html=page, **extraction)
    return {
        **article.to_json(),
        "url": article.html.responded_url,
        "publisher": article.publisher,
        "lang": article.lang,
    }


def goose3():
    from goose3 import Goose

    return Goose().extract(raw_html=HTML).infos


def readability():
    from readability import Document

    document = Document(HTML)
    return {"url": URL, "title": document.short_title(), "content": document.summary()}


def extruct():
    from extruct import extract

    return extract(HTML, base_url=URL)


def extruct_uniform():
    from extruct import extract

    return extract(HTML, base_url=URL, uniform=True)


def feedparser():
    from feedparser import parse

    feed = parse((PAGES / "feed.xml").read_bytes())
    return {"feed": feed.feed, "entries": feed.entries}


def feedparser_entry():
    from feedparser import parse

    return parse((PAGES / "feed.xml").read_bytes()).entries[0]


def scrapy():
    from scrapy.http import HtmlResponse
    from scrapy.loader import ItemLoader

    loader = ItemLoader(item={}, response=HtmlResponse(URL, body=HTML, encoding="utf-8"))
    loader.add_value("url", URL)
    loader.add_css("title", "h1::text")
    loader.add_css("text", "div.story > p::text")
    loader.add_css("author", ".byline a::text")
    loader.add_css("published_at", "time::attr(datetime)")
    loader.add_css("language", "html::attr(lang)")
    loader.add_value("source", "courier.example")
    return dict(loader.load_item())


EXTRACTORS = (
    trafilatura, trafilatura_markdown, newspaper4k, news_please, fundus, goose3, readability, extruct, extruct_uniform,
    feedparser, feedparser_entry, scrapy,
)  # fmt: skip

if __name__ == "__main__":
    warnings.simplefilter("ignore")
    for extractor in EXTRACTORS:
        sys.stdout.write(json.dumps({"name": extractor.__name__, "item": extractor()}, default=str) + "\n")
