"""The newsroom in a real browser: searching, reading, keyboard, phone, and nothing that keeps anybody out (axe-core)."""

from __future__ import annotations

import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe

from streamproc.settings import Settings
from streamproc.store.database import open_store
from streamproc.store.stories import told
from streamproc.store.writing import Advance, write
from streamproc.stream.http import HttpServer
from streamproc.web.pages import newsroom
from tests.store.articles import NOON, arrests, article, entity, kept, quote, span
from tests.web.test_page import opened

pytestmark = pytest.mark.skipif(shutil.which("chromium") is None, reason="Chromium is not installed")

HOSTILE = '<script>document.title = "owned"</script><img src=x onerror="document.title=\'owned\'"> said Eve.'
EVE = entity(1, "PERSON", "<b id=injected>Eve</b>")
EVIL = article(
    7, title="<h1>Evil</h1>", source="</title><script>", published_at="2026-02-01T08:00:00+00:00", text=HOSTILE, url="javascript:alert(1)",
    entities=[EVE], quotes=[quote(1, "<iframe src='javascript:alert(1)'>", speaker=EVE)],
)  # fmt: skip
SAME = arrests(3, source="copy.example", published_at="2026-03-01T10:00:00+00:00", content_hash=f"sha256:{1:064d}")


@pytest.fixture
def store(tmp_path):
    engine = open_store(str(tmp_path / "store.db"))
    marked = arrests()
    marked["events"][0]["evidence"][0]["trigger"] = span("arrested", 7)
    write(engine, [kept(marked), kept(SAME), kept(EVIL)], {("articles.enriched", 0): Advance(None, 3)})
    yield engine
    engine.dispose()


@pytest.fixture
def address(store):
    server = HttpServer(newsroom(store, Settings()), host="127.0.0.1", port=0)
    server.start()
    yield f"http://{server.address}/"
    server.stop()


@pytest.fixture
def opened_page(address):
    with opened(address) as (page, problems):
        page.wait_for_selector("#map circle")
        yield page
        assert problems == []


def titles(page):
    return [link.inner_text() for link in page.query_selector_all("#list a.title")]


def wait_for(page, number):
    """Until the list has so many articles."""
    page.wait_for_selector(f"#list:has(li:nth-child({number})):not(:has(li:nth-child({number + 1})))")


def test_the_latest_articles_are_listed_and_copies_folded(opened_page):
    assert titles(opened_page) == ["Arrests in Nairobi", "<h1>Evil</h1>"]
    assert "printed 2 times" in opened_page.inner_text("#list")
    assert "Kenya Police arrested 41 people in Nairobi" in opened_page.inner_text("#list")


def test_words_and_filters_change_the_list_and_the_address(opened_page):
    page = opened_page
    page.fill("#q", "dam")
    page.press("#q", "Enter")
    wait_for(page, 1)
    assert "q=dam" in page.url
    page.fill("[name=speaker]", "Nobody at all")
    page.press("[name=speaker]", "Enter")
    page.wait_for_selector("#count >> text=Nothing matches")
    page.go_back()
    wait_for(page, 1)
    page.click("#clear")
    wait_for(page, 2)


def test_an_article_is_read_with_its_highlights_and_has_a_permalink(opened_page, address):
    page = opened_page
    page.click("#list a.title >> nth=0")
    page.wait_for_selector("#view .text")
    assert "".join(one.inner_text() for one in page.query_selector_all("#view .text .trigger")) == "arrested"
    page.focus("#view .text .trigger")
    assert "at least 41 people in Nairobi" in page.inner_text("#tip")
    assert "The police must answer for this" in page.inner_text("#view")

    page.goto(f"{address}?article=a1")
    page.wait_for_selector("#view .text")
    assert page.title() == "Arrests in Nairobi · Newsroom"
    assert page.get_attribute("#view .soft a", "href") == "https://port.example/1"
    page.click("#view >> text=Ann Reed")
    page.wait_for_selector("#view >> text=Quotes by Ann Reed")


def test_the_keyboard_goes_through_the_list_reads_searches_and_comes_back(opened_page):
    page = opened_page
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_selector("#view .text")
    page.keyboard.press("Escape")
    page.wait_for_selector("#view", state="hidden")
    assert page.evaluate("document.activeElement.textContent") == "Arrests in Nairobi"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"


def test_what_is_stored_appears_while_somebody_reads(opened_page, store):
    page = opened_page
    page.click("#list a.title >> nth=1")
    page.wait_for_selector("#view .text")
    write(
        store,
        [kept(article(8, title="Just in", published_at="2026-03-09T08:00:00+00:00"))],
        {("articles.enriched", 0): Advance(3, 4)},
    )
    page.wait_for_selector("#list >> text=Just in")
    assert titles(page)[0] == "Just in"
    assert page.inner_text("#view h2") == "<h1>Evil</h1>"


def test_the_first_articles_of_all_appear_on_a_page_that_was_opened_before(tmp_path):
    engine = open_store(str(tmp_path / "empty.db"))
    server = HttpServer(newsroom(engine, Settings()), host="127.0.0.1", port=0)
    server.start()
    with opened(f"http://{server.address}/") as (page, problems):
        with page.expect_response("**/api/newest"):
            page.reload()
        page.wait_for_selector("#count >> text=Nothing matches")
        write(engine, [kept(article(1, title="Just in"))], {("articles.enriched", 0): Advance(None, 1)})
        page.wait_for_selector("#list >> text=Just in")
        assert problems == []
    server.stop()
    engine.dispose()


MANY = 45
"""Three pages of twenty."""


def numbered(number, **changed):
    """The higher its number, the earlier it appeared."""
    return kept(article(number, title=f"Number {number}", **changed), offset=number)


