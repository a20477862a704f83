"""The page in a real browser: what it shows, and that hostile articles stay text."""

import asyncio
import contextlib
import shutil
import threading

import orjson
import pytest
from aiohttp import web

from streamproc import codec
from streamproc.engine.outcome import Enriched, Output, Rejected
from streamproc.records import enriched_article
from streamproc.web.feed import BEHIND, KEPT, LONGEST, Feed
from streamproc.web.messages import message
from streamproc.web.server import routes

CHROMIUM = shutil.which("chromium")
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")

HOSTILE = """<script>document.title = "owned"</script><img src=x onerror="document.title='owned'">

"</span><b id=injected>We are 😀 fine</b>," Anna Berg told the BBC in Paris. She accused <iframe src="javascript:alert(1)"> the "government."
"""


def raw_article(text, title):
    return orjson.dumps({"id": "a1", "title": title, "text": text, "source": "</title><script>"})


def enriched(pipeline, raw):
    article = codec.decode(raw)
    [enrichment] = pipeline.enrich([article])
    value = codec.encode(enriched_article(article, enrichment))
    return Enriched("a1", (Output("enriched", "a1", b"a1", value),), enrichment.words)


class Server:
    """The page on a free loopback port, in a thread of its own."""

    def __init__(self):
        self.feed = Feed()
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever)

    def __enter__(self):
        self.thread.start()
        asyncio.run_coroutine_threadsafe(self.start(), self.loop).result(10)
        return self

    async def start(self):
        app = web.Application()
        app.add_routes(routes(self.feed))
        app.add_routes(
            [
                web.get("/readyz", lambda _: asyncio.sleep(0, web.Response(text="ok"))),
                web.get(
                    "/metrics", lambda _: asyncio.sleep(0, web.Response(text='streamproc_articles_total{o="e"} 7\n'))
                ),
            ]
        )
        self.runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self.runner.setup()
        site = web.TCPSite(self.runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{site._server.sockets[0].getsockname()[1]}/"

    def show(self, content):
        self.loop.call_soon_threadsafe(self.feed.add, content)

    def __exit__(self, *_):
        asyncio.run_coroutine_threadsafe(self.runner.cleanup(), self.loop).result(10)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()


@contextlib.contextmanager
def opened(server, scheme="light"):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        page = browser.new_page(viewport={"width": 1280, "height": 900}, color_scheme=scheme)
        problems = []
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda line: problems.append(line.text) if line.type == "error" else None)
        page.on("request", lambda r: problems.append(r.url) if not r.url.startswith(server.url) else None)
        page.goto(server.url)
        yield page, problems
        browser.close()


@needs_browser
@pytest.mark.model
def test_a_hostile_article_is_shown_as_text_and_runs_nothing(pipeline):
    raw = raw_article(HOSTILE, "<h1>Title</h1>")
    with Server() as server, opened(server) as (page, problems):
        server.show(message(raw, enriched(pipeline, raw), partition=0, offset=1))
        page.wait_for_selector(".text")

        assert page.inner_text(".text").strip() == HOSTILE.strip()
        assert page.inner_text("h2.title") == "<h1>Title</h1>"
        assert page.query_selector_all("#injected, iframe, .text script, .text img") == []
        assert page.title() == "streamproc"
        assert problems == []


@needs_browser
@pytest.mark.model
def test_entities_quotes_and_dead_letters_are_shown(pipeline):
    raw = raw_article("“We are leaving,” Anna Berg said in Paris. 😀 Police arrested Joe Smith.", "News")
    with Server() as server, opened(server) as (page, problems):
        server.show(message(raw, enriched(pipeline, raw), partition=0, offset=1))
        server.show(message(b"{", Rejected("malformed_json", "line 1", "codec", "InvalidInput"), partition=1, offset=2))
        page.wait_for_selector("#dead li")

        assert "Anna Berg" in page.inner_text(".entity.PERSON")
        assert page.inner_text(".quote").strip("“”,") == "We are leaving"
        assert "malformed_json: line 1" in page.inner_text("#dead")
        assert "Anna Berg" in page.get_attribute(".quote", "data-tip")
        page.wait_for_selector("#health dd >> text=7")
        assert problems == []


def test_a_slow_watcher_loses_the_oldest_and_blocks_nobody():
    feed = Feed()
    with feed.watch() as queue:
        for number in range(BEHIND + 5):
            feed.add(str(number).encode())

        assert queue.qsize() == BEHIND
        assert queue.get_nowait() == b"5"


def test_a_newcomer_gets_the_latest_messages():
    feed = Feed()
    for number in range(KEPT + 5):
        feed.add(str(number).encode())

    with feed.watch() as queue:
        assert queue.qsize() == KEPT
        assert queue.get_nowait() == b"5"


def test_a_huge_message_is_not_kept():
    feed = Feed()
    feed.add(b"x" * (LONGEST + 1))

    with feed.watch() as queue:
        assert queue.empty()
