"""What a child does with a batch: whatever goes wrong with one article is that article's outcome and nobody else's."""

from __future__ import annotations

import gc
import json
from dataclasses import replace

import pytest
from spacy.tokens import Doc

from streamproc.article import Article
from streamproc.codec import encode
from streamproc.copies.sketch import content_of
from streamproc.engine.enricher import Enricher
from streamproc.engine.language import LanguageCheck
from streamproc.engine.outcome import Enriched, Output, Rejected
from streamproc.engine.outcome_codec import outcome_fields, outcome_of
from streamproc.errors import InvalidInput
from streamproc.intake.limits import Limits
from streamproc.linking.messages import Work, article_key
from streamproc.records import FACETS, records_of
from streamproc.stories.profile import Profile

LIMITS = Limits(message_bytes=100_000, text_chars=1_000, extra_bytes=100)
SECRET = "Words of the article."
"""What no error message may repeat."""


class Guess:
    """A language detector that always finds the same."""

    def __init__(self, language: str, confidence: float):
        self.found = language, confidence

    def classify(self, _text):
        return self.found


@pytest.fixture
def worker(pipeline):
    check = LanguageCheck(frozenset({"en"}), Guess("en", 1.0))
    return Enricher(pipeline=pipeline, check_language=check, limits=LIMITS, include_text=False)


def outcomes(worker, *articles):
    """The outcome of each article, in the order of the articles."""
    raws = [article if isinstance(article, bytes) else json.dumps(article).encode() for article in articles]
    return [outcome for _, outcome in sorted(worker.process(raws), key=lambda answer: answer[0])]


def article(number, text="Police arrested Joe Smith in Denver.", **fields):
    return {"id": f"a{number}", "text": text, **fields}


@pytest.mark.model
def test_articles_that_are_none_are_refused_among_others(worker):
    first, oops, french, long, last = outcomes(
        worker, article(1), b"{oops", article(3, language="fr"), article(4, "x" * 1_001), article(5)
    )

    assert [first.article_id, last.article_id] == ["a1", "a5"]
    assert [(o.reason, o.stage) for o in (oops, french, long)] == [
        ("malformed_json", "decode"),
        ("unsupported_language", "decode"),
        ("too_large", "decode"),
    ]


@pytest.mark.model
def test_an_articles_records_come_with_its_key_words_and_stages(worker):
    [outcome] = outcomes(worker, article(1, published_at="1970-01-01T00:01:00Z"))

    assert {output.key for output in outcome.outputs} == {b"a1"}
    assert {output.facet for output in outcome.outputs} == {"enriched", "entities", "events"}
    assert (outcome.words, outcome.published_at) == (7, 60.0)
    assert {"decode", "tokenize", "model", "entities", "quotes", "events", "read", "encode"} <= set(
        outcome.stage_seconds
    )


@pytest.mark.model
def test_only_fields_on_the_list_are_passed_on(worker):
    limits = replace(LIMITS, extra_fields=("section", "x_*"))

    [outcome] = outcomes(
        replace(worker, limits=limits),
        article(1, section="world", x_reads=7, session_cookie="abc", author_email="ann@a.example"),
    )

    assert json.loads(outcome.outputs[0].value)["extra"] == {"section": "world", "x_reads": 7}


@pytest.mark.model
def test_an_outcome_says_whose_article_it_was(worker):
    raws = (
        article(1, url="https://a.example/1"),
        article(2, source="B.example"),
        {"url": "https://c.example/3", "text": " "},
        {"hostname": "d.example", "text": 7},
        b"{oops",
    )

    found = outcomes(worker, *raws)

    assert [outcome.source for outcome in found] == ["a.example", "b.example", "c.example", "d.example", None]


@pytest.mark.model
@pytest.mark.parametrize("include_text", [True, False])
def test_an_articles_records_are_those_of_the_contract_each_encoded_once(worker, include_text):
    raw = Article(id="a1", url="https://a.example/1", text="“Police arrested Joe Smith in Denver,” said Ann Lee.")
    [found] = worker.pipeline.enrich([raw])

    outputs = replace(worker, include_text=include_text).encoded(raw, found, 10_000)

    records = list(records_of(raw, found, include_text=include_text))
    assert {record.facet for record in records} == set(FACETS)
    assert [(output.facet, output.id, output.value) for output in outputs] == [
        (record.facet, record.id, encode(record.value)) for record in records
    ]


@pytest.mark.model
def test_where_copies_are_looked_for_a_sketch_of_the_body_goes_with_the_records(worker):
    body = "Police arrested Joe Smith in Denver on Monday after a long search of the harbour."
    plain, sketched, framed = (
        outcomes(replace(worker, copies=copies), article(1, text, title="Arrest"))[0].outputs
        for copies, text in ((False, body), (True, body), (True, f"{body}\n\nSign up for our newsletter."))
    )

    assert sketched[:-1] == plain
    assert (sketched[-1].facet, sketched[-1].key) == ("copies_work", article_key("a1"))
    assert Work.load(sketched[-1].value) == Work("article", {"id": "a1"}, content_of(body))
    assert framed[-1].value == sketched[-1].value


