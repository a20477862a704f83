"""The commands as a user meets them: help, errors in one line, completion."""

from __future__ import annotations

import json
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from streamproc.cli import COMMANDS, main


@pytest.fixture
def run():
    def run(*arguments, **environment):
        return CliRunner().invoke(main, list(arguments), env=environment, prog_name="streamproc")

    return run


def subcommands(command, path=()):
    yield path, command
    for name in command.list_commands(None) if isinstance(command, click.Group) else ():
        yield from subcommands(command.get_command(click.Context(command), name), (*path, name))


@pytest.mark.parametrize("path", [path for path, _ in subcommands(main)], ids=" ".join)
def test_every_command_has_help(run, path):
    result = run(*path, "--help")

    assert result.exit_code == 0
    assert result.output.startswith(" ".join(["Usage: streamproc", *path]))


def test_every_command_and_option_is_described():
    context = click.Context(main)
    silent = [
        (" ".join(path), parameter.name)
        for path, command in subcommands(main)
        for parameter in command.get_params(context)
        if isinstance(parameter, click.Option) and not parameter.help
    ]

    assert silent == []
    assert [path for path, command in subcommands(main) if not command.help] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_the_summary_is_the_commands_own(name):
    help_text = main.get_command(click.Context(main), name).help
    first_paragraph = help_text.split("\n\n")[0]

    assert " ".join(first_paragraph.split()) == COMMANDS[name]


def test_help_and_completion_load_no_model_and_no_broker_client():
    code = """
import sys
from streamproc.cli import main
try:
    main(["--help"], prog_name="streamproc")
finally:
    print([name for name in ("spacy", "faust", "aiokafka", "numpy", "pydantic") if name in sys.modules], file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stderr.strip() == "[]"


def test_an_unknown_command_is_one_line_of_error(run):
    result = run("enrichh")

    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1].startswith("Error: No such command 'enrichh'")


def test_a_wrong_setting_is_one_line_of_error(run):
    result = run("config", STREAMPROC_PARTITIONS="many")

    assert result.exit_code == 1
    assert result.stderr.startswith("Error: STREAMPROC_PARTITIONS: ")
    assert len(result.stderr.splitlines()) == 1


def test_debug_lets_the_traceback_through(run):
    result = run("--debug", "config", STREAMPROC_PARTITIONS="many")

    assert type(result.exception).__name__ == "ConfigurationError"


def test_an_unexpected_error_is_one_line_with_the_way_to_its_traceback(run, monkeypatch):
    def fail(_settings):
        raise KeyError("two\nlines")

    monkeypatch.setattr("streamproc.cli.config.rows", fail)

    result = run("config")

    assert result.exit_code == 1
    assert result.stderr == "Error: KeyError: 'two\\nlines' (streamproc --debug … shows where)\n"


def test_config_shows_value_source_and_meaning(run, tmp_path):
    file = tmp_path / "s.toml"
    file.write_text('topic_prefix = "staging."\n')

    result = run(
        "--config", str(file), "config", "--json", STREAMPROC_SASL_PASSWORD="open sesame", STREAMPROC_CONFIG=""
    )

    rows = {row["name"]: row for row in map(json.loads, result.stdout.splitlines())}
    assert rows["topic_prefix"] == {
        "name": "topic_prefix",
        "variable": "STREAMPROC_TOPIC_PREFIX",
        "value": "staging.",
        "source": "file",
        "meaning": "put before every topic's name, e.g. 'staging.'",
    }
    assert (rows["sasl_password"]["value"], rows["sasl_password"]["source"]) == ("********", "environment")
    assert rows["partitions"]["source"] == "default"


def test_config_shows_no_password_in_a_url(run):
    result = run("config", "--json", STREAMPROC_SCHEMA_REGISTRY_URL="https://jo:sesame@registry.example/v1")

    rows = {row["name"]: row for row in map(json.loads, result.stdout.splitlines())}
    assert rows["schema_registry_url"]["value"] == "https://********@registry.example/v1"
    assert "sesame" not in result.output


def test_config_for_people_shows_only_what_was_changed_if_asked(run):
    result = run("config", "--changed", STREAMPROC_GROUP="night", STREAMPROC_GRUOP="day")

    _, line = result.stdout.splitlines()
    assert " ".join(line.split()) == (
        "group night environment consumer group of the workers, and the prefix of transactional ids (one for each worker)"
    )
    assert result.stderr == "warning: STREAMPROC_GRUOP sets nothing: there is no such setting\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_the_shells_script(run, shell):
    result = run("completion", shell)

    assert result.exit_code == 0
    assert f"_STREAMPROC_COMPLETE={shell}_complete" in result.stdout


def test_words_are_completed():
    done = subprocess.run(
        [sys.executable, "-m", "streamproc"],
        env={"_STREAMPROC_COMPLETE": "bash_complete", "COMP_WORDS": "streamproc co", "COMP_CWORD": "1", "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout.split() == ["plain,copies", "plain,config", "plain,completion"]
