"""Files of cue words: the schema that the bundled one and an operator's own are checked by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Self

from pydantic import AfterValidator, AliasChoices, Field, ValidationError, model_validator

from streamproc.nlp.knowledge.data_files import read_yaml
from streamproc.nlp.knowledge.fields import Declaration, Lemmas, Sentences, Words, complaints, unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from streamproc.nlp.knowledge.complaints import Complaints

CLASSES = ("accusing", "agreeing", "asking", "claiming", "complaining", "confirming", "denying", "manner", "naming", "neutral",
           "praising", "predicting", "promising", "replying", "topic", "urging", "warning", "written")  # fmt: skip
"""What a cue says about the saying; records carry it."""
CONSTRUCTIONS = ("quote", "clause", "infinitive", "object", "named", "quoted")
PREPOSITIONS = ("about", "after", "against", "as", "at", "by", "for", "from", "in", "into", "of", "on", "over", "through", "to",
                "toward", "towards", "upon", "with")  # fmt: skip


def _one_of(what: str, valid: tuple[str, ...]) -> Callable[[str], str]:
    def check(value: str) -> str:
        if value not in valid:
            raise ValueError(unknown(what, value, valid))
        return value

    return check


def _takes(value: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(_one_of("place of content", CONSTRUCTIONS + PREPOSITIONS), value))


CueClass = Annotated[str, AfterValidator(_one_of("class", CLASSES)), Field(alias="class")]
Takes = Annotated[Words, AfterValidator(_takes)]


class Group(Declaration):
    """Words of one class, with sentences in which ``[what is said]`` and ``{who says it}`` are marked."""

    cue_class: CueClass
    examples: Sentences = Field(validation_alias=AliasChoices("examples", "example"), min_length=1)


class Verbs(Group):
    """Verbs; ``takes``: where what is said can stand; ``listener``: the object is who it was said to.

    ``texts_only``: they say something only of a text: ``a report showed``, but not ``the fall showed``. ``subjects``:
    they say something only of these: ``the court heard``, but not ``the neighbour heard``.
    """

    verbs: Lemmas = Field(min_length=1)
    takes: Takes = Field(min_length=1)
    listener: bool = False
    texts_only: bool = False
    subjects: Words = ()


class PhraseVerbs(Group):
    """Verbs that say something only with a word after them: ``shot back``."""

    verbs: Lemmas = Field(min_length=1)
    after: str = Field(alias="with")
    takes: Takes = Field(min_length=1)


class Nouns(Group):
    """Nouns with a clause that is said: ``her claim that …``."""

    nouns: Lemmas = Field(min_length=1)


class CueFile(Declaration):
    """A file of cue words."""

    verbs: list[Verbs] = Field(default_factory=list)
    phrases: list[PhraseVerbs] = Field(default_factory=list)
    nouns: list[Nouns] = Field(default_factory=list)
    texts: Words = ()
    """Nouns for things that somebody says or writes: a statement saying … is its author's."""
    irregular: dict[str, Words] = Field(default_factory=dict)
    """Lemma ─► its other forms, where they are not regular."""
    disable: Words = ()
    """Bundled cue verbs, phrases (``shoot back``) and nouns that are switched off."""

    @model_validator(mode="after")
    def _holds_something(self) -> Self:
        if not any(getattr(self, field) for field in CueFile.model_fields):
            raise ValueError(f"holds none of {', '.join(CueFile.model_fields)}")
        return self


def read_file(path: Path, said: Complaints) -> CueFile:
    """One file, checked. Raises ConfigurationError where it is not YAML."""
    raw = read_yaml(path, "cues")
    try:
        return CueFile.model_validate({} if raw is None else raw)
    except ValidationError as error:
        said.add(path, "", complaints(error, CueFile))
        return CueFile.model_construct()


def inflected(file: CueFile, base_form: Callable[[str], str]) -> Iterator[str]:
    """Verbs of a file that are no lemmas."""
    for verb in {verb: None for groups in (file.verbs, file.phrases) for group in groups for verb in group.verbs}:
        lemma = base_form(verb)
        if lemma.replace("-", "") != verb.replace("-", ""):
            yield f"{verb!r} is an inflected form: write {lemma!r}, all its forms are found"
