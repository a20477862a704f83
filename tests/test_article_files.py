"""Articles in files: what becomes of each kind."""

from __future__ import annotations

import gzip
import uuid
from pathlib import Path

import orjson
import pytest
import zstandard

from streamproc.article_files import ArticleFile, article_files
from streamproc.article_files import raw_messages as messages_in
from streamproc.article_files.messages import UnreadableFile
from streamproc.codec import decode


@pytest.fixture
def file(tmp_path):
    def write(name, content):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def raw_messages(path, date=None):
    [found] = article_files([path]).found
    return messages_in(found, date)


def article(path, date=None):
    [message] = raw_messages(path, date)
    assert message.problem is None
    return decode(message.value)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_plain_text_is_one_article_named_after_its_file_whose_offsets_point_into_the_file(file, end):
    content = end.join(["Ferry sinks off Naxos", "", "A ferry sank.", "", "Nobody was hurt.", ""])

    read = article(file("ferry.txt", content))

    assert (read.id, read.title, read.text) == ("ferry", "Ferry sinks off Naxos", content)


@pytest.mark.parametrize(
    "text", ["A ferry sank.\n\nNobody was hurt.", "Ferry sinks", "One line\nand the next\n\nthen more"]
)
def test_plain_text_without_a_headline_has_no_title(file, text):
    [message] = raw_messages(file("ferry.txt", text))

    assert orjson.loads(message.value) == {"id": "ferry", "text": text}


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("Café fire in Montréal\n\nA fire broke out in Montréal, the mayor’s office said.", "cp1252"),
        ("Café fire in Montréal\n\nA fire broke out.", "utf-16"),
        ("Café fire in Montréal\n\nA fire broke out.", "utf-8-sig"),
    ],
)
def test_legacy_encodings_and_byte_order_marks_are_read(file, content, encoding):
    read = article(file("a.txt", content.encode(encoding)))

    assert read.title == "Café fire in Montréal"
    assert read.text.startswith("Café")


@pytest.mark.parametrize(
    ("content", "date", "published"),
    [
        ("Storm\n\nJanuary 20, 2026\n\nRain fell.", "2025-01-01", "2026-01-20T00:00:00+00:00"),
        ("Storm\n\nPublished: 20 January 2026 16:45 EAT\n\nRain fell.", None, "2026-01-20T16:45:00+03:00"),
        ("---\ntitle: Storm\ndate: 2026-01-20\n---\nRain fell.", "2025-01-01", "2026-01-20T00:00:00+00:00"),
        ("Storm\n\nRain fell.", "2025-01-01", "2025-01-01T00:00:00+00:00"),
    ],
)
def test_a_texts_date_is_its_own_or_the_one_that_is_given(file, content, date, published):
    assert article(file("a.txt", content), date).published_at.isoformat() == published


def test_markdown_has_its_title_from_the_first_heading(file):
    read = article(file("a.md", "# Storm closes *harbour*\n\nRain fell in [Riga](https://a.example)."))

    assert (read.id, read.title) == ("a", "Storm closes *harbour*")


def test_a_table_is_an_article_a_row_with_its_fields_from_the_header(file):
    path = file("t.csv", 'id;headline;body\n1;Fire;"A fire; in Oslo."\n;Rain;"Rain\nfell."\n')

    first, second = (decode(message.value) for message in raw_messages(path))

    assert (first.id, first.title, first.text) == ("1", "Fire", "A fire; in Oslo.")
    assert (second.id, second.text) == ("t-2", "Rain\nfell.")


def test_a_tab_separated_table_in_a_legacy_encoding(file):
    [message] = raw_messages(
        file("t.tsv", "url\ttext\nhttps://a.example/1\tFeu à Montréal, a dit le café\n".encode("cp1252"))
    )

    assert decode(message.value).text == "Feu à Montréal, a dit le café"


RSS = """<?xml version="1.0"?>
<!DOCTYPE rss [<!ENTITY secret SYSTEM "file:///etc/hostname">]>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Ellis Courier</title><language>en-CA</language>
<item><title>Storm &amp; flood&secret;</title><link>https://courier.example/1</link><dc:creator>Mara Lindqvist</dc:creator>
<pubDate>Tue, 20 Jan 2026 22:45:00 -0500</pubDate><category>storm</category>
<description>Rain.</description><content:encoded><![CDATA[<p>Rain fell.</p>]]></content:encoded></item>
<item><guid>x7</guid><description>Sun.</description></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>The Ellis Courier</title>
<entry><id>tag:courier.example,2026:1</id><title>Storm</title><link rel="alternate" href="https://courier.example/1"/>
<published>2026-01-20T22:45:00-05:00</published><author><name>Mara Lindqvist</name></author><category term="storm"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Rain fell.</p></div></content></entry></feed>"""


