"""The page in a real browser: what it shows, and that hostile articles stay text."""

import contextlib
import http.client
import shutil

import orjson
import pytest
from prometheus_client import CollectorRegistry

from streamproc import codec
from streamproc.engine.outcome import Enriched, Output, Rejected
from streamproc.metrics import Metrics
from streamproc.records import enriched_article
from streamproc.stream.health import Health, probes
from streamproc.stream.http import HttpServer
from streamproc.stream.intake import Incoming
from streamproc.stream.output_records import Finished
from streamproc.web.feed import BEHIND, KEPT, LONGEST, Feed
from streamproc.web.messages import feed_message
from streamproc.web.pages import pages

CHROMIUM = shutil.which("chromium")
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")

HOSTILE = """<script>document.title = "owned"</script><img src=x onerror="document.title='owned'">

"</span><b id=injected>We are 😀 fine</b>," Anna Berg told the BBC in Paris. She accused <iframe src="javascript:alert(1)"> the "government."
"""


def incoming(value, *, offset):
    return Incoming(topic="articles.raw", partition=0, offset=offset, timestamp=0.0, key=b"a1", value=value, headers=())


def finished(pipeline, text, title):
    raw = orjson.dumps({"id": "a1", "title": title, "text": text, "source": "</title><script>"})
    article = codec.decode(raw)
    [enrichment] = pipeline.enrich([article])
    outputs = (Output("enriched", "a1", b"a1", codec.encode(enriched_article(article, enrichment))),)
    return Finished(incoming(raw, offset=1), Enriched("a1", outputs, enrichment.words))


@contextlib.contextmanager
def serving():
    """The page on a free loopback port: its address and its feed."""
    feed, health, registry = Feed(), Health(), CollectorRegistry()
    Metrics.create(registry).articles.labels("enriched").inc(7)
    health.update("working")
    server = HttpServer([*probes(health, registry), *pages(feed)], host="127.0.0.1", port=0)
    server.start()
    try:
        yield f"http://{server.address}/", feed
    finally:
        server.stop()


@contextlib.contextmanager
def opened(url):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        problems = []
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda line: problems.append(line.text) if line.type == "error" else None)
        page.on("request", lambda r: problems.append(r.url) if not r.url.startswith(url) else None)
        page.goto(url)
        yield page, problems
        browser.close()


@needs_browser
@pytest.mark.model
def test_a_hostile_article_is_shown_as_text_and_runs_nothing(pipeline):
    with serving() as (url, feed), opened(url) as (page, problems):
        feed.add(feed_message(finished(pipeline, HOSTILE, "<h1>Title</h1>")))
        page.wait_for_selector(".text")

        assert page.inner_text(".text").strip() == HOSTILE.strip()
        assert page.inner_text("h2.title") == "<h1>Title</h1>"
        assert page.query_selector_all("#injected, iframe, .text script, .text img") == []
        assert page.title() == "streamproc"
        assert problems == []


@needs_browser
@pytest.mark.model
def test_entities_quotes_and_dead_letters_are_shown(pipeline):
    rejected = Finished(incoming(b"{", offset=2), Rejected("malformed_json", "line 1", "codec", "InvalidInput"))
    text = "Hello 😀 there.\n\n“We are leaving,” Anna Berg said in Paris. Police arrested Joe Smith."
    with serving() as (url, feed), opened(url) as (page, problems):
        feed.add(feed_message(finished(pipeline, text, "News")))
        feed.add(feed_message(rejected))
        page.wait_for_selector("#dead li")

        assert "Anna Berg" in page.inner_text(".entity.PERSON")
        assert page.inner_text(".quote").strip("“”,") == "We are leaving"
        assert "malformed_json: line 1" in page.inner_text("#dead")
        assert "Anna Berg" in page.get_attribute(".quote", "data-tip")
        page.wait_for_selector("#health dd >> text=7")
        assert problems == []


@needs_browser
@pytest.mark.model
def test_types_and_confidence_are_shown_of_the_article_that_is_there_as_soon_as_they_are_asked_for(pipeline):
    with serving() as (url, feed), opened(url) as (page, problems):
        feed.add(feed_message(finished(pipeline, "Police arrested Joe Smith in Paris on Monday.", "News")))
        page.wait_for_selector(".facts")
        plain = page.inner_text(".facts")
        page.check("#everything")
        coded = page.inner_text(".facts")
        page.uncheck("#everything")

        assert "Police arrested Joe Smith" in plain
        assert "confidence" not in plain
        assert "COERCE" in coded
        assert "confidence 0." in coded
        assert page.inner_text(".facts") == plain
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


@pytest.mark.parametrize(
    ("value", "outputs"),
    [(b"{}", (Output("enriched", "a1", b"a1", b"{}"),)), (b'{"id": "a1", "text": "Rain fell."}', ())],
    ids=["an article that can't be read again", "no record"],
)
def test_an_article_without_text_or_record_is_not_shown(value, outputs):
    assert feed_message(Finished(incoming(value, offset=1), Enriched("a1", outputs, words=2))) is None


@pytest.mark.parametrize("path", ["", "app.js", "feed", "livez", "readyz", "metrics"])
def test_a_head_request_is_answered_as_get_is_without_a_body(path):
    with serving() as (address, _):
        status, kind, body = asked(address, "HEAD", path)
        assert (status, kind) == asked(address, "GET", path)[:2]

    assert (status, body) == (200, b"")


def asked(address, method, path):
    """Status, type and body; the body of a GET is left, it may be endless."""
    with contextlib.closing(http.client.HTTPConnection(address.split("/")[2], timeout=10)) as connection:
        connection.request(method, f"/{path}")
        with connection.getresponse() as answer:
            return answer.status, answer.headers["Content-Type"], answer.read() if method == "HEAD" else None
