"""The page of ``streamproc enrich --html`` in a real browser: its policy, its marks, its switches."""

from __future__ import annotations

import shutil

import pytest

from streamproc.render.html import FOOT, head, section
from streamproc.terminal_text import plain

pytestmark = pytest.mark.skipif(shutil.which("chromium") is None, reason="Chromium is not installed")


@pytest.fixture
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def opened(browser, article, record, tmp_path):
    """The page with the hostile article, and everything that it did beside showing it."""
    file = tmp_path / "page.html"
    file.write_text(head() + section(article, record, 1) + FOOT, "utf-8")
    tab = browser.new_page(color_scheme="dark")
    noises: list[str] = []
    tab.on("console", lambda message: noises.append(message.text))
    tab.on("dialog", lambda dialog: noises.append(dialog.message))
    tab.on("request", lambda request: noises.append(request.url))
    tab.goto(file.as_uri())
    return tab, [noise for noise in noises if noise != file.as_uri()]


def colour(tab, selector, what="backgroundColor"):
    return tab.eval_on_selector(selector, f"element => getComputedStyle(element).{what}")


def test_a_hostile_article_is_text_and_nothing_else(opened, article):
    tab, noises = opened

    assert noises == []
    assert tab.locator("img, script, iframe").count() == 0
    assert tab.title() == "Enriched articles"
    text = tab.eval_on_selector(
        ".text",
        "node => { for (const label of node.querySelectorAll('.label')) label.remove(); return node.textContent }",
    )
    assert text == plain(article.text)


def test_the_style_sheet_passes_the_policy_and_follows_the_colour_scheme(opened):
    tab, _ = opened
    dark = colour(tab, "body")

    tab.emulate_media(color_scheme="light")

    assert dark == "rgb(22, 24, 28)"
    assert colour(tab, "body") == "rgb(253, 252, 250)"
    assert colour(tab, "mark.entity") == "rgb(234, 217, 245)"


def test_a_layer_can_be_hidden(opened):
    tab, _ = opened
    assert tab.locator(".events-list").is_visible()

    tab.get_by_label("events and evidence").uncheck()

    assert not tab.locator(".events-list").is_visible()
    assert tab.locator(".quotes-list").is_visible()
    assert colour(tab, "mark.trigger") == "rgba(0, 0, 0, 0)"


def test_every_word_has_enough_contrast_in_both_schemes(opened):
    tab, _ = opened
    for scheme in ("light", "dark"):
        tab.emulate_media(color_scheme=scheme)
        assert tab.evaluate(CONTRASTS) == []


# Words whose colour stands out less than 4.5 to 1 (WCAG 2.2, AA) from the nearest background behind them.
CONTRASTS = """
() => {
  const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const luminance = (colour) => parts(colour).slice(0, 3)
    .map((c) => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (node) => {
    for (; node; node = node.parentElement) {
      const colour = getComputedStyle(node).backgroundColor;
      if ((parts(colour)[3] ?? 1) > 0) return colour;
    }
  };
  const low = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text; (text = walker.nextNode());) {
    const node = text.parentElement;
    if (!text.data.trim() || !node.checkVisibility()) continue;
    const [a, b] = [luminance(getComputedStyle(node).color), luminance(behind(node))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) low.push(`${text.data.slice(0, 30)}: ${ratio.toFixed(2)} in ${node.outerHTML.slice(0, 60)}`);
  }
  return low;
}
"""