@pytest.fixture
def long_list(opened_page, store):
    """The page with two of three pages of a list that is longer than one."""
    page = opened_page
    many = [
        numbered(100 + n, published_at=f"2025-12-31T{(59 - n) // 3:02d}:{(59 - n) % 3}0:00+00:00") for n in range(MANY)
    ]
    write(store, many, {("articles.enriched", 0): Advance(3, 50)})
    page.reload()
    wait_for(page, 20)
    page.click("#more")
    wait_for(page, 40)
    return page


def test_what_was_loaded_of_a_long_list_stays_when_something_new_is_stored(long_list, store):
    page, before = long_list, titles(long_list)
    at = "2026-03-09T08:00:00+00:00"
    new = [kept(article(8, title="Just in", published_at=at)), numbered(130, published_at=at)]
    write(store, new, {("articles.enriched", 0): Advance(50, 52)})

    page.wait_for_selector("#list >> text=Just in")
    assert titles(page) == ["Number 130", "Just in", *(title for title in before if title != "Number 130")]
    page.click("#more")
    wait_for(page, MANY + 3)
    assert titles(page)[-1] == f"Number {99 + MANY}"
    assert len(set(titles(page))) == MANY + 3


def test_more_that_is_new_than_one_page_holds_begins_the_list_anew(long_list, store):
    new = [kept(article(200 + n, title=f"New {n}", published_at=f"2026-03-09T08:{59 - n}:00+00:00")) for n in range(22)]
    write(store, new, {("articles.enriched", 0): Advance(50, 72)})

    long_list.wait_for_selector("#list >> text=New 0")
    assert titles(long_list) == [f"New {n}" for n in range(20)]
    long_list.click("#more")
    wait_for(long_list, 40)
    assert titles(long_list)[20:23] == ["New 20", "New 21", "Arrests in Nairobi"]


def test_a_page_that_comes_when_something_else_was_asked_for_is_not_shown(long_list):
    page, held = long_list, []
    page.route("**/api/articles?*behind=*", lambda route: held.append(route))  # noqa: PLW0108 - a built-in has no signature
    page.click("#more")
    page.fill("#q", "nothing at all")
    page.press("#q", "Enter")
    page.wait_for_selector("#count >> text=Nothing matches")
    with page.expect_response("**/api/articles?*behind=*"):
        held.pop().continue_()
    page.evaluate("fetch('/api/newest').then((answer) => answer.json())")  # what came before was shown by now

    assert titles(page) == []


def test_a_hostile_article_is_text_and_runs_nothing(opened_page):
    page = opened_page
    page.click("#list a.title >> nth=1")
    page.wait_for_selector("#view .text")
    assert page.inner_text("#view .text") == HOSTILE
    assert page.query_selector_all("#injected, iframe, #view script, #view img, a[href^=javascript]") == []
    assert page.title() == "<h1>Evil</h1> · Newsroom"


def test_the_map_zooms_and_a_place_on_it_filters(opened_page):
    page = opened_page
    page.click("[aria-label='Zoom in']")
    assert float(page.get_attribute("#map svg", "viewBox").split()[2]) < 360
    page.click("[aria-label='The whole world']")
    page.focus("#map a")
    page.keyboard.press("Enter")
    wait_for(page, 1)
    assert "place=Nairobi" in page.url


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["", "?article=a1", "?entity=Q3870", "?q=nothing"])
def test_axe_finds_nothing(address, scheme, path):
    with opened(address) as (page, problems):
        page.emulate_media(color_scheme=scheme)
        page.goto(address + path)
        page.wait_for_selector("#count:not(:empty)")
        page.wait_for_selector("#view h2" if "=a1" in path or "=Q" in path else "#timeline", state="attached")
        found = Axe().run(page).response["violations"]

        assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
        assert problems == []


def test_on_a_phone_the_list_comes_first_and_nothing_is_wider_than_the_screen(address):
    with opened(address) as (page, _):
        page.set_viewport_size({"width": 360, "height": 740})
        page.goto(address)
        page.wait_for_selector("#map circle")
        tops = [page.query_selector(one).bounding_box()["y"] for one in ("#list", "#timeline", "#map")]

        assert tops == sorted(tops)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        assert page.query_selector("#filters").get_attribute("open") is None


def test_on_a_phone_one_reads_or_looks_through_the_list_and_comes_back_to_the_same_article(address):
    with opened(address) as (page, _):
        page.set_viewport_size({"width": 360, "height": 740})
        page.goto(f"{address}?article=a1")
        page.wait_for_selector("#view .text")
        page.wait_for_selector("#list a.title", state="attached")
        assert page.evaluate("document.querySelector('#view h2').getBoundingClientRect().top") < 740
        assert not page.is_visible("#results")
        page.click("#view .back >> nth=0")
        page.wait_for_selector("#view", state="hidden")
        assert page.is_visible("#results")
        assert page.evaluate("document.activeElement.textContent") == "Arrests in Nairobi"


def test_stories_lead_to_their_articles(opened_page, store):
    page = opened_page
    said = {"story_id": "a1", "first_seen": None, "via": None, "score": 0.9, "happening": None}
    because = [{"kind": "participants", "shared": ["Kenya Police"]}]
    changes = [told({**said, "article_id": one, "because": because}, told_at=NOON) for one in ("a1", "a7")]
    write(store, changes, {("articles.stories", 0): Advance(None, 1)})
    page.reload()
    page.click("#list >> text=story of 2 articles >> nth=0")
    wait_for(page, 2)
    assert "story=a1" in page.url
    page.click("#list a.title >> nth=0")
    page.wait_for_selector("#view >> text=The same story elsewhere")
    assert "linked by Kenya Police" in page.inner_text("#view")