def test_rss_is_an_article_an_entry_and_foreign_entities_are_not_read(file):
    first, second = (decode(message.value) for message in raw_messages(file("feed.xml", RSS)))

    assert (first.title, first.url, first.author) == ("Storm & flood", "https://courier.example/1", ("Mara Lindqvist",))
    assert (first.text, first.source, first.tags) == ("<p>Rain fell.</p>", "The Ellis Courier", ("storm",))
    assert first.published_at.isoformat() == "2026-01-20T22:45:00-05:00"
    assert (second.id, second.text, second.language) == ("x7", "Sun.", "en-CA")


def test_atom_is_read_too(file):
    read = article(file("feed.atom", ATOM))

    assert (read.id, read.author, read.tags) == ("tag:courier.example,2026:1", ("Mara Lindqvist",), ("storm",))
    assert "<p>Rain fell.</p>" in read.text.replace(' xmlns="http://www.w3.org/1999/xhtml"', "")


def test_a_json_feed_and_a_feedparser_result_are_split(file):
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "The Ellis Courier",
            "items": [{"id": "1", "content_text": "Rain."}, {"id": "2", "content_text": "Sun."}]}  # fmt: skip

    read = [decode(message.value) for message in raw_messages(file("feed.json", orjson.dumps(feed)))]

    assert [(one.id, one.text, one.source) for one in read] == [
        ("1", "Rain.", "The Ellis Courier"),
        ("2", "Sun.", "The Ellis Courier"),
    ]


@pytest.mark.parametrize(
    "wrap",
    [
        lambda items: {"status": "ok", "totalResults": 2, "articles": items},
        lambda items: {"articles": {"page": 1, "results": items}},
        lambda items: {"response": {"status": "ok", "results": items}},
        lambda items: {"pagination": {"limit": 2}, "data": items},
        lambda items: {
            "took": 3,
            "hits": {"total": {"value": 2}, "hits": [{"_id": "x", "_source": item} for item in items]},
        },
    ],
    ids=["articles", "articles.results", "response.results", "data", "hits.hits"],
)
def test_the_answer_of_a_news_service_is_an_article_each(file, wrap):
    items = [{"id": "1", "url": "https://courier.example/1", "content": "Rain."}, {"id": "2", "content": "Sun."}]

    read = [decode(message.value) for message in raw_messages(file("answer.json", orjson.dumps(wrap(items))))]

    assert [(one.id, one.text) for one in read] == [("1", "Rain."), ("2", "Sun.")]


def test_an_article_with_a_list_in_it_stays_one(file):
    [message] = raw_messages(
        file("one.json", orjson.dumps({"id": "1", "text": "Rain.", "items": [{"id": "2", "text": "x"}]}))
    )

    assert decode(message.value).id == "1"


def warc(*pages):
    """A WARC file as crawlers write it (ISO 28500): a request beside each response, each record packed on its own."""
    records = []
    for url, kind, content in pages:
        request = b"GET / HTTP/1.1\r\nHost: courier.example\r\n\r\n"
        response = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n".encode() + content
        for name, block in (("request", request), ("response", response)):
            head = (
                f"WARC/1.0\r\nWARC-Type: {name}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2026-01-21T04:00:00Z\r\n"
                f"WARC-Record-ID: <urn:uuid:{uuid.uuid4()}>\r\nContent-Type: application/http; msgtype={name}\r\n"
                f"Content-Length: {len(block)}\r\n\r\n"
            )
            records.append(gzip.compress(head.encode() + block + b"\r\n\r\n"))
    return b"".join(records)


