"""docs/LEXICON.md, followed to the letter: its files are written, its commands run, its output is what comes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.model, pytest.mark.timeout(600)]

ROOT = Path(__file__).resolve().parents[1]
GUIDE = (ROOT / "docs/LEXICON.md").read_text(encoding="utf-8")
STEP = re.compile(r"`(?P<name>\w+\.yaml)`:\n\n```yaml\n(?P<content>.*?)```|```console\n(?P<console>.*?)```", re.DOTALL)


def shown(expected, actual):
    """Whether output is as the guide shows it: `…` stands for anything, a line of it for any lines."""
    pattern = "".join(
        r"(?:.*\n)*?" if line == "…" else ".*".join(map(re.escape, line.split("…"))) + r"\n"
        for line in expected.splitlines()
    )
    return re.fullmatch(pattern, actual) is not None


def steps():
    for step in STEP.finditer(GUIDE):
        if step["name"]:
            yield step["name"], step["content"]
        else:
            yield None, step["console"]


def commands(console):
    """Each command of a block with the output that is shown for it."""
    for part in re.split(r"^\$ ", console, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        yield command, output


@pytest.mark.parametrize(
    ("expected", "actual", "same"),
    [
        ("a\n…\nb\n", "a\nx\ny\nb\n", True),
        ("a …\n", "a b c\n", True),
        ("a\n", "a\nb\n", False),
        ("a\nb\n", "a\n", False),
    ],
)
def test_output_is_compared_line_by_line(expected, actual, same):
    assert shown(expected, actual) is same


def test_the_guide_works_to_the_letter(tmp_path):
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    ran = 0
    for name, text in steps():
        if name is not None:
            (tmp_path / name).write_text(text, encoding="utf-8")
            continue
        for command, output in commands(text):
            if command.startswith("export "):
                variable, _, value = command.removeprefix("export ").partition("=")
                environment[variable] = value
                continue
            done = subprocess.run(
                ["bash", "-c", command],
                cwd=tmp_path,
                env=environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                check=False,
            )
            assert shown(output, done.stdout), f"$ {command}\n{done.stdout}"
            ran += 1

    assert ran == GUIDE.count("\n$ ") - GUIDE.count("\n$ export ")
