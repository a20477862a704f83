"""Where enriched articles go."""

from __future__ import annotations

import io

import pytest

from streamproc.codec import encode
from streamproc.records import enriched_article
from streamproc.render.output import output


@pytest.fixture
def messages(article, enrichment):
    """What the engine read and what it answered."""
    raw = encode({"id": article.id, "title": "Arrests", "text": article.text})
    return raw, encode(enriched_article(article, enrichment))


@pytest.fixture
def stream():
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8")


@pytest.fixture
def written(stream):
    def written():
        stream.flush()
        return stream.buffer.getvalue().decode()

    return written


def test_json_lines_are_the_records_as_they_are(messages, stream, written):
    with output(stream) as write:
        write(*messages)
        write(*messages)

    line = messages[1].decode()
    assert written() == f"{line}\n{line}\n"


def test_pretty_is_for_people(messages, stream, written):
    with output(stream, pretty=True) as write:
        write(*messages)

    assert written().startswith("Arrests ")


def test_a_page_is_written_to_its_file(messages, stream, written, tmp_path):
    with output(stream, page=tmp_path / "page.html") as write:
        write(*messages)
        write(*messages)

    page = (tmp_path / "page.html").read_text("utf-8")
    assert page.count("<article ") == 2
    assert page.endswith("</html>\n")
    assert written() == ""
