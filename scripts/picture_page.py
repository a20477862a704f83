"""The picture of the newsroom in the README: the sample articles in a store, one of them open, in Debian's Chromium.

python -m scripts.picture_page     writes docs/page.png
"""

import shutil
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import sync_playwright

from streamproc.article_files import article_files, raw_messages
from streamproc.cli.demo import SAMPLES
from streamproc.codec import decode, encode
from streamproc.errors import InvalidInput
from streamproc.nlp.pipeline import load_pipeline
from streamproc.records import enriched_article
from streamproc.settings import Settings
from streamproc.store.database import open_store
from streamproc.store.rows import read_record, rows_of
from streamproc.store.writing import Advance, Kept, write
from streamproc.stream.http import HttpServer
from streamproc.web.pages import newsroom

PICTURE = Path(__file__).resolve().parents[1] / "docs/page.png"
SHOWN = "sample-protest"
"""The article that is read; the others are in the list."""


def changes():
    """The samples as the demo stores them; those that are refused are left out."""
    pipeline = load_pipeline()
    for file in (file for file in article_files((SAMPLES,)).found if "french" not in file.path.name):
        for number, message in enumerate(raw_messages(file)):
            try:
                article = decode(message.value)
            except InvalidInput:
                continue
            [enrichment] = pipeline.enrich([article])
            record = read_record(encode(enriched_article(article, enrichment, include_text=True)))
            rows = rows_of(record, arrived_at=datetime.now(UTC), revision=(0, number))
            yield Kept(article.id, (0, number), rows)


def main() -> None:
    chromium = shutil.which("chromium") or sys.exit("no chromium on the PATH (Debian: apt-get install chromium)")
    with tempfile.TemporaryDirectory() as folder:
        engine = open_store(f"{folder}/news.db")
        write(engine, list(changes()), {("articles.enriched", 0): Advance(None, 1)})
        server = HttpServer(newsroom(engine, Settings()), host="127.0.0.1", port=0)
        server.start()
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
                page = browser.new_page(viewport={"width": 1280, "height": 860}, locale="en-GB", timezone_id="UTC")
                page.goto(f"http://{server.address}/?article={SHOWN}")
                page.wait_for_selector("#view .text")
                page.wait_for_selector("#map circle")
                page.evaluate("() => { document.activeElement.blur(); window.scrollTo(0, 0); }")
                page.screenshot(path=PICTURE)
                browser.close()
        finally:
            server.stop()
            engine.dispose()


if __name__ == "__main__":
    main()
