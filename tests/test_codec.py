"""Bytes ─► Article: what is accepted, and how precisely the rest is refused."""

from __future__ import annotations

import json
import struct
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streamproc.article import Article
from streamproc.codec import decode, encode
from streamproc.errors import InvalidInput
from streamproc.intake.limits import DEFAULT_LIMITS, Limits

GENERAL_TEXTS = (
    "text, maintext, raw_text, cleaned_text, articleBody, article_body, body_text, bodyText, content_text, plain_text, "
    "textContent, full_text, fulltext, story_text, article_text, body, content, content_html, body_html, "
    "article_content, article, story, html"
)

ARTICLE = {"id": "a1", "text": "The harbour reopened on Monday."}


def article(**fields) -> bytes:
    return json.dumps(ARTICLE | fields).encode()


def refusal(raw: bytes, limits: Limits = DEFAULT_LIMITS) -> tuple[str, str]:
    with pytest.raises(InvalidInput) as caught:
        decode(raw, limits)
    return caught.value.reason, str(caught.value)


def test_the_contracts_article_is_read_as_it_is():
    raw = article(
        url="https://port.example/news/1",
        title="Harbour reopens",
        published_at="2025-03-04T10:00:00+01:00",
        source="port.example",
        author=["Ann Reed", "Tom Oye"],
        language="en-GB",
        tags=["harbour", "storm"],
    )

    assert decode(raw) == Article(
        id="a1",
        text="The harbour reopened on Monday.",
        url="https://port.example/news/1",
        title="Harbour reopens",
        published_at=datetime(2025, 3, 4, 10, tzinfo=timezone(timedelta(hours=1))),
        source="port.example",
        author=("Ann Reed", "Tom Oye"),
        language="en-GB",
        tags=("harbour", "storm"),
    )


def test_title_and_text_keep_every_character():
    text = "\ufeff  Line one.\r\n\r\n“Two”\u00a0and \U0001f6a2 three. \n"

    assert decode(article(text=text, title=" Ships\tagain ")).text == text
    assert decode(article(text=text, title=" Ships\tagain ")).title == " Ships\tagain "