def test_an_archive_is_an_article_a_page_with_the_address_that_was_crawled(file):
    pytest.importorskip("warcio", reason="the extra warc is not installed")
    pytest.importorskip("trafilatura", reason="the extra warc is not installed")
    page = (Path(__file__).parent / "extractors/pages/harbour.html").read_bytes()
    latin = (
        "<html lang='en'><head><meta charset='iso-8859-1'><title>Café</title></head><body><article>"
        + "<p>The café at the harbour of Port Ellis was closed for a week after the storm, its owner said on Monday.</p>"
        * 3
        + "</article></body></html>"
    ).encode("latin-1")
    archive = warc(
        ("https://courier.example/crawled/storm", "text/html; charset=utf-8", page),
        ("https://courier.example/logo.png", "image/png", b"\x89PNG"),
        ("https://courier.example/empty", "text/html", b""),
        ("https://courier.example/cafe", "text/html", latin),
    )

    read = [
        decode(message.value) for message in raw_messages(file("CC-NEWS-1.warc.gz", archive)) if not message.problem
    ]

    assert [one.url for one in read] == ["https://courier.example/crawled/storm", "https://courier.example/cafe"]
    assert (read[0].title, read[0].author) == (
        "Storm closes harbour of Port Ellis for a third day",
        ("Mara Lindqvist",),
    )
    assert read[0].published_at.isoformat() == "2026-01-20T22:45:00-05:00"
    assert "cleared the breakwater" in read[0].text
    assert "The café at the harbour" in read[1].text


def test_what_is_called_an_archive_and_is_none_says_so(file):
    pytest.importorskip("warcio", reason="the extra warc is not installed")
    pytest.importorskip("trafilatura", reason="the extra warc is not installed")

    with pytest.raises(UnreadableFile, match="no WARC file"):
        list(raw_messages(file("news.warc", "Rain fell.\n")))


@pytest.mark.parametrize(
    "page",
    ["<p>Rain fell in Oslo.</p>", "<html><body><p>Rain fell in Oslo.</p></body></html>"],
    ids=["fragment", "page"],
)
def test_a_page_too_small_for_an_extractor_is_read_without_it(file, page, caplog):
    assert "Rain fell in Oslo." in article(file("small.html", page)).text
    assert caplog.text == ""


@pytest.mark.parametrize(
    ("name", "content", "kind"), [("a.pdf", b"%PDF-1.7\n", "a PDF"), ("a.docx", b"PK\x03\x04...", "a ZIP archive"), ("b.txt", b"PAR1", "a Parquet file")]
)  # fmt: skip
def test_what_is_no_text_is_named_and_never_read_as_one(file, name, content, kind):
    with pytest.raises(UnreadableFile, match=f"is {kind}"):
        list(raw_messages(file(name, content)))


@pytest.mark.parametrize(
    ("feed", "urls"),
    [
        (
            """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://courier.example/news/"><title>The Ellis Courier</title>
<entry><id>1</id><link rel="enclosure" href="a.mp3"/><link href="storm"/><summary>Rain fell.</summary></entry>
<entry xml:base="2026/"><id>2</id><link href="flood"/><summary>Rain fell.</summary></entry>
<entry><id>3</id><link href="https://other.example/x"/><summary>Rain fell.</summary></entry></feed>""",
            [
                "https://courier.example/news/storm",
                "https://courier.example/news/2026/flood",
                "https://other.example/x",
            ],
        ),
        (
            """<rss version="2.0"><channel><title>The Ellis Courier</title><link>https://courier.example/</link><description>News</description>
<item><guid>1</guid><link>/storm</link><description>Rain fell.</description></item>
<item><guid>2</guid><link>http://[x</link><description>Rain fell.</description></item>
<item><guid>3</guid><link></link><description>Rain fell.</description></item></channel></rss>""",
            ["https://courier.example/storm", None, None],
        ),
        (
            f"""<rss version="2.0" xml:base="https://courier.example/{"a/" * 2_000}"><channel><title>The Ellis Courier</title>
<link>https://courier.example/</link><description>News</description>
<item><guid>1</guid><link>storm</link><description>Rain fell.</description></item></channel></rss>""",
            ["https://courier.example/storm"],
        ),
    ],
    ids=["bases", "home", "a base that is too long"],
)
def test_a_relative_address_in_a_feed_belongs_to_its_base(file, feed, urls):
    assert [decode(message.value).url for message in raw_messages(file("feed.xml", feed))] == urls


def test_what_a_page_marks_as_a_quotation_within_a_sentence_has_its_marks(file):
    page = """<html><body><article><h1>Storm</h1><p>Ferries stayed in port on Tuesday, the office of the harbour said.</p>
<p>The mayor said <q>we <b>will</b> rebuild the <q>old</q> basin</q> and left for the council, where twelve members waited.</p>
<p>She called it <q>“a long night”</q>. Twelve boats lost their moorings on Sunday, and two of them sank.</p></article></body></html>"""

    text = article(file("quoted.html", page)).text

    assert "The mayor said “we will rebuild the ‘old’ basin” and left for the council" in text
    assert "She called it “a long night”. Twelve" in text


