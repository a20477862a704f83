"""The types in Java: compiled, and every example of a record is read and written again by Jackson, which Kafka's jars bring."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from scripts.record_types import RECORDS
from streamproc import schemas
from streamproc.records.facets import SCHEMA_FILES
from streamproc.schema_files import load
from tests.broker.kafka import JARS, KAFKA_3
from tests.tools import need, need_kafka

pytestmark = pytest.mark.kafka

CLIENT = Path(__file__).parents[2] / "clients/java"
USE = """
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Date;
import streamproc.client.Records.*;

public class Use {
    public static void main(String[] arguments) throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        Date now = new Date();
        for (String argument : arguments) {
            String[] parts = argument.split("=", 2);
            Class<?> kind = Class.forName("streamproc.client.Records$" + parts[0]);
            System.out.println(mapper.writeValueAsString(mapper.readValue(Files.readString(Path.of(parts[1])), kind)));
        }
    }
}
"""


KNOWN = load(SCHEMA_FILES["articles.raw"])["properties"].keys()


@pytest.fixture(scope="module")
def classes(tmp_path_factory, kafka_jars):
    """Records and a program that uses them, compiled with all warnings as errors."""
    folder = tmp_path_factory.mktemp("java")
    (folder / "Use.java").write_text(USE, encoding="utf-8")
    sources = [folder / "Use.java", *CLIENT.rglob("*.java")]
    command = [
        "javac",
        "-Xlint:all,-classfile,-processing",
        "-Werror",
        "-cp",
        f"{kafka_jars}/*",
        "-d",
        folder,
        *sources,
    ]
    subprocess.run(command, check=True)
    return folder


@pytest.fixture(scope="module")
def kafka_jars():
    need_kafka()
    need("javac")
    return JARS[KAFKA_3]


def without_nulls(value):
    """Null and absent are the same in Java."""
    if isinstance(value, dict):
        return {name: without_nulls(inner) for name, inner in value.items() if inner is not None}
    return [without_nulls(inner) for inner in value] if isinstance(value, list) else value


def test_every_example_is_read_and_written_again(classes, kafka_jars, tmp_path):
    paths = [
        (name, path)
        for topic, name in RECORDS.items()
        for path in sorted((schemas.directory() / "examples" / topic).glob("*.json"))
    ]
    later = tmp_path / "later.json"
    later.write_text(json.dumps({"article_id": "a1", "copy_of": None, "kind": None, "a_later_field": [1]}))
    command = ["java", "-cp", f"{classes}:{kafka_jars}/*", "Use"]
    command += [f"{name}={path}" for name, path in [*paths, ("CopyRecord", later)]]
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()

    wanted = [json.loads(path.read_text("utf-8")) for _, path in paths]
    for (name, _), value in zip(paths, wanted, strict=True):
        for field in value.keys() - KNOWN if name == "RawArticle" else ():
            del value[field]  # what a sender adds is no field of the type
    assert [without_nulls(json.loads(line)) for line in lines[:-1]] == [without_nulls(one) for one in wanted]
    assert without_nulls(json.loads(lines[-1])) == {"article_id": "a1"}