@pytest.mark.parametrize(
    ("raw", "reason", "message"),
    [
        (b"", "malformed_json", "message: is empty"),
        (b" \n", "malformed_json", "message: is empty"),
        (
            b"{oops",
            "malformed_json",
            "message: not JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)",
        ),
        (b'{"id":"a1","text":"\xff"}', "malformed_json", "message: not UTF-8: invalid start byte at byte 19"),
        (b'{"id":"a1","text":"a","text":"b"}', "malformed_json", "text: appears twice"),
        (b'{"id":"a1","text":"a","x":{"y":1,"y":2}}', "malformed_json", "y: appears twice"),
        (
            b'{"id":"a1","text":"ab\\ud83d"}',
            "malformed_json",
            "text: lone surrogate U+D83D at character 2",
        ),
        (b'{"id":"a1","text":"a","n":1e999}', "malformed_json", "message: number out of range: 1e999…"),
        (
            b'{"id":"a1","text":"a","n":%s}' % (b"7" * 5000),
            "malformed_json",
            "message: number out of range: 77777777777777777777…",
        ),
        (b"[" * 100_000, "malformed_json", "message: nested deeper than 64 levels"),
        (b'{"a":' * 100_000, "malformed_json", "message: nested deeper than 64 levels"),
        (
            b'{"id":"a1","text":"a","x":%s1%s}' % (b"[" * 64, b"]" * 64),
            "malformed_json",
            "message: nested deeper than 64 levels",
        ),
        (b"[1]", "invalid_article", "message: not an object but an array"),
        (b"null", "invalid_article", "message: not an object but null"),
        (b'"text"', "invalid_article", "message: not an object but a string"),
        (
            b"{}",
            "invalid_article",
            f"text: is missing (article: no {GENERAL_TEXTS})",
        ),
        (article(text=""), "invalid_article", "text: is blank"),
        (article(text=" \n\t\u00a0"), "invalid_article", "text: is blank"),
        (article(text=None), "invalid_article", "text: is blank"),
        (article(text="ab\0"), "invalid_article", "text: has a NUL at character 2"),
        (b'{"text":"a"}', "invalid_article", "id, url: one of them must be given"),
        (article(id=None), "invalid_article", "id, url: one of them must be given"),
        (article(id="i" * 513), "too_large", "id: 513 characters, more than 512"),
        (article(id=None, url="/news/1"), "invalid_article", "url: not an absolute http or https URL: '/news/1'"),
        (article(id=None, url="http://[x"), "invalid_article", "url: not an absolute http or https URL: 'http://[x'"),
        (article(id={"a": 1}), "invalid_article", "id: not a string: an object"),
        (article(text=5), "invalid_article", "text: not a string: 5"),
        (article(text={"length": 5}), "invalid_article", "text: not a string: an object"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(raw, reason, message):
    assert refusal(raw) == (reason, message)


@pytest.mark.parametrize(
    ("given_fields", "left_out"),
    [
        ({"url": "/news/1"}, ("url", "url: not an absolute http or https URL: '/news/1'")),
        ({"url": "javascript:x"}, ("url", "url: not an absolute http or https URL: 'javascript:x'")),
        ({"title": {"de": "a"}}, ("title", "title: not a string: an object")),
        ({"title": True}, ("title", "title: not a string: True")),
        ({"title": "x" * 10_001}, ("title", "title: 10,001 characters, more than 10,000")),
        ({"title": "a\0"}, ("title", "title: has a NUL at character 1")),
        ({"published_at": "yesterdayish"}, ("published_at", "published_at: not a date: 'yesterdayish'")),
        ({"published_at": "2025-02-30"}, ("published_at", "published_at: not a date: '2025-02-30'")),
        ({"published_at": 17}, ("published_at", "published_at: not a date: 17")),
        ({"published_at": "04/03/2025"}, ("published_at", "published_at: not a date: '04/03/2025'")),
        (
            {"published_at": "2025-03-04T10:00:00+31:00"},
            ("published_at", "published_at: not a date: '2025-03-04T10:00:00+31:00'"),
        ),
        (
            {"date_publish": "soon, we were told by the harbour's own spokesman"},
            ("published_at", "date_publish: not a date: \"soon, we were told by the harbour's own…"),
        ),
        ({"author": ["Ann", 5]}, ("author", "author[1]: not a string: 5")),
        ({"author": 5}, ("author", "author: not a string: 5")),
        ({"tags": ["x", *map(str, range(300))]}, ("tags", "tags: 301 elements, the first 200 kept")),
        ({"source": ["a", "b"]}, ("source", "source: 2 values where there is room for one")),
        ({"language": "Klingonese"}, ("language", "language: not a language: 'Klingonese'")),
        ({"language": 5}, ("language", "language: not a string: 5")),
        ({"x": {"y": ["\0"]}}, ("extra", "extra.x.y[0]: has a NUL at character 0")),
        ({"x": "\ud83d"}, ("extra", "extra.x: lone surrogate U+D83D at character 0")),
        ({"\udc00": 1}, ("extra", "extra: a field's name: lone surrogate U+DC00 at character 0")),
    ],
)
def test_an_optional_field_that_cannot_be_read_is_left_out_and_noted(given_fields, left_out):
    read = decode(article(**given_fields))

    assert (read.id, read.text) == ("a1", ARTICLE["text"])
    assert read.notes == (left_out,)
    assert read.extra == {}


def test_what_says_that_there_is_nothing_is_no_mistake():
    raw = article(published_at="NaT", language="und", author=[], tags=None, title=" ", source="")

    assert decode(raw) == decode(article())
    assert decode(b'{"id": "a1", "text": "a", "author": NaN}').author == ()


def test_a_large_text_is_refused_by_its_length():
    limits = Limits(text_chars=10)

    assert decode(article(text="ten chars!"), limits).text == "ten chars!"
    assert refusal(article(text="eleven char"), limits) == ("too_large", "text: 11 characters, more than 10")


def test_a_huge_message_is_refused_before_it_is_decoded():
    assert refusal(b"x" * 50_000_000) == ("too_large", "message: 50,000,000 bytes, more than 10,485,760")


@pytest.mark.parametrize(
    ("given_date", "read"),
    [
        ("2025-03-04", datetime(2025, 3, 4, tzinfo=UTC)),
        ("2025-03-04 10:11", datetime(2025, 3, 4, 10, 11, tzinfo=UTC)),
        ("2025-03-04T10:11:12", datetime(2025, 3, 4, 10, 11, 12, tzinfo=UTC)),
        ("2025-03-04t10:11:12.123456789z", datetime(2025, 3, 4, 10, 11, 12, 123456, tzinfo=UTC)),
        ("2025-03-04T10:11:12-0500", datetime(2025, 3, 4, 10, 11, 12, tzinfo=timezone(timedelta(hours=-5)))),
        ("0001-01-01T00:00:00+14:00", datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14)))),
        ("", None),
        (None, None),
    ],
)
def test_dates_without_a_zone_are_utc(given_date, read):
    assert decode(article(published_at=given_date)).published_at == read