def test_a_web_page_says_who_wrote_it_and_when():
    page = Path(__file__).parent / "extractors/pages/harbour.html"

    read = article(page)

    assert read.url == "https://courier.example/2026/01/20/storm-closes-harbour"
    assert (read.title, read.author) == ("Storm closes harbour of Port Ellis for a third day", ("Mara Lindqvist",))
    assert read.published_at.isoformat() == "2026-01-20T22:45:00-05:00"
    assert "cleared the breakwater" in read.text


@pytest.mark.parametrize(("suffix", "pack"), [(".gz", gzip.compress), (".zst", zstandard.compress)])
def test_packed_files_are_unpacked(file, suffix, pack):
    lines = b'{"id": "1", "text": "Rain."}\n{"id": "2", "text": "Sun."}\n'

    assert [message.key for message in raw_messages(file(f"a.jsonl{suffix}", pack(lines)))] == [b"1", b"2"]
    assert article(file(f"storm.txt{suffix}", pack(b"Rain fell."))).id == "storm"


def test_a_broken_file_says_so(file):
    with pytest.raises(UnreadableFile, match="Not a gzipped file"):
        list(raw_messages(file("a.jsonl.gz", b"no gzip")))
    with pytest.raises(UnreadableFile, match="no RSS or Atom feed"):
        list(raw_messages(file("a.xml", b"<a><b/></a>")))


def test_a_json_file_is_one_message_with_its_bytes_untouched(file):
    content = '{\n  "id": "a1",\n  "text": "Rain fell."\n}'

    [message] = raw_messages(file("a.json", content + "\n"))

    assert (message.key, message.value, message.problem) == (b"a1", content.encode(), None)


def test_a_json_array_is_a_message_for_each_article(file):
    messages = list(raw_messages(file("a.json", '[{"id": "1", "text": "Rain."}, {"id": "2", "text": "Sun."}]')))

    assert [message.key for message in messages] == [b"1", b"2"]
    assert orjson.loads(messages[1].value) == {"id": "2", "text": "Sun."}


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.json"])
def test_json_lines_are_a_message_a_line_even_under_a_wrong_name(file, name):
    messages = list(raw_messages(file(name, '{"id": "1", "text": "Rain."}\n\n{"id": "2", "text": "Sun."}\n')))

    assert [(message.key, message.value) for message in messages] == [
        (b"1", b'{"id": "1", "text": "Rain."}'),
        (b"2", b'{"id": "2", "text": "Sun."}'),
    ]


def test_what_is_no_article_comes_along_untouched_with_its_place_and_problem(file):
    messages = list(raw_messages(file("a.jsonl", '{"id": "1", "text": "Rain."}\n{oops\n')))

    assert messages[0].problem is None
    assert (messages[1].key, messages[1].value) == (b"a.jsonl:2", b"{oops")
    assert messages[1].origin.endswith("a.jsonl:2")
    assert messages[1].problem


def test_a_file_without_a_telling_name_is_read_by_its_content(file):
    [text] = raw_messages(file("story", "Rain fell."))
    [json] = raw_messages(file("item", ' {"id": "9", "text": "Rain fell."}'))

    assert (text.key, json.key) == (b"story", b"9")


def test_a_folder_gives_its_articles_in_order_and_names_what_is_skipped(file, tmp_path):
    for name in ("b.json", "a.txt", "sub/c.jsonl.gz", "sub/a.txt", ".hidden.json", ".git/d.json", "picture.png"):
        file(name, "x")

    files = article_files([tmp_path])

    assert files.found == [
        ArticleFile(tmp_path / "a.txt", "a"),
        ArticleFile(tmp_path / "b.json", "b"),
        ArticleFile(tmp_path / "sub/a.txt", "sub/a"),
        ArticleFile(tmp_path / "sub/c.jsonl.gz", "sub/c"),
    ]
    assert files.skipped == [tmp_path / "picture.png"]
    assert files.problems == []


def test_files_of_one_name_go_by_their_paths(file):
    files = article_files([file("one/story.txt", "x"), file("two/story.txt", "x"), file("two/other.txt", "x")])

    assert [found.id for found in files.found] == ["one/story", "two/story", "other"]


def test_a_missing_file_and_an_empty_folder_are_named_and_stop_nobody(file, tmp_path):
    (tmp_path / "empty").mkdir()
    files = article_files([tmp_path / "nowhere.json", tmp_path / "empty", file("a.txt", "x")])

    assert [found.id for found in files.found] == ["a"]
    assert files.problems[0].endswith("nowhere.json: there is no such file or folder")
    assert "empty: holds no articles" in files.problems[1]
