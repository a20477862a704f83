"""Every bundled data file has a licence, and notices, metadata and the line for consumers name it."""

from __future__ import annotations

import re
import tomllib
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NOTICES = (ROOT / "THIRD_PARTY_NOTICES.md").read_text()
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
SHOWN = {
    "BSD-3-Clause": "BSD-3-Clause",
    "CC-BY-SA-4.0": "CC BY-SA 4.0",
    "CC-BY-4.0": "CC BY 4.0",
    "CC0-1.0": "CC0",
    "ISC": "ISC",
}
NO_DATA = {".py", ".typed", ".pyc"}
ATTRIBUTION = re.search(r"> Places: .*?Made with streamproc\.", NOTICES, re.DOTALL)


def lines():
    table = (ROOT / "streamproc/data/LICENCES.tsv").read_text().splitlines()
    return [line.split("\t") for line in table if not line.startswith("#")]


def bundled():
    files = (path for path in (ROOT / "streamproc").rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return [path.relative_to(ROOT / "streamproc").as_posix() for path in files if path.suffix not in NO_DATA]


def test_every_data_file_has_a_licence_and_every_line_has_a_file():
    used = set()
    for path in bundled():
        found = [pattern for pattern, _, _ in lines() if fnmatch(path, pattern)]
        assert found, f"{path} has no line in LICENCES.tsv"
        used.add(found[0])

    assert {pattern for pattern, _, _ in lines()} == used


def test_the_metadata_names_every_licence():
    assert set(PROJECT["license"].split(" AND ")) == {licence for _, licence, _ in lines()}


def test_the_notices_name_every_source_with_its_licence():
    for pattern, licence, source in lines():
        if source != "own":
            [row, *_] = [row for row in NOTICES.splitlines() if row.startswith("|") and source in row]
            if licence != "Apache-2.0":  # what is in the public domain goes under the package's licence
                assert SHOWN[licence] in row, pattern


def test_what_asks_for_attribution_is_in_the_line_for_consumers():
    assert ATTRIBUTION
    assert ATTRIBUTION[0] in (ROOT / "docs/CONSUMING.md").read_text()
    for _, licence, source in lines():
        if licence.startswith("CC-BY"):
            assert source in ATTRIBUTION[0]
            assert SHOWN[licence] in ATTRIBUTION[0]
    assert "IPTC" in ATTRIBUTION[0]
