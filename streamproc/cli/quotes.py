"""``streamproc quotes``: check files of cue words and try sentences, with every quotation explained."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from streamproc import logs
from streamproc.article import Article
from streamproc.cli.lexicon import model_option
from streamproc.errors import ConfigurationError
from streamproc.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

    from streamproc.nlp.doc.drafts import QuoteDraft
    from streamproc.nlp.quotes.cue_words import CueWords


@click.group("quotes")
def command() -> None:
    """Check files of cue words and try sentences, with every quotation explained."""
    logs.configure("warning", "auto")


@command.command("check")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@model_option
def check_files(files: tuple[Path, ...], model: str) -> None:
    """Check FILES of cue words as a worker does that loads them, and try every example.

    The exit status is 1 when one does not hold.
    """
    from streamproc.nlp.pipeline import load_pipeline  # noqa: PLC0415 - loads spaCy
    from streamproc.nlp.quotes.check import check  # noqa: PLC0415

    failed = total = 0
    for example in check(files, load_pipeline(model, cue_paths=files).docs):
        total += 1
        failed += not example.holds
        click.echo(f"{'ok  ' if example.holds else 'FAIL'} {example.cue_class}: {example.marked}")
        if not example.holds:
            click.echo(f"       {example.reason}")
    click.echo(f"{total} examples, {failed} failed")
    if failed:
        raise ConfigurationError(f"cues: {failed} of {total} examples do not hold")


@command.command("try")
@click.argument("sentences", nargs=-1, required=True)
@click.option(
    "--cues",
    "files",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Your own file or directory, before the bundled cue words; may be repeated. Without it: STREAMPROC_CUES.",
)
@model_option
def try_sentences(sentences: tuple[str, ...], files: tuple[Path, ...], model: str) -> None:
    """Show the quotations in SENTENCES: content, speaker, listener and cue, and cue words that gave none."""
    from streamproc.nlp.pipeline import load_pipeline  # noqa: PLC0415 - loads spaCy
    from streamproc.nlp.quotes.cue_words import load_cue_words  # noqa: PLC0415

    configured = Settings().cues
    paths = files or ((configured,) if configured else ())
    cue_words = load_cue_words(paths)
    articles = (Article(id=str(number), text=sentence) for number, sentence in enumerate(sentences))
    for doc in load_pipeline(model, cue_paths=paths).docs(articles):
        click.echo("\n".join(trial_lines(doc, cue_words)))


def trial_lines(doc: Doc, cue_words: CueWords) -> Iterator[str]:
    from streamproc.nlp.doc.annotations import quotes_of  # noqa: PLC0415 - loads spaCy

    quotes = quotes_of(doc)
    yield doc.text
    for quote in quotes:
        yield from quote_lines(doc, quote)
    if not quotes:
        yield "  no quotation"
    used = {token.i for quote in quotes if quote.cue is not None for token in quote.cue}
    for token in doc:
        if token.lower_ in cue_words.forms and token.i not in used:
            cue = cue_words.verbs.get(token.lower_)
            of_phrases = " or ".join(f"{token.text} {after}" for after in cue_words.phrases.get(token.lower_, ()))
            takes = f"takes {', '.join(sorted(cue.takes))}" if cue else f"only as {of_phrases}"
            yield f"  misses {token.text!r}: {cue.cue_class + ', ' if cue else ''}{takes}; read as {token.tag_} ({token.dep_})"


def quote_lines(doc: Doc, quote: QuoteDraft) -> Iterator[str]:
    said = " … ".join(doc.text[start:end] for start, end in quote.segments)
    yield f"  {quote.type}: {said}"
    if quote.cue is not None:
        yield f"         cue: {quote.cue.text} ({quote.cue_class})"
    for role, words in (("speaker", quote.speaker), ("listener", quote.addressee)):
        if words is not None:
            yield f"         {role}: {words.text}"
