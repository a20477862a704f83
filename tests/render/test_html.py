"""The page: the text as it was, marked; nothing in an article becomes markup."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from streamproc.render.html import FOOT, head, section
from streamproc.terminal_text import plain

VOID = {"meta", "input"}
TAGS = {
    *VOID, "html", "head", "title", "style", "body", "header", "h1", "fieldset", "legend", "label", "main", "article",
    "h2", "p", "div", "span", "mark", "bdi", "b", "em", "small", "time", "a", "details", "summary", "table", "thead",
    "tbody", "tr", "th", "td", "meter", "ul", "li", "blockquote",
}  # fmt: skip
ATTRIBUTES = {
    "lang", "charset", "http-equiv", "content", "name", "class", "id", "type", "checked", "aria-labelledby", "dir",
    "title", "datetime", "href", "rel", "scope", "min", "max", "value", "open",
}  # fmt: skip


def page(articles):
    """The parts as they are written one after another."""
    return [head(), *(section(article, record, number) for number, (article, record) in enumerate(articles, 1)), FOOT]


class Page(HTMLParser):
    """Reads a page as a browser would: tags, attributes, and the text of the marked article without the labels."""

    def __init__(self, html):
        super().__init__()
        self.stack, self.attributes, self.tags = [], [], []
        self.text = self.title = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, *pair) for pair in attrs]
        if tag not in VOID:
            self.stack.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.stack.pop()[0] == tag

    def handle_data(self, data):
        classes = [attributes.get("class") for _, attributes in self.stack]
        if "label" not in classes:
            if "text" in classes:
                self.text += data
            if any(tag == "h2" for tag, _ in self.stack):
                self.title += data


@pytest.fixture
def html(article, record):
    return "".join(page([(article, record)]))


def test_the_text_and_the_title_are_there_as_they_were(html, article):
    parsed = Page(html)

    assert parsed.text == plain(article.text)
    assert parsed.title == plain(article.title)
    assert parsed.stack == []


def test_hostile_words_become_no_markup(html):
    parsed = Page(html)

    assert set(parsed.tags) <= TAGS
    assert {name for _, name, _ in parsed.attributes} <= ATTRIBUTES
    assert "<script" not in html
    assert "\x1b" not in html
    assert "\u202e" not in html


def test_the_policy_forbids_scripts_and_everything_from_outside(html):
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)[1]
    css = re.search(r"<style>(.*?)</style>", html, re.DOTALL)[1]
    digest = b64encode(hashlib.sha256(css.encode()).digest()).decode()

    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert "style=" not in html.replace(css, "")
    assert "url(" not in css
    assert "@import" not in css


def test_only_addresses_of_the_web_become_links(article, record, html):
    assert [(tag, value[:21]) for tag, name, value in Page(html).attributes if name == "href"] == [
        ("a", "https://port.example/")
    ]
    other = "".join(page([(article, replace(record, url="javascript:alert(1)"))]))
    assert "href" not in {name for _, name, _ in Page(other).attributes}


def test_entities_quotes_and_events_are_marked_and_listed(html):
    assert '<mark class="entity name thing" title="Jo ' in html
    assert '<span class="quote direct" title="Jo ' in html
    assert '<span class="cue" title="cue">said</span>' in html
    assert re.search(r'<mark class="trigger"[^>]*>detained<span class="label"><bdi>COERCE</bdi></span></mark>', html)
    assert '<span class="zone caption" title="caption">(Photo)</span>' in html
    assert '<blockquote class="direct"><bdi>“Nobody” … “was hurt,”</bdi></blockquote>' in html
    assert " did not use force of law</bdi></b></p>" in html
    assert '<em class="flag">negated</em>' in html
    assert '<mark class="trigger">detained</mark>' in html


def test_an_article_with_nothing_found_is_still_a_page(article, bare):
    parsed = Page("".join(page([(replace(article, title=None), bare)])))

    assert parsed.text == plain(article.text)
    assert parsed.title == "a1"
    assert "details" not in parsed.tags


def test_ids_are_unique_on_a_page_of_many_articles(article, record):
    parsed = Page("".join(page([(article, record)] * 3)))
    ids = [value for _, name, value in parsed.attributes if name == "id"]

    assert len(ids) == len(set(ids)) == 3 + 5
