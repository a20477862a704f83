"""``streamproc enrich``: what goes in and what comes out, through real processes and the real model."""

import asyncio
import json
import os
import re
import subprocess
import sys
from contextlib import suppress

import pytest

pytestmark = pytest.mark.model

COMMAND = [sys.executable, "-m", "streamproc", "enrich", "--processes", "2"]


def article(number, text="Mayor Ruth Ekström of Halmstead met Kofi Mensah of Norlake Ltd. on Monday."):
    return json.dumps({"id": f"a{number}", "text": text})


@pytest.fixture(scope="module")
def mixed():
    """Twelve lines with three bad ones and a blank one; the lengths differ so that processes finish out of order."""
    lines = [article(n, "Floods hit Quelimane on Friday. " * (200 if n % 3 == 0 else 2)) for n in range(12)]
    lines[2] = "{oops"
    lines[5] = json.dumps({"id": "blank", "text": "  "})
    lines[6] = ""
    lines[9] = json.dumps(
        {"id": "es", "text": "El alcalde dijo que las inundaciones dejaron decenas de heridos en la ciudad. " * 5}
    )
    return subprocess.run(COMMAND, input="\n".join(lines), capture_output=True, text=True, check=False, timeout=120)


def test_records_come_in_the_order_of_the_lines(mixed):
    ids = [json.loads(line)["article_id"] for line in mixed.stdout.splitlines()]

    assert ids == ["a0", "a1", "a3", "a4", "a7", "a8", "a10", "a11"]


def test_bad_lines_are_reported_with_their_number_and_reason_and_make_the_status_1(mixed):
    assert mixed.returncode == 1
    first, second, third = mixed.stderr.splitlines()
    assert first.startswith("line 3: malformed_json: ")
    assert second == "line 6: invalid_article: text: is blank"
    assert third.startswith("line 10: unsupported_language: language: absent, and the text looks like 'es'")


def test_good_files_of_every_kind_make_the_status_0(tmp_path):
    (tmp_path / "b.jsonl").write_text(article(1) + "\n" + article(2) + "\n")
    (tmp_path / "a.txt").write_text("Flood warning\n\nThe river rose in Halmstead on Monday.")
    (tmp_path / "c.json").write_text(article(3))
    result = subprocess.run([*COMMAND, tmp_path], capture_output=True, text=True, check=False, timeout=120)

    assert (result.returncode, result.stderr) == (0, "")
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert [record["article_id"] for record in records] == ["a", "a1", "a2", "a3"]
    assert records[0]["title"] == "Flood warning"


