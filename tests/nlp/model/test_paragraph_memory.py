"""What the model said of a paragraph is remembered, and is what it would say again."""

import random
from dataclasses import replace

import pytest

from streamproc.article import Article
from streamproc.nlp.doc.annotations import annotations_of
from streamproc.nlp.model.name_types import BESIDE
from streamproc.nlp.model.paragraph_memory import paragraph_memory_for, reach_of
from streamproc.nlp.pipeline import load_pipeline

pytestmark = pytest.mark.model

PARAGRAPHS = [
    "LAGOS (Reuters) - Police arrested 14 people after clashes near the port on Tuesday.",
    "No one was killed, officials said. The governor, Adaeze Obi, called for calm",
    '"We can\'t wait any longer," Mr. Okafor of Norlake Ltd. told reporters. "It\'s gonna cost £3.5m."',
    "Protesters",
    "Background:",
    "1. Ships from Rotterdam, Hamburg and Gdansk were held for nine days.",
    "Scores of dock workers who had walked out on Friday, when the first crane was shut, marched through the old town",
    "😀 see https://example.org/a?b=c#d or mail press@example.org — e.g. the U.S.-China talks   (again).",
    "-- ",
    "Yes .",
    "Ministers of trade of both countries will meet in Nairobi next week; talks about a truce are to follow.",
    "She said",
    "he would go.\nAnd so he did, in March 2024.",
]
ANNOTATIONS = ["ORTH", "SPACY", "TAG", "DEP", "HEAD", "SENT_START", "ENT_IOB", "ENT_TYPE"]


@pytest.fixture
def remembering(pipeline):
    """The pipeline with a memory of its own that is still empty."""
    return with_memory(pipeline, 1_000_000)


def with_memory(pipeline, size):
    return replace(pipeline, memory=paragraph_memory_for(pipeline.nlp, size, BESIDE))


def article(paragraphs, title=None):
    return Article(id="a", title=title, text="\n\n".join(paragraphs))


def annotated(pipeline, articles):
    docs = [pipeline.make_doc(one) for one in articles]
    pipeline.run_model(docs)
    return docs


def revised(paragraphs, chance):
    """The same article with one paragraph changed, dropped, moved, added or cut short."""
    changed = list(paragraphs)
    place = chance.randrange(len(changed))
    match chance.randrange(5):
        case 0:
            changed[place] = chance.choice(PARAGRAPHS)
        case 1:
            del changed[place : place + (len(changed) > 1)]
        case 2:
            changed.insert(chance.randrange(len(changed)), changed.pop(place))
        case 3:
            changed.insert(place, chance.choice(PARAGRAPHS))
        case 4:
            words = changed[place].split()
            changed[place] = " ".join(words[: chance.randint(1, len(words))])
    return changed


def differing(docs, others):
    pairs = zip(docs, others, strict=True)
    return [a.text[:80] for a, b in pairs if a.to_array(ANNOTATIONS).tolist() != b.to_array(ANNOTATIONS).tolist()]


@pytest.mark.parametrize("seed", range(6))
def test_revised_articles_are_annotated_as_without_the_memory(pipeline, remembering, seed):
    chance = random.Random(seed)
    paragraphs = chance.choices(PARAGRAPHS, k=8)
    articles = []
    for _ in range(12):
        articles.append(article(paragraphs, title=chance.choice([None, "Police arrest 14 in Lagos"])))
        paragraphs = revised(paragraphs, chance)

    one_by_one = [doc for one in articles for doc in annotated(remembering, [one])]

    assert differing(one_by_one, annotated(pipeline, articles)) == []
    assert sum(annotations_of(doc).remembered for doc in one_by_one) > sum(map(len, one_by_one)) / 3


def test_records_of_a_revision_are_those_without_the_memory(pipeline, remembering):
    first, second = article(PARAGRAPHS), article([*PARAGRAPHS[:5], "Nobody was hurt.", *PARAGRAPHS[6:]])
    remembering.enrich([first])

    assert remembering.enrich([second]) == pipeline.enrich([second])


def test_a_reprint_needs_no_model(remembering):
    annotated(remembering, [article(PARAGRAPHS)])
    [again] = annotated(remembering, [article(PARAGRAPHS)])

    assert annotations_of(again).remembered == len(again)


def test_only_a_changed_paragraph_and_its_neighbours_are_asked_again(remembering):
    long = [text for text in PARAGRAPHS if len(text.split()) > 6]
    annotated(remembering, [article(long)])
    [doc] = annotated(remembering, [article([*long[:3], "Nobody was hurt by the fire, firemen said.", *long[4:]])])

    new = len(doc) - annotations_of(doc).remembered
    asked = remembering.nlp.make_doc("\n\n".join([long[2], "Nobody was hurt by the fire, firemen said.", long[4], ""]))
    assert new == len(asked)


def test_a_memory_that_is_too_small_for_all_forgets_and_changes_nothing(pipeline):
    forgetful = with_memory(pipeline, 1)
    chance = random.Random(9)
    articles = [article([f"{text} {number}" for text in chance.choices(PARAGRAPHS, k=8)]) for number in range(60)]
    annotated(forgetful, articles)

    assert differing(annotated(forgetful, articles[:20]), annotated(pipeline, articles[:20])) == []
    assert 0 < forgetful.memory.used < 65_536


def test_an_empty_text_has_no_paragraphs(remembering):
    found = remembering.memory.look_up(remembering.nlp.make_doc(""))
    remembering.memory.complete(found)

    assert (found.new, found.remembered) == ([], 0)


def test_there_is_none_where_it_is_turned_off_or_the_model_is_of_an_unknown_kind(pipeline, monkeypatch):
    assert reach_of(pipeline.nlp) == 4
    assert load_pipeline.__kwdefaults__["paragraph_memory"] == 0
    assert paragraph_memory_for(pipeline.nlp, 0) is None

    of_another_kind = {"encode": {"@architectures": "spacy.TorchBiLSTMEncoder.v1", "depth": 4, "window_size": 1}}
    monkeypatch.setattr(pipeline.nlp, "get_pipe_config", lambda _name: {"model": of_another_kind})
    assert paragraph_memory_for(pipeline.nlp, 1_000_000) is None
