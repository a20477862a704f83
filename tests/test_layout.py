"""The house: files of one job, and how far one must read from the pipeline down."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[1] / "streamproc"
LONGEST_FILE = 250
"""Lines."""
LONGEST_CHAIN = 4
"""Packages: the pipeline, what finds things, what several of them read, what is read from files."""


def test_no_file_is_longer_than_can_be_read_at_once():
    lengths = {path.relative_to(ROOT): len(path.read_text("utf-8").splitlines()) for path in ROOT.rglob("*.py")}

    assert {path: length for path, length in lengths.items() if length > LONGEST_FILE} == {}


def test_the_packages_of_nlp_import_each_other_in_few_steps():
    graph = grimp.build_graph("streamproc")
    packages = graph.find_children("streamproc.nlp")
    for package in packages:
        graph.squash_module(package)

    @cache
    def chain(package: str) -> tuple[str, ...]:
        """The longest way down; a circle would never end, so import-linter looks for those first."""
        below = (chain(one) for one in graph.find_modules_directly_imported_by(package) if one in packages)
        return (package, *max(below, key=len, default=()))

    longest = max(map(chain, packages), key=len)
    assert longest[0] == "streamproc.nlp.pipeline"
    assert len(longest) <= LONGEST_CHAIN, " imports ".join(longest)


@pytest.mark.skipif(not (ROOT.parent / ".git").exists(), reason="not a checkout of git")
def test_nothing_that_is_ignored_is_in_the_repository():
    command = ["git", "-C", ROOT.parent, "ls-files", "--cached", "--ignored", "--exclude-standard"]
    tracked = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()

    assert tracked == []