async def test_records_stream_out_while_input_is_still_coming():
    process = await asyncio.create_subprocess_exec(
        *COMMAND, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    ids = []
    for number in range(3):
        process.stdin.write(article(number).encode() + b"\n")
        await process.stdin.drain()
        ids.append(json.loads(await asyncio.wait_for(process.stdout.readline(), 90))["article_id"])
    process.stdin.close()

    assert ids == ["a0", "a1", "a2"]
    assert await asyncio.wait_for(process.wait(), 30) == 0


def test_a_model_that_is_not_there_is_one_readable_line():
    result = subprocess.run(
        [*COMMAND, "--model", "no_such_model"],
        input=article(1),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert result.returncode == 1
    assert result.stderr.splitlines() == ["Error: model: there is no directory or package 'no_such_model'"]


def test_a_reader_that_has_seen_enough_ends_it():
    with subprocess.Popen(
        COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ}
    ) as process:
        process.stdin.write((article(1) + "\n").encode())
        process.stdin.flush()
        process.stdout.readline()
        process.stdout.close()
        process.stdin.write((article(2) + "\n").encode())
        process.stdin.flush()
        status = process.wait(60)  # standard input is still open

        assert status == 1
        told = process.stderr.read()
        assert told.startswith(b"stopped; 1 of ")
        assert len(told.splitlines()) == 1


def test_a_page_is_written_instead_of_json(tmp_path):
    page = tmp_path / "page.html"
    result = subprocess.run(
        [*COMMAND, "--html", page], input=article(1), capture_output=True, text=True, check=False, timeout=120
    )

    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    assert '<mark class="entity name person" title="Kofi Mensah (PERSON)">Kofi Mensah<' in page.read_text("utf-8")


def test_an_article_is_not_overwritten_by_a_page(tmp_path):
    (tmp_path / "a.txt").write_text("Flood warning")
    result = subprocess.run(
        [*COMMAND, "--html", tmp_path / "a.txt"], input="", capture_output=True, text=True, check=False, timeout=120
    )

    assert result.returncode == 2
    assert result.stderr.splitlines()[-1].startswith("Error: Invalid value for '--html': ")
    assert (tmp_path / "a.txt").read_text() == "Flood warning"


def test_people_read_what_was_found():
    result = subprocess.run(
        [*COMMAND, "--pretty"], input=article(1), capture_output=True, text=True, check=False, timeout=120
    )

    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith("a1\nentities\n")
    assert "PERSON  Kofi Mensah" in result.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("articles")
    (folder / "sub").mkdir()
    (folder / "story.txt").write_bytes(
        "Flood warning\r\n\r\nThe river rose in Halmstead, Ruth Ekström said.\r\n".encode()
    )
    (folder / "sub/story.txt").write_text("Rain fell in Quelimane on Friday.")
    (folder / "picture.png").write_text("x")
    (folder / "items.csv").write_text("id,head,body\nc1,Storm,Police arrested 41 people in Quelimane.\n")
    (folder / "broken.jsonl.gz").write_text("x")
    return folder


def run(*arguments, **options):
    return subprocess.run([*COMMAND, *arguments], capture_output=True, text=True, check=False, timeout=120, **options)


def test_a_folder_is_read_whole_and_what_cannot_be_is_named(folder):
    result = run(folder, folder / "nowhere.txt", "--date", "2026-01-20", "--map", "title=head")

    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert [record["article_id"] for record in records] == ["c1", "story", "sub/story"]
    assert {record["published_at"] for record in records} == {"2026-01-20T00:00:00+00:00"}
    assert records[0]["title"] == "Storm"
    text = (folder / "story.txt").read_bytes().decode()
    for entity in records[1]["entities"]:
        for mention in entity["mentions"]:
            assert (text if mention["field"] == "text" else records[1]["title"])[
                mention["start"] : mention["end"]
            ] == mention["text"]
    assert result.returncode == 1
    assert [line.rpartition("/")[2] for line in result.stderr.splitlines()] == [
        "nowhere.txt: there is no such file or folder",
        "picture.png: skipped: no kind of file that articles come in",
        "broken.jsonl.gz: Not a gzipped file (b'x')",
    ]


@pytest.mark.parametrize("arguments", [(), ("-",)])
def test_text_on_standard_input_is_an_article(arguments):
    result = run(*arguments, input="Flood warning\n\nThe river rose in Halmstead on Monday.\n")

    record = json.loads(result.stdout)
    assert (record["article_id"], record["title"], result.returncode) == ("stdin", "Flood warning", 0)


def test_a_run_goes_on_after_the_last_whole_record(tmp_path):
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    lines = [article(n, f"Rain fell in Quelimane on day {n}.") for n in range(6)]
    lines[1] = "{oops"
    source.write_text("\n".join(lines))
    run(source, "-o", target)
    whole = target.read_text()
    records = whole.splitlines(keepends=True)
    assert len(records) == 5
    target.write_text("".join(records[:2]) + records[2][:40])

    result = run(source, "-o", target, "--resume")

    assert (result.returncode, result.stderr) == (0, "")
    assert target.read_text() == whole
    other = run("-o", target, "--resume", input=article(77))
    assert other.returncode == 1
    assert "Error: --resume: the earlier records have 'a0', which is not in this input" in other.stderr


def test_a_run_that_is_interrupted_ends_with_one_line(tmp_path):
    import signal

    source = tmp_path / "in.jsonl"
    source.write_text("\n".join(article(n, "Rain fell in Quelimane, Ruth Ekström said. " * 200) for n in range(300)))
    with subprocess.Popen([*COMMAND, source], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        rest = process.stdout.read()
        told = process.stderr.read()
        status = process.wait(60)

    written = 1 + len(rest.splitlines())
    assert status == 130
    assert told.startswith(f"stopped; {written:,} of ")
    assert len(told.splitlines()) == 1


def test_on_a_terminal_loading_is_said_and_a_summary_ends_the_run(tmp_path):
    source = tmp_path / "in.jsonl"
    source.write_text(article(1) + "\n{oops\n")
    ours, terminal = os.openpty()
    with subprocess.Popen([*COMMAND, source], stdout=subprocess.DEVNULL, stderr=terminal) as process:
        os.close(terminal)
        said = b""
        with suppress(OSError):  # how the other end of a terminal closes
            while piece := os.read(ours, 4096):
                said += piece
    os.close(ours)

    assert process.returncode == 1
    assert "loading the model …" in said.decode()
    summary = (
        r"1 articles in [\d.]+ s; [\d,]+ words/s; \d+ entities; \d+ quotes; \d+ events; rejected: 1 malformed_json\s+$"
    )
    assert re.search(summary, said.decode())


def test_every_record_stands_on_a_line_of_its_own_with_its_facet():
    result = run("--facets", input=article(1))

    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert [record["facet"] for record in records][:2] == ["enriched", "entities"]
    assert {record["article_id"] for record in records} == {"a1"}


@pytest.mark.parametrize("arguments", [("--format", "csv"), ("--out", "x"), ("--pretty", "--facets")])
def test_options_that_do_not_go_together_are_refused(arguments):
    assert run(*arguments, input="").returncode == 2
