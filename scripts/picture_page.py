"""The picture of the page in the README: the sample articles on the real page, in Debian's Chromium.

python scripts/picture_page.py     writes docs/page.png
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright
from prometheus_client import CollectorRegistry

from streamproc import codec
from streamproc.article_files import article_files, raw_messages
from streamproc.cli.demo import SAMPLES
from streamproc.engine.outcome import Enriched, Output, Rejected
from streamproc.errors import InvalidInput
from streamproc.metrics import Metrics
from streamproc.nlp.pipeline import load_pipeline
from streamproc.records import enriched_article
from streamproc.stream.health import Health, probes
from streamproc.stream.http import HttpServer
from streamproc.stream.intake import Incoming
from streamproc.stream.output_records import Finished
from streamproc.web.feed import Feed
from streamproc.web.messages import feed_message
from streamproc.web.pages import pages

PICTURE = Path(__file__).resolve().parents[1] / "docs/page.png"
LAST = "13-protest.json"
"""The article that is shown; the others are in the list."""


def main() -> None:
    chromium = shutil.which("chromium") or sys.exit("no chromium on the PATH (Debian: apt-get install chromium)")
    feed, health, registry = Feed(), Health(), CollectorRegistry()
    metrics = Metrics.create(registry)
    english = (file for file in article_files((SAMPLES,)).found if "french" not in file.path.name)
    files = sorted(english, key=lambda file: (file.path.name == LAST, file.path.name))
    pipeline = load_pipeline()
    for offset, message in enumerate(message for file in files for message in raw_messages(file)):
        one = finished(pipeline, message, offset)
        if isinstance(one.outcome, Enriched):
            metrics.articles.labels("enriched").inc()
            metrics.words.inc(one.outcome.words)
        else:
            metrics.articles.labels("rejected").inc()
            metrics.dead_letters.labels(one.outcome.reason).inc()
        if (shown := feed_message(one)) is not None:
            feed.add(shown)
    health.update("working")
    server = HttpServer([*probes(health, registry), *pages(feed)], host="127.0.0.1", port=0)
    server.start()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
            page = browser.new_page(viewport={"width": 1180, "height": 720})
            page.goto(f"http://{server.address}/")
            page.wait_for_selector(".text")
            page.wait_for_timeout(1500)
            page.screenshot(path=PICTURE)
            browser.close()
    finally:
        server.stop()


def finished(pipeline, message, offset) -> Finished:
    incoming = Incoming(
        topic="articles.raw",
        partition=0,
        offset=offset,
        timestamp=0.0,
        key=message.key,
        value=message.value,
        headers=(),
    )
    try:
        article = codec.decode(message.value)
    except InvalidInput as error:
        return Finished(incoming, Rejected(error.reason, str(error), "decode", type(error).__name__))
    [enrichment] = pipeline.enrich([article])
    value = codec.encode(enriched_article(article, enrichment))
    outputs = (Output("enriched", article.id, article.id.encode(), value),)
    return Finished(incoming, Enriched(article.id, outputs, enrichment.words))


if __name__ == "__main__":
    main()
