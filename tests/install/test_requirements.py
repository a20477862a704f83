"""What is pinned installs tomorrow too: every requirement file, with the oldest pip that a bare machine may bring."""

from __future__ import annotations

import json
import re
import subprocess
import venv
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
OLDEST_PIP = Path(__file__).with_name("oldest_pip.txt")
CONNECTORS = ROOT / "tests/connectors/requirements.txt"
FILES = [*sorted((ROOT / "requirements").glob("*.txt")), ROOT / "tests/benchmarks/peers/requirements.txt"]


def pins(text: str) -> list[Requirement]:
    """The pinned requirements of a file that hold for this Python."""
    lines = re.findall(r"^([a-zA-Z0-9][^\\\n]*?)\s*\\?$", text, re.MULTILINE)
    return [pin for pin in map(Requirement, lines) if pin.marker is None or pin.marker.evaluate()]


def lacking_extras(text: str, asks: dict[str, list[str]]) -> list[str]:
    """Requirements whose extras the pin of the same file lacks. ``asks``: what each package requires."""
    extras: dict[str, set[str]] = {}
    for pin in pins(text):
        extras.setdefault(canonicalize_name(pin.name), set()).update(pin.extras)
    return [
        f"{name} asks for {asked}"
        for name, own in extras.items()
        for asked in map(Requirement, asks.get(name, []))
        if asked.extras
        and (asked.marker is None or any(asked.marker.evaluate({"extra": extra}) for extra in own | {""}))
        and not asked.extras <= extras.get(canonicalize_name(asked.name), set())
    ]


def asks_of(text: str) -> dict[str, list[str]]:
    """What the packages of a file require, of those that are installed here."""
    asks = {}
    for pin in pins(text):
        try:
            asks[canonicalize_name(pin.name)] = requires(pin.name) or []
        except PackageNotFoundError:
            continue
    return asks


@pytest.fixture(scope="module")
def oldest_pip(tmp_path_factory):
    """The Python of an empty environment with that pip."""
    directory = tmp_path_factory.mktemp("oldest-pip")
    venv.create(directory, with_pip=True)
    python = directory / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", OLDEST_PIP], check=True)
    said = subprocess.run([python, "-m", "pip", "--version"], check=True, capture_output=True, text=True).stdout
    [pinned] = pins(OLDEST_PIP.read_text("utf-8"))
    assert said.split()[1] in pinned.specifier
    return python


@pytest.mark.timeout(900)  # an empty cache: a few hundred megabytes
@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_the_oldest_pip_finds_a_wheel_for_every_pin(oldest_pip, file):
    command = [oldest_pip, "-m", "pip", "install", "--dry-run", "--quiet", "--require-hashes", "--only-binary", ":all:"]

    done = subprocess.run([*command, "-r", file], check=False, capture_output=True, text=True)

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_every_pin_has_the_extras_that_others_ask_for(file):
    text = file.read_text("utf-8")

    assert pins(text), "a file without pins"
    assert lacking_extras(text, asks_of(text)) == []


def test_a_pin_without_the_extra_that_another_asks_for_is_found():
    asks = {"pytest-cov": ["coverage[toml]>=7.10.6", 'rich[all]; extra == "colour"'], "coverage": []}

    assert lacking_extras("coverage==7.17 \\\n    --hash=x\npytest-cov==7.1 \\\n    --hash=y\n", asks) == [
        "pytest-cov asks for coverage[toml]>=7.10.6"
    ]
    assert lacking_extras("coverage[toml]==7.17 \\\n    --hash=x\npytest-cov==7.1 \\\n    --hash=y\n", asks) == []


@pytest.mark.parametrize("file", [*FILES, OLDEST_PIP, CONNECTORS], ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_every_pin_has_a_hash_and_no_file_names_a_registry(file):
    text = file.read_text("utf-8")
    entries = re.split(r"^(?=[a-zA-Z0-9])", text, flags=re.MULTILINE)[1:]

    assert entries
    for entry in entries:
        assert re.match(r"[\w.-]+(\[[\w, -]+\])?==\S+", entry), entry
        assert "--hash=sha256:" in entry, entry
    assert not re.search(r"://|index-url|find-links", text)


@pytest.mark.parametrize("folder", ["docs/asyncapi", "clients/typescript"])
def test_every_npm_package_has_a_hash_and_comes_from_whatever_registry_the_machine_uses(folder):
    lock = json.loads((ROOT / folder / "package-lock.json").read_text("utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}

    assert {name for name, package in packages.items() if "integrity" not in package} == set()
    assert {name for name, package in packages.items() if "resolved" in package} == set()


def test_make_installs_only_what_is_pinned():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    installs = [
        line
        for line in makefile.splitlines()
        if re.search(r"\bpip install\b|\bnpm (install|ci)\b", line) and "-newest/" not in line
    ]  # make newest is there to try what is not pinned

    assert len(installs) >= 5
    for line in installs:
        assert re.search(r"--require-hashes|--no-deps --no-build-isolation -e \.|npm ci|--package-lock-only", line), (
            line
        )


def test_what_a_trainer_needs_is_installed_before_it_runs():
    recipes = re.findall(r"^train-[a-z-]+:.*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    needing = [
        recipe
        for recipe in recipes
        if "sklearn" in (ROOT / re.search(r"training/\S+\.py", recipe)[0]).read_text("utf-8")
    ]

    assert len(needing) == 2
    assert all("--require-hashes -r requirements/train.txt" in recipe for recipe in needing)
