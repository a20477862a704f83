"""The docs say what the code does: tables and records are made from it, links lead somewhere, commands exist."""

import json
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from scripts import topic_docs, update_docs
from scripts.event_docs import crosswalk
from streamproc import schemas
from streamproc.cli import COMMANDS, main
from streamproc.nlp.lexicon.index import load_lexicon

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text()
PAGES = [
    ROOT / "README.md",
    ROOT / ".github/CONTRIBUTING.md",
    ROOT / "deploy/RUNBOOK.md",
    *(ROOT / "docs").glob("*.md"),
]


def test_the_readme_is_short():
    assert len(README.splitlines()) <= 250


def test_the_table_of_settings_is_that_of_the_code():
    assert update_docs.SETTINGS.read_text() == update_docs.settings(), "run: make docs"


def test_the_table_of_metrics_is_that_of_the_code():
    assert update_docs.METRICS.read_text() == update_docs.metrics(), "run: make docs"


def test_the_tables_of_shapes_are_those_of_the_code():
    assert update_docs.INTAKE.read_text() == update_docs.intake(), "run: make docs"


@pytest.mark.parametrize("path", sorted(update_docs.topic_tables()), ids=lambda path: path.name)
def test_the_tables_of_topics_and_the_asyncapi_document_are_those_of_the_records(path):
    assert path.read_text("utf-8") == update_docs.topic_tables()[path], "run: make docs"


@pytest.mark.model
def test_a_topic_without_an_example_gets_the_first_record_of_the_samples(pipeline, tmp_path):
    (tmp_path / "articles.quotes").mkdir()
    (tmp_path / "articles.quotes/direct.json").write_text("{}")

    made = topic_docs.missing_examples(pipeline, tmp_path)

    assert {path.parent.name for path in made} == {"articles.enriched", "articles.entities", "articles.events"}
    for path, text in made.items():
        schemas.validator(schemas.SCHEMA_FILES[path.parent.name]).validate(json.loads(text))


def test_the_types_and_modes_of_events_are_those_of_the_lexicon_each_with_an_example():
    page = update_docs.events_page()

    assert page == update_docs.EVENTS.read_text(encoding="utf-8"), "run: make docs"
    assert [line for line in page.splitlines() if re.match(r"\| [\w-]+ \|  \|", line)] == []


def test_codes_elsewhere_are_of_types_and_modes_that_exist():
    types = load_lexicon(()).taxonomy.types

    for kind, mode in crosswalk():
        assert mode == "*" or mode in types[kind].modes, f"{kind}/{mode}"


@pytest.mark.model
def test_the_records_are_those_that_come_out(pipeline):
    assert update_docs.records(pipeline) in README, "run: make docs"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_to_a_file_leads_somewhere(page):
    for target in re.findall(r"\]\(([^)#]+)", page.read_text()):
        if not target.startswith("http"):
            assert (page.parent / target).exists(), target


def anchors_of(page):
    """What a link can lead to within a page: its headings, as GitHub names them."""
    text = re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    return {
        re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")
        for title in re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_into_a_page_leads_to_a_heading_of_it(page):
    for target, anchor in re.findall(r"\]\(([^)#\s]*)#([^)\s]+)\)", page.read_text("utf-8")):
        if not target.startswith("http"):
            assert anchor in anchors_of(page.parent / target if target else page), f"{target}#{anchor}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_that_is_shown_exists_with_its_options(page):
    code = "\n".join(code_of(page.read_text()))
    for line in re.findall(r"(?:^|[ `/])streamproc ((?:\w[\w-]*)[^`\n#|>]*)", code, re.MULTILINE):
        words = shlex.split(line.strip(), comments=True)
        if not words or words[0] not in COMMANDS:
            continue
        arguments = [words[0]]
        command = main.get_command(None, words[0])
        for word in words[1:]:
            if hasattr(command, "commands") and word in command.commands:
                command = command.commands[word]
                arguments.append(word)
        result = CliRunner().invoke(main, [*arguments, "--help"])
        assert result.exit_code == 0, line
        for option in re.findall(r"--[\w-]+", line):
            assert option in result.output, line


def code_of(markdown):
    """The contents of code blocks and inline code."""
    blocks = re.findall(r"```.*?\n(.*?)```", markdown, re.DOTALL)
    return [*blocks, *re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", markdown, flags=re.DOTALL))]


def test_every_make_target_is_said_once():
    targets = re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text(), re.MULTILINE)

    assert len(targets) == len(set(targets))


def test_every_make_target_that_is_shown_exists():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))

    for page in PAGES:
        shown = [target for code in code_of(page.read_text()) for target in re.findall(r"(?:^|\n)make ([a-z-]+)", code)]
        assert set(shown) <= targets, page
