"""Headlines in capitals are tagged and parsed as the sentences they are."""

import pytest

from streamproc.article import Article
from streamproc.nlp import pipeline as pipelines
from streamproc.nlp.model import headline_case

pytestmark = pytest.mark.model


@pytest.fixture
def headline(pipeline):
    def headline(title, text="By our staff."):
        doc = pipeline.make_doc(Article(id="a", title=title, text=text))
        pipeline.run_model([doc])
        return doc

    return headline


def tags(doc, *words):
    return [next(token.tag_ for token in doc if token.text == word) for word in words]


def test_a_verb_in_title_case_is_a_verb_with_its_subject_and_object(headline):
    doc = headline("Storm Hits Coast, Kills Six Sailors")
    hits = next(token for token in doc if token.text == "Hits")

    assert hits.tag_ == "VBZ"
    assert {(child.text, child.dep_) for child in hits.children} >= {("Storm", "nsubj"), ("Coast", "dobj")}


def test_the_words_stay_as_they_were_written(headline):
    assert headline("Storm Hits Coast").text == "Storm Hits Coast\n\nBy our staff."


def test_what_the_article_writes_with_a_capital_elsewhere_stays_a_name(headline):
    text = "Workers at Baker said on Monday that Baker would close. The firm employs ninety."

    assert tags(headline("Union Sues Baker Over Wages", text), "Baker") == ["NNP"]


def test_a_line_in_capitals_alone_is_read_in_small_letters_too(headline):
    assert tags(headline("STORM HITS COAST", "A storm hit the coast on Monday."), "HITS", "COAST") == ["VBZ", "NN"]


def test_a_headline_in_sentence_case_and_the_text_are_left_alone(headline, monkeypatch):
    title, text = "Storm hits coast and kills six", "The Army Rescue Corps said so on Monday."
    read = headline(title, text).to_array(["TAG", "DEP", "HEAD"]).tolist()
    monkeypatch.setattr(pipelines, "reread_headlines", lambda *_: None)

    assert read == headline(title, text).to_array(["TAG", "DEP", "HEAD"]).tolist()


def test_many_headlines_go_through_the_model_a_few_at_a_time(headline, monkeypatch):
    annotate, batches = headline_case.annotate, []

    def counted(pipe, docs):
        batches.append(sum(map(len, docs)))
        annotate(pipe, docs)

    monkeypatch.setattr(headline_case, "annotate", counted)
    monkeypatch.setattr(headline_case, "MODEL_TOKENS", 20, raising=False)
    doc = headline("Storm Hits Coast", "\n\n".join(["Army Foils Coup Plot", "(Photo: Ann Lee)"] * 12))

    assert max(batches) <= 20
    assert sum(token.tag_ == "VBZ" for token in doc) > 10
