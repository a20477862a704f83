"""The job for an archive on a Spark cluster, in local mode: the same records as in one process, and what was refused beside them."""

from __future__ import annotations

import json
import os
import runpy
import subprocess
from pathlib import Path

import duckdb
import pytest

from tests.tools import need

EXAMPLES = Path(__file__).parents[2] / "examples/python"
LINES = [
    json.dumps({"id": "arrests", "text": "Police arrested 41 people in Nairobi on Tuesday, the ministry said."}),
    json.dumps({"id": "empty"}),
    json.dumps({"id": "blast", "text": "A bomb killed four people in Riga on Monday. “It was loud,” said Jo Hill."}),
]

pytestmark = [pytest.mark.connectors, pytest.mark.model, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    path = tmp_path_factory.mktemp("archive") / "articles.jsonl"
    path.write_text("\n".join(LINES) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def expected():
    """What the same function gives in this process."""
    return sorted(runpy.run_path(str(EXAMPLES / "archive.py"))["enriched"](LINES))


def run(*command):
    path = f"{Path(command[0]).parent}{os.pathsep}{os.environ['PATH']}"  # Spark looks for itself with the first Python
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(EXAMPLES)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    return done.stdout


def test_what_is_refused_is_named(expected):
    found = [json.loads(line) for line in expected]

    assert sorted(one.get("article_id") or one["rejected"] for one in found) == ["arrests", "blast", "invalid_article"]


def test_spark_enriches_an_archive(venv, archive, expected, tmp_path):
    need("java")
    submit = [venv / "bin/spark-submit", "--master", "local[1]", "--conf", "spark.ui.enabled=false"]
    submit += ["--conf", f"spark.pyspark.python={venv / 'bin/python'}", "--py-files", EXAMPLES / "archive.py"]
    said = run(*submit, EXAMPLES / "enrich_with_spark.py", archive, tmp_path / "out")

    assert "2 enriched, 1 rejected" in said
    rows = duckdb.sql(f"SELECT line FROM read_csv('{tmp_path}/out/*/*.gz', delim='\\0', quote='', escape='', header=false, columns={{'line': 'VARCHAR'}})").fetchall()  # fmt: skip
    assert sorted(line for (line,) in rows) == expected
