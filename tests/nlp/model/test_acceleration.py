"""The model is made faster and reads long texts in windows, and says the same: tags, parses and entities of stock spaCy."""

import gzip
import json
from dataclasses import replace

import numpy as np
import pytest

from streamproc.article import Article
from streamproc.nlp import pipeline as pipelines
from streamproc.nlp.model import embedding_cache, matrix_product, windows
from streamproc.nlp.zones import segmentation

pytestmark = pytest.mark.model

TEXTS = [
    "The mayor of Halmstead, Ruth Ekström, said on Tuesday that two bridges would stay closed until April 2024.",
    '"We can\'t wait any longer," she told reporters. "It\'s gonna cost £3.5m," Mr. Okafor of Norlake Ltd. replied.',
    "LAGOS (Reuters) - Police arrested 14 people after clashes near the port.\n\nNo one was killed, officials said.",
    "Hm.",
    "I am",
    "😀 see https://example.org/a?b=c#d or mail press@example.org — e.g. the U.S.-China talks   (again).",
]

ANNOTATIONS = ["ORTH", "SPACY", "TAG", "DEP", "HEAD", "SENT_START", "ENT_IOB", "ENT_TYPE"]


@pytest.fixture(autouse=True)
def _as_they_are(monkeypatch):
    """Headlines in capitals are read once more after the model, which is no matter of speed."""
    monkeypatch.setattr(pipelines, "reread_headlines", lambda *_: None)


def by_stock(stock, texts):
    docs = []
    for number, text in enumerate(texts):
        doc = stock.make_doc(text)
        doc._.article = Article(id=str(number), text=text)
        doc._.text_start = 0
        docs.append(segmentation.segment_zones(doc))
    return list(stock.pipe(docs, batch_size=16))


def by_us(pipeline, texts):
    """As the model says it: types that are looked at again are another matter."""
    pipeline = replace(pipeline, types=None)
    docs = [pipeline.make_doc(Article(id=str(number), text=text)) for number, text in enumerate(texts)]
    pipeline.run_model(docs)
    return docs


def differing(docs, others):
    pairs = zip(docs, others, strict=True)
    return [a.text[:80] for a, b in pairs if a.to_array(ANNOTATIONS).tolist() != b.to_array(ANNOTATIONS).tolist()]


def test_tags_parses_and_entities_are_those_of_stock_spacy(pipeline, stock):
    assert differing(by_us(pipeline, TEXTS), by_stock(stock, TEXTS)) == []


def test_they_stay_the_same_when_every_word_has_been_seen_before(pipeline, stock):
    by_us(pipeline, TEXTS)

    assert differing(by_us(pipeline, TEXTS[::-1]), by_stock(stock, TEXTS[::-1])) == []


def test_they_are_the_same_on_the_tuning_texts(pipeline, stock, shared):
    texts = []
    for path in sorted((shared / "data").glob("*/*.jsonl*")):
        with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
            texts += [json.loads(line)["text"] for _, line in zip(range(6), lines, strict=False)]
    texts = [text for text in texts if text.strip()]

    assert len(texts) > 100
    assert differing(by_us(pipeline, texts), by_stock(stock, texts)) == []


def test_the_model_has_been_made_faster(pipeline):
    names = {node.name for _, pipe in pipeline.nlp.pipeline for node in pipe.model.walk()}

    assert {"word_rows", "window_encoder"} <= names
    assert not {"hashembed", "expand_window"} & names


@pytest.mark.parametrize("name", ["word_rows", "window_encoder"])
def test_layers_that_only_predict_refuse_to_be_trained(pipeline, name):
    models = [pipe.model for _, pipe in pipeline.nlp.pipeline if hasattr(pipe, "model")]
    layer = next(node for model in models for node in model.walk() if node.name == name)

    with pytest.raises(RuntimeError, match=f"{name} can't be trained"):
        layer([], is_train=True)


def test_a_row_does_not_depend_on_its_neighbours_in_the_batch(pipeline):
    embed = next(n for n in pipeline.nlp.get_pipe("tok2vec").model.walk() if n.name == "word_rows")
    together = embed.predict([pipeline.nlp.make_doc("Prices rose sharply in Quelimane")])[0]
    alone = embed.predict([pipeline.nlp.make_doc("Quelimane")])[0]

    assert together[-1].tolist() == alone[0].tolist()


def test_more_different_words_than_are_kept_are_no_problem(pipeline, monkeypatch):
    node = next(n for n in pipeline.nlp.get_pipe("ner").model.walk() if n.name == "word_rows")
    docs = [pipeline.nlp.make_doc(text) for text in TEXTS]
    before = node.predict(docs)
    monkeypatch.setattr(embedding_cache, "LIMIT", 20)

    after = node.predict(docs)
    again = node.predict(docs[:1])

    # Equal but for the last digits: a matrix of another height may be summed in another order.
    for rows, expected in [*zip(after, before, strict=True), (again[0], before[0])]:
        np.testing.assert_allclose(rows, expected, rtol=1e-4, atol=1e-5)


def test_both_multiplications_agree():
    x, y = np.arange(12, dtype="f").reshape(3, 4), np.arange(20, dtype="f").reshape(5, 4)
    for each in (matrix_product.MatmulOps(), matrix_product.BlisOps()):
        assert each.gemm(x, y, trans2=True).tolist() == (x @ y.T).tolist()
        assert each.gemm(x[:1], y, trans2=True).tolist() == (x[:1] @ y.T).tolist()


@pytest.mark.parametrize(
    ("matmul", "blis", "chosen"),
    [(70.0, 40.0, "matmul"), (35.2, 35.3, "matmul"), (50.0, 64.0, "matmul"), (35.0, 70.0, "blis")],
)
def test_the_choice_is_a_measured_one_and_takes_the_one_that_can_be_fused_where_they_are_near(
    monkeypatch, matmul, blis, chosen
):
    measured = iter((matmul, blis))
    monkeypatch.setattr(matrix_product, "gigaflops", lambda _: next(measured))

    ops, speeds = matrix_product.choose_ops()

    assert speeds == {"matmul": matmul, "blis": blis}
    assert ops.name == chosen


PARAGRAPH = "Ruth Ekström, the mayor of Halmstead, met Kofi Mensah in Accra on Monday. They signed a contract.\n\n"


def test_a_long_text_is_annotated_like_its_paragraphs(pipeline):
    [long] = by_us(pipeline, [PARAGRAPH * 400])
    [short] = by_us(pipeline, [PARAGRAPH * 3])

    assert len(long) > 1.5 * windows.WINDOW
    middle = len(short) // 3
    inner = short.to_array(ANNOTATIONS)[middle : 2 * middle].tolist()
    assert [long.to_array(ANNOTATIONS)[i : i + middle].tolist() for i in range(middle, 200 * middle, middle)].count(
        inner
    ) == 199
    assert {ent.text for ent in long.ents} == {"Ruth Ekström", "Halmstead", "Kofi Mensah", "Accra", "Monday"}
    assert all(long.text[ent.start_char : ent.end_char] == ent.text for ent in long.ents)


def test_windows_end_at_paragraphs_then_at_sentences_then_anywhere(pipeline):
    def ends(text):
        return list(windows.window_ends(pipeline.nlp.make_doc(text)))

    paragraphs = pipeline.nlp.make_doc(PARAGRAPH * 400)
    assert all(paragraphs[end - 1].text == "\n\n" for end in ends(PARAGRAPH * 400))
    assert ends("One two. " * 2000) == [4998, 6000]
    assert ends("word " * 12_000) == [5000, 10_000, 12_000]
