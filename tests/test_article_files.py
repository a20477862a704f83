"""Articles in files: what becomes of each kind."""

from __future__ import annotations

import orjson
import pytest

from streamproc.article_files import article_files, raw_messages
from streamproc.errors import ConfigurationError


@pytest.fixture
def file(tmp_path):
    def write(name, content):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def test_plain_text_is_one_article_named_after_its_file_with_a_headline_that_stands_alone(file):
    [message] = raw_messages(file("ferry.txt", "Ferry sinks off Naxos\n\nA ferry sank.\n\nNobody was hurt.\n"))

    assert message.key == b"ferry"
    assert orjson.loads(message.value) == {
        "id": "ferry",
        "title": "Ferry sinks off Naxos",
        "text": "A ferry sank.\n\nNobody was hurt.",
    }


@pytest.mark.parametrize(
    "text", ["A ferry sank.\n\nNobody was hurt.", "Ferry sinks", "One line\nand the next\n\nthen more"]
)
def test_plain_text_without_a_headline_has_no_title(file, text):
    [message] = raw_messages(file("ferry.txt", text))

    assert orjson.loads(message.value) == {"id": "ferry", "text": text}


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


def test_text_that_is_not_utf_8_comes_along_untouched(file):
    [message] = raw_messages(file("a.txt", b"caf\xe9 fire"))

    assert message.value == b"caf\xe9 fire"
    assert message.problem


def test_a_file_without_a_telling_name_is_read_by_its_content(file):
    [text] = raw_messages(file("story", "Rain fell."))
    [json] = raw_messages(file("item", ' {"id": "9", "text": "Rain fell."}'))

    assert (text.key, json.key) == (b"story", b"9")


def test_a_folder_gives_its_articles_in_order_without_hidden_and_foreign_files(file, tmp_path):
    for name in ("b.json", "a.txt", "sub/c.jsonl", ".hidden.json", ".git/d.json", "picture.png"):
        file(name, "x")

    assert [str(path.relative_to(tmp_path)) for path in article_files([tmp_path])] == ["a.txt", "b.json", "sub/c.jsonl"]


def test_a_missing_file_and_an_empty_folder_are_refused_by_name(tmp_path):
    with pytest.raises(ConfigurationError, match=r"nowhere\.json: there is no such file or folder"):
        article_files([tmp_path / "nowhere.json"])
    with pytest.raises(ConfigurationError, match="holds no articles"):
        article_files([tmp_path])
