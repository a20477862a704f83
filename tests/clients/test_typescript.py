"""The types in TypeScript: made of the schemas, and every example of a record is of its type for the official compiler."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from scripts import build_clients
from scripts.record_types import RECORDS, types
from streamproc import schemas

CLIENT = Path(__file__).parents[2] / "clients/typescript"
needs_npm = pytest.mark.skipif(shutil.which("npm") is None, reason="npm is not installed (Node 20)")


@pytest.mark.parametrize("path", build_clients.files(), ids=lambda path: path.name)
def test_the_types_are_those_of_the_schemas(path):
    assert path.read_text("utf-8") == build_clients.files()[path], "run: make docs"


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A copy of the client with the pinned compiler."""
    folder = tmp_path_factory.mktemp("typescript")
    for path in CLIENT.glob("*.*"):
        shutil.copy(path, folder)
    options = ("--silent", "--ignore-scripts", "--no-audit", "--no-fund")
    subprocess.run(["npm", "ci", *options], cwd=folder, check=True)
    return folder


def compiled(project, source):
    """What the compiler says of it; nothing when all is well."""
    (project / "use.ts").write_text(source, encoding="utf-8")
    done = subprocess.run(["npx", "--no-install", "tsc"], cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1, 2), done.stderr
    return done.stdout


def examples():
    for topic, name in RECORDS.items():
        for path in sorted((schemas.directory() / "examples" / topic).glob("*.json")):
            yield name, json.loads(path.read_text("utf-8"))


@needs_npm
def test_every_example_has_its_type_and_the_languages_own_names_stay(project):
    lines = [f'import type {{ {", ".join(RECORDS.values())} }} from "./streamproc.js";']
    lines += [f"export const e{n}: {name} = {json.dumps(value)};" for n, (name, value) in enumerate(examples())]
    lines.append('export const click: Event = new CustomEvent("x"), now: Date = new Date();')

    assert compiled(project, "\n".join(lines)) == ""


@needs_npm
def test_what_is_no_such_record_is_refused(project):
    source = """import type { EventRecord, QuoteRecord } from "./streamproc.js";
export function use(event: EventRecord, quote: QuoteRecord): void {
  // @ts-expect-error a speaker may be missing
  quote.speaker.text;
  // @ts-expect-error no record of an event has a cue
  event.cue;
  // @ts-expect-error records are read, not changed
  event.type = "COERCE";
  // @ts-expect-error one of three
  const type: "direct" = quote.type;
  const day: string | null | undefined = event.date?.value;
}
"""
    assert compiled(project, source) == ""


@needs_npm
def test_no_type_hides_one_of_the_language_or_the_browser(project):
    known = (project / "node_modules/typescript/lib/lib.dom.d.ts").read_text("utf-8")
    known += (project / "node_modules/typescript/lib/lib.es5.d.ts").read_text("utf-8")
    own = set(re.findall(r"^(?:interface|declare var|type) (\w+)", known, re.MULTILINE))

    assert {"Event", "Date", "Range"} <= own
    assert {one.name for one in types()} & own == set()