@pytest.mark.model
def test_where_stories_are_looked_for_a_profile_goes_with_the_records(worker):
    body = "Police arrested Joe Smith in Denver on Monday after a long search of the harbour."
    raw = article(1, body, title="Arrest in Denver")
    plain, told = (outcomes(replace(worker, stories=stories), raw)[0].outputs for stories in (False, True))

    assert told[:-1] == plain
    assert (told[-1].facet, told[-1].key) == ("stories_work", article_key("a1"))
    profile = Profile.load(Work.load(told[-1].value).content)
    [of_topic] = [json.loads(output.value) for output in plain if output.facet == "events"]
    assert (profile.events[0].id, profile.events[0].key) == (of_topic["id"], of_topic["key"])
    assert "person:joe smith" in profile.names


@pytest.mark.model
def test_no_doc_is_left_for_the_garbage_collector(worker):
    raw = article(1, "The mayor, Ann Lee, said the bridge is safe. “We will reopen it,” Lee told Joe Smith in Denver.")

    def docs():
        return sum(isinstance(found, Doc) for found in gc.get_objects())

    gc.collect()
    before = docs()
    gc.disable()
    try:
        [outcome] = outcomes(worker, raw)
        after = docs()
    finally:
        gc.enable()

    assert {output.facet for output in outcome.outputs} >= {"entities", "quotes"}
    assert after == before


@pytest.mark.model
def test_a_component_that_fails_on_an_article_costs_that_article_and_its_words_stay_out_of_the_message(worker):
    def brittle(doc):
        if "“" in doc.text:
            raise KeyError(doc.text)
        return doc

    pipeline = replace(worker.pipeline, components=(*worker.pipeline.components, ("brittle", brittle)))

    first, failed, last = outcomes(
        replace(worker, pipeline=pipeline), article(1), article(2, f"“{SECRET}”"), article(3)
    )

    assert [first.article_id, last.article_id] == ["a1", "a3"]
    assert (failed.reason, failed.stage, failed.exception) == ("internal_error", "brittle", "builtins.KeyError")
    assert failed.message.startswith("brittle: KeyError in brittle (test_enricher.py:")
    assert SECRET not in failed.message


@pytest.mark.model
def test_a_model_that_fails_on_a_batch_is_tried_on_each_article_alone(worker, monkeypatch):
    run_model = type(worker.pipeline).run_model

    def brittle(pipeline, docs):
        if any("“" in doc.text for doc in docs):
            raise ValueError(SECRET)
        run_model(pipeline, docs)

    monkeypatch.setattr(type(worker.pipeline), "run_model", brittle)

    first, failed, last = outcomes(worker, article(1), article(2, f"“{SECRET}”"), article(3))

    assert all(any(output.facet == "events" for output in outcome.outputs) for outcome in (first, last))
    assert (failed.reason, failed.stage) == ("internal_error", "model")
    assert SECRET not in failed.message


@pytest.mark.model
def test_an_operators_lexicon_is_read_anew_for_the_same_model(worker, tmp_path):
    lexicon = tmp_path / "lexicon.yaml"
    lexicon.write_text('entries:\n  - {type: PROTEST, verbs: [march], subject: ["*"], match: ["Farmers marched."]}\n')

    reloaded = worker.reloaded({"lexicon": str(lexicon), "aliases": ""})

    assert reloaded.pipeline.nlp is worker.pipeline.nlp
    assert reloaded.info["lexicon"] != worker.info["lexicon"]
    assert {**reloaded.info, "lexicon": ""} == {**worker.info, "lexicon": ""}


@pytest.mark.parametrize("stated", ["en", "EN-gb", "en_US"])
def test_the_senders_word_on_the_language_counts(stated):
    check = LanguageCheck(frozenset({"en"}), Guess("fr", 1.0))

    assert check(Article(id="a", text="x", language=stated)).language == stated


@pytest.mark.parametrize(
    ("accepted", "guess", "language"),
    [("en", Guess("en", 0.3), "en"), ("en", Guess("fr", 0.79), "en"), ("nl de", Guess("fr", 0.5), "de")],
    ids=["found", "not certain", "not certain and no English"],
)
def test_a_language_that_is_not_stated_is_found_or_assumed(accepted, guess, language):
    check = LanguageCheck(frozenset(accepted.split()), guess)

    assert check(Article(id="a", text="x")).language == language


def test_a_text_that_is_certainly_in_another_language_is_refused():
    check = LanguageCheck(frozenset({"en"}), Guess("fr", 0.8))

    with pytest.raises(InvalidInput, match=r"language: absent, and the text looks like 'fr' \(0\.80\)"):
        check(Article(id="a", text="x" * 300))


@pytest.mark.parametrize("guess", [Guess("fr", 0.96), Guess("pcm", 1.0)])
def test_a_weak_guess_is_not_held_against_a_short_text(guess):
    check = LanguageCheck(frozenset({"en"}), guess)

    assert check(Article(id="a", text="x")).language == "en"


@pytest.mark.parametrize(
    "outcome",
    [
        Rejected("invalid_article", "text: holds \ud800", "decode", "streamproc.errors.InvalidArticle"),
        Rejected("internal_error", "model: KeyError", "model", "KeyError", source="a.example"),
        Enriched("a\udc001", (), words=0, source="b.example"),
        Enriched(
            "a1",
            (Output("enriched", "a1", b"\xff\x00", b"{}"), Output("quotes", "quote_1", b"a1", b"")),
            words=3,
            published_at=1741082400.1,
            stage_seconds={"decode": 0.25, "model": 1.5},
        ),
    ],
    ids=["rejected", "rejected with a source", "empty", "enriched"],
)
def test_an_outcome_survives_the_way_from_a_child_to_the_pool(outcome):
    assert outcome_of(outcome_fields(outcome)) == outcome
