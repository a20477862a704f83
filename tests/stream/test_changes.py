"""What the store makes of a message of a topic that it keeps."""

from __future__ import annotations

import pytest
from structlog.testing import capture_logs

from streamproc import codec
from streamproc.errors import ConfigurationError
from streamproc.records import withdrawn_article
from streamproc.settings import Settings
from streamproc.store.writing import Kept, Withdrawn
from streamproc.stream.changes import change_of
from streamproc.stream.reading import Message
from streamproc.stream.record_format import AvroRecords
from tests.store.articles import NOON, article

SETTINGS = Settings()
REVISION = (("ce_revision", b"3-14"),)


def change(value, headers=REVISION, settings=SETTINGS):
    message = Message("articles.enriched", 0, 7, NOON, b"a2", value, headers)
    return change_of(message, settings, AvroRecords(settings))


def test_an_article_is_kept_under_the_place_of_its_raw_message():
    kept = change(codec.encode(article(2)))

    assert isinstance(kept, Kept)
    assert (kept.article_id, kept.revision) == ("a2", (3, 14))


@pytest.mark.parametrize(
    "value",
    [
        codec.encode(withdrawn_article("a2")),
        codec.encode({**withdrawn_article("a2"), "revision": {"partition": 3, "offset": 14}}),
        None,
    ],
    ids=["a record that says so", "one with its revision", "no value, on compacted topics"],
)
def test_a_withdrawn_article_goes_however_that_is_said(value):
    assert change(value) == Withdrawn("a2", (3, 14), NOON)


def test_what_is_no_record_is_logged_with_its_place_and_passed_over():
    with capture_logs() as logged:
        assert change(b"no record") is None

    [line] = logged
    assert line["event"] == "not such a record"


def test_records_in_avro_are_not_passed_over_where_no_registry_is_set():
    with pytest.raises(ConfigurationError, match=r"articles\.enriched: .* no registry is set \(schema_registry_url\)"):
        change(b"\0\0\0\0\1\4a2", (*REVISION, ("content-type", b"application/avro")))
    assert change(b"\0\0\0\0\1\4a2") is None