@pytest.mark.parametrize(
    ("author", "read"),
    [("Ann Reed", ("Ann Reed",)), ("Ann Reed; Tom Oye", ("Ann Reed", "Tom Oye")), (["Ann", ""], ("Ann",)), ("", ())],
)
def test_author_is_a_string_or_a_list(author, read):
    assert decode(article(author=author)).author == read


def test_confluents_frame_is_taken_off():
    assert decode(struct.pack(">bI", 0, 4711) + article()) == decode(article())
    assert refusal(b"\0\0\0\0\1\x02Avro")[0] == "malformed_json"
    assert refusal(b"\0")[0] == "malformed_json"


def test_a_byte_order_mark_is_no_error():
    assert decode(b"\xef\xbb\xbf" + article()) == decode(article())


def test_trafilaturas_json_is_read_as_it_is():
    read = decode(
        json.dumps(
            {
                "title": "Harbour reopens", "author": "Ann Reed; Tom Oye", "hostname": "port.example",
                "date": "2025-03-04", "fingerprint": "1611a8ec1115329e", "id": None, "license": None, "comments": "",
                "raw_text": "The harbour reopened. All was well.", "text": "The harbour reopened.\nAll was well.",
                "language": None, "image": None, "pagetype": "article", "filedate": "2025-03-05",
                "source": "https://port.example/news/1", "source-hostname": "The Port Times", "excerpt": None,
                "categories": "", "tags": "harbour;storm",
            }
        ).encode()
    )  # fmt: skip

    assert read.url == "https://port.example/news/1"
    assert (read.source, read.author, read.tags) == ("port.example", ("Ann Reed", "Tom Oye"), ("harbour", "storm"))
    assert read.text == "The harbour reopened.\nAll was well."
    assert read.published_at == datetime(2025, 3, 4, tzinfo=UTC)
    assert read.extra["source-hostname"] == "The Port Times"
    assert "raw_text" not in read.extra


def test_news_pleases_json_is_read_as_it_is():
    read = decode(
        json.dumps(
            {
                "authors": ["Ann Reed"], "date_download": "2025-03-05 01:00:00", "date_modify": "None",
                "date_publish": "2025-03-04 10:00:00", "description": None, "filename": "1.json", "image_url": None,
                "language": "en", "localpath": None, "maintext": "The harbour reopened.",
                "source_domain": "port.example", "text": None, "title": "Harbour reopens", "title_page": None,
                "title_rss": None, "url": "https://port.example/news/1",
            }
        ).encode()
    )  # fmt: skip

    assert (read.text, read.source, read.author) == ("The harbour reopened.", "port.example", ("Ann Reed",))
    assert read.published_at == datetime(2025, 3, 4, 10, tzinfo=UTC)


def test_news_please_writes_none_where_it_knows_no_date():
    assert decode(article(date_publish="None")).published_at is None


def test_newspaper4ks_json_is_read_as_it_is():
    read = decode(
        json.dumps(
            {
                "url": "https://port.example/news/1", "read_more_link": "", "language": "en", "title": "Harbour reopens",
                "top_image": "", "images": [], "keywords": [], "tags": None, "authors": ["Ann Reed"],
                "publish_date": "2025-03-04T10:00:00+00:00", "summary": "", "meta_site_name": "The Port Times",
                "canonical_link": "https://port.example/news/1", "text": "The harbour reopened.",
            }
        ).encode()
    )  # fmt: skip

    assert (read.url, read.author) == ("https://port.example/news/1", ("Ann Reed",))
    assert read.published_at == datetime(2025, 3, 4, 10, tzinfo=UTC)


def test_unknown_fields_are_kept_whole_as_far_as_they_fit():
    read = decode(article(section="shipping", html="x" * 20_000, reads=17))

    assert read.extra == {"section": "shipping", "reads": 17}


def test_an_id_is_derived_from_the_url():
    first = decode(b'{"text":"a","url":"http://Port.example:80/news/1/?utm_source=feed#top"}')
    second = decode(b'{"text":"b","url":"https://port.example/news/1/"}')

    assert first.id == second.id == "url_fa08e5f3322a4d5ad1677637d3f3125f"
    assert first.url == "http://Port.example:80/news/1/?utm_source=feed#top"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None)),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)
names = st.sampled_from(
    ["id", "url", "text", "title", "published_at", "author", "tags", "language", "date", "hostname"]
)


@given(st.binary() | st.dictionaries(names | st.text(), json_values).map(lambda value: json.dumps(value).encode()))
def test_any_bytes_give_an_article_or_a_reason(raw):
    try:
        read = decode(raw)
    except InvalidInput as refused:
        assert len(str(refused)) < 300  # noqa: PT017 - either outcome is right
    else:
        assert read.text.strip()
        encode({"extra": read.extra, "text": read.text, "title": read.title, "key": read.id})
