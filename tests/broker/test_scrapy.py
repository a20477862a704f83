"""A real crawl of pages on loopback, published by the item pipeline."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

import pytest

from streamproc.codec import decode
from streamproc.stream.topics import create_topics
from tests.broker.workers import Traffic
from tests.loopback import serving

pytestmark = pytest.mark.broker

ROOT = Path(__file__).parents[2]

SPIDER = """
import datetime
import scrapy

class News(scrapy.Spider):
    name = "news"
    start_urls = ["SITE/index.html"]
    custom_settings = {
        "ITEM_PIPELINES": {"streamproc.scrapy.RawArticlePipeline": 900},
        "LOG_LEVEL": "WARNING",
        "TELNETCONSOLE_ENABLED": False,
        "STATS_CLASS": "scrapy.statscollectors.MemoryStatsCollector",
    }

    def parse(self, response):
        yield from response.follow_all(css="a", callback=self.parse_article)

    def parse_article(self, response):
        yield {
            "url": response.url,
            "title": response.css("h1::text").get(),
            "text": "\\n\\n".join(response.css("p::text").getall()),
            "published_at": datetime.datetime(2025, 3, 4, 10, tzinfo=datetime.timezone.utc),
            "authors": ["Ann Reed"],
            "section": "harbour",
        }

    def closed(self, reason):
        import json
        counts = {name: n for name, n in self.crawler.stats.get_stats().items() if name.startswith("streamproc/")}
        print(json.dumps(counts))
"""


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture
def site(tmp_path):
    """A newspaper of three pages; one has no text."""
    pages = tmp_path / "site"
    pages.mkdir()
    (pages / "index.html").write_text("".join(f"<a href='/{n}.html'>{n}</a>" for n in (1, 2, 3)), "utf-8")
    (pages / "1.html").write_text("<h1>Harbour reopens</h1><p>The harbour reopened.</p><p>All was well.</p>", "utf-8")
    (pages / "2.html").write_text("<h1>Storm over</h1><p>“It’s over,” Jo Hill said.</p>", "utf-8")
    (pages / "3.html").write_text("<h1>Nothing here</h1>", "utf-8")
    with serving(partial(Quiet, directory=str(pages))) as address:
        yield address


async def crawl(tmp_path, site, settings):
    """Run the spider as a user would."""
    spider = tmp_path / "news.py"
    spider.write_text(SPIDER.replace("SITE", site), "utf-8")
    given = {"BOOTSTRAP_SERVERS": settings.bootstrap_servers, "TOPIC_PREFIX": settings.topic_prefix}
    options = [part for name, value in given.items() for part in ("-s", f"STREAMPROC_{name}={value}")]
    run = partial(
        subprocess.run,
        [sys.executable, "-m", "scrapy", "runspider", str(spider), *options],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return await asyncio.to_thread(run)


def published(settings, count):
    with Traffic(settings).reader("raw") as reader:
        return [(message.key().decode(), decode(message.value())) for message in reader.see(count, "raw")]


async def test_a_crawl_publishes_articles_and_drops_what_is_none(broker_settings, site, tmp_path):
    await create_topics(broker_settings)

    done = await crawl(tmp_path, site, broker_settings)

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"streamproc/published": 2, "streamproc/refused": 1}
    assert "not published: text: is blank" in done.stderr
    articles = dict(published(broker_settings, 2))
    assert all(key == article.id for key, article in articles.items())
    [first, second] = sorted(articles.values(), key=lambda article: article.title)
    assert (first.title, first.text) == ("Harbour reopens", "The harbour reopened.\n\nAll was well.")
    assert first.url == f"{site}/1.html"
    assert first.author == ("Ann Reed",)
    assert first.published_at.isoformat() == "2025-03-04T10:00:00+00:00"
    assert first.extra == {"section": "harbour"}
    assert second.text == "“It’s over,” Jo Hill said."
