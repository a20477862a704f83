"""What a child does with a micro-batch: bytes ─► article ─► Doc ─► records ─► bytes.

Whatever goes wrong with one article is that article's outcome and nobody else's.
"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from streamproc import codec
from streamproc.copies.sketch import body_of, content_of
from streamproc.engine.attempts import attempt, timed
from streamproc.engine.language import LanguageCheck, load_language_check
from streamproc.engine.options import event_threshold, limits, operators_files
from streamproc.engine.outcome import Enriched, Output, Rejected
from streamproc.engine.underway import Underway
from streamproc.intake.limits import Limits
from streamproc.intake.mapping import Fields, read_mapping
from streamproc.intake.repair.reading import Reading, read_for_the_pipeline
from streamproc.intake.sender import sender
from streamproc.linking.messages import article_message
from streamproc.nlp.doc.annotations import annotations_of, release
from streamproc.nlp.pipeline import Pipeline, assemble, load_pipeline
from streamproc.records import FACETS, enriched_article, origin_of
from streamproc.records.bounds import bounded, room_of
from streamproc.records.writing import REVISION_BYTES
from streamproc.stories.profiling import profile_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacy.tokens import Doc

    from streamproc.article import Article, Enrichment
    from streamproc.engine.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Enricher:
    """The whole work on an article; ``process`` is all that a child calls."""

    pipeline: Pipeline
    check_language: LanguageCheck
    limits: Limits
    include_text: bool
    copies: bool = False
    stories: bool = False
    fields: Fields = field(default_factory=dict)

    @property
    def info(self) -> dict[str, str]:
        """What was loaded, for logs and metrics."""
        info = self.pipeline.info
        return {
            "model": info.model,
            "model_version": info.model_version,
            "lexicon": info.lexicon,
            "ops": self.pipeline.gemm,
        }

    @property
    def paragraph_memory(self) -> int:
        """Bytes of what is remembered of paragraphs."""
        memory = self.pipeline.memory
        return memory.used if memory is not None else 0

    def reloaded(self, options: Mapping[str, str]) -> Enricher:
        """The same model with lexicon, alias tables and cue words read anew.

        Raises:
            ConfigurationError: a file can't be read.
        """
        nlp, gemm, threshold = self.pipeline.nlp, self.pipeline.gemm, event_threshold(options)
        memory, types = self.pipeline.memory, self.pipeline.types
        pipeline = assemble(nlp, gemm, *operators_files(options), event_threshold=threshold, memory=memory, types=types)
        return replace(self, pipeline=pipeline)

    def process(self, raws: Sequence[bytes]) -> Iterator[tuple[int, Outcome]]:
        """Yield (position, outcome) for every message, as soon as it is known, in any order."""
        works: list[Underway] = []
        for position, raw in enumerate(raws):
            prepared = self.prepare(position, raw)
            if isinstance(prepared, Rejected):
                yield position, prepared
            else:
                works.append(prepared)
        works.sort(key=lambda work: len(work.doc))
        for work, problem in self.run_model(works):
            yield work.position, replace(problem or self.finish(work), source=work.source)

    def prepare(self, position: int, raw: bytes) -> Underway | Rejected:
        """Decode, check the language, tokenise, find the zones."""
        start = time.process_time()
        article = attempt("decode", lambda: codec.decode(raw, self.limits, self.fields))
        if isinstance(article, Rejected):
            return replace(article, source=codec.sender(raw) if article.reason == "invalid_article" else None)
        decoded = time.process_time()
        found = attempt("repair", lambda: read_for_the_pipeline(article))
        reading = found if isinstance(found, Rejected) else attempt("decode", lambda: self.in_its_language(found))
        if isinstance(reading, Rejected):
            return replace(reading, source=sender(article.source, article.url))
        repaired = time.process_time()
        doc = attempt("tokenize", lambda: self.pipeline.make_doc(reading.article))
        if isinstance(doc, Rejected):
            return replace(doc, source=sender(article.source, article.url))
        seconds = {"decode": decoded - start, "repair": repaired - decoded, "tokenize": time.process_time() - repaired}
        return Underway(position, reading, doc, len(raw), seconds)

    def in_its_language(self, reading: Reading) -> Reading:
        """The article with its language, which is looked for in the repaired text.

        Raises:
            InvalidInput: it is in another language.
        """
        language = self.check_language(reading.article).language
        received = replace(reading.received, language=language)
        return replace(reading, received=received, article=replace(reading.article, language=language))

    def run_model(self, works: Sequence[Underway]) -> Iterator[tuple[Underway, Rejected | None]]:
        """Run the model over the batch; when the batch as a whole fails, over each article alone."""
        start = time.process_time()
        docs = [work.doc for work in works]
        if docs and isinstance(attempt("model", lambda: self.pipeline.run_model(docs)), Rejected):
            yield from ((work, self.model_alone(work)) for work in works)
            return
        seconds = (time.process_time() - start) / max(1, sum(map(len, docs)))
        for work in works:
            work.seconds["model"] = seconds * len(work.doc)
            yield work, None

    def model_alone(self, work: Underway) -> Rejected | None:
        """Run the model over one article, made anew: the failed batch may have left half a Doc."""

        def run() -> Doc:
            doc = self.pipeline.make_doc(work.reading.article)
            self.pipeline.run_model([doc])
            return doc

        doc = attempt("model", run)
        if isinstance(doc, Rejected):
            return doc
        work.doc = doc
        return None

    def finish(self, work: Underway) -> Outcome:
        """Run our components over an article that the model has annotated, and encode its records."""
        remembered = annotations_of(work.doc).remembered
        for name, component in self.pipeline.components:
            done = timed(work.seconds, name, lambda: component(work.doc))  # noqa: B023 - called at once
            if isinstance(done, Rejected):
                return done
        read = timed(work.seconds, "read", lambda: self.read(work))
        if isinstance(read, Rejected):
            return read
        enrichment, told = read
        outputs = timed(work.seconds, "encode", lambda: self.encoded(work.article, enrichment, work.message_bytes))
        if isinstance(outputs, Rejected):
            return outputs
        published_at = work.article.published_at
        return Enriched(
            article_id=work.article.id,
            outputs=(*outputs, *told),
            words=enrichment.words,
            published_at=published_at.timestamp() if published_at else None,
            stage_seconds=work.seconds,
            left_out=tuple(note.field for note in work.article.notes),
            remembered=remembered,
        )

    def read(self, work: Underway) -> tuple[Enrichment, tuple[Output, ...]]:
        """What was found, as values, and what stages are told of it; nothing on the Doc is needed after that."""
        found = self.pipeline.read(work.doc)
        release(work.doc)
        return work.reading.restored(found), tuple(self.told(work.reading.article, found))

    def told(self, article: Article, found: Enrichment) -> Iterator[Output]:
        """What the stages that link articles are told, where there are any: of the article as it is read."""
        contents: dict[str, bytes] = {}
        if self.copies:
            contents["copies_work"] = content_of(body_of(article.text, found.zones))
        if self.stories:
            contents["stories_work"] = profile_of(article, found).dump()
        for role, content in contents.items():
            send = article_message(article.id, content)
            yield Output(role, article.id, send.key, send.value)

    def encoded(self, article: Article, enrichment: Enrichment, message_bytes: int) -> tuple[Output, ...]:
        """The records of an article in publishing order: those of ``records_of``, every part encoded only once.

        Together they take a multiple of the message's size at most (``records.bounds``).
        """
        whole = enriched_article(article, enrichment, include_text=self.include_text)
        outputs = self.outputs(article, dict(whole))
        room = room_of(message_bytes)
        if sum(len(output.value) + REVISION_BYTES for output in outputs) > room:
            origin = len(codec.encode(origin_of(whole))) + REVISION_BYTES
            outputs = self.outputs(article, bounded(whole, room, origin))
        return outputs

    def outputs(self, article: Article, whole: dict[str, Any]) -> tuple[Output, ...]:
        key = article.id.encode()
        origin = codec.encode(origin_of(whole))
        parts: list[Output] = []
        for facet in FACETS[1:]:
            encoded = list(map(codec.encode, whole[facet]))
            parts += [
                Output(facet, part["id"], key, codec.joined(origin, value))
                for part, value in zip(whole[facet], encoded, strict=True)
            ]
            whole[facet] = list(map(codec.embedded, encoded))
        return (Output("enriched", article.id, key, codec.encode(whole)), *parts)


def load(options: Mapping[str, str]) -> Enricher:
    """Load everything that children share: model, data files, language detector.

    Raises:
        ConfigurationError: there is no such model, or a data file can't be read.
    """
    with ThreadPoolExecutor(1) as beside:  # unpacking the detector's model leaves the interpreter to others
        language = beside.submit(load_language_check, frozenset(options["languages"].split(",")))
        pipeline = load_pipeline(
            options["model"],
            *operators_files(options),
            event_threshold=event_threshold(options),
            model_digest=options.get("model_digest") or None,
            paragraph_memory=int(options.get("paragraph_memory") or 0),
            types_again=options.get("types_again", "True") == "True",
        )
    return Enricher(
        pipeline=pipeline,
        check_language=language.result(),
        limits=limits(options),
        include_text=options["include_text"] == "True",
        copies=options.get("copies") == "True",
        stories=options.get("stories") == "True",
        fields=read_mapping(options.get("fields", "")),
    )
