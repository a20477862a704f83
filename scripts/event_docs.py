"""docs/EVENTS.md from the lexicon: every type and mode with an example that runs as a test, and its codes elsewhere."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from streamproc.nlp.knowledge.data_files import bundled, read_table
from streamproc.nlp.lexicon.index import load_lexicon

if TYPE_CHECKING:
    from streamproc.nlp.lexicon.entries import Entry
    from streamproc.nlp.lexicon.index import Lexicon
    from streamproc.nlp.lexicon.taxonomy import EventType

ROOT = Path(__file__).resolve().parents[1]
EVENTS = ROOT / "docs/EVENTS.md"
CARD = ROOT / "training/events/README.md"
CROSSWALK = bundled("lexicon/crosswalk.tsv")


def crosswalk() -> dict[tuple[str, str], tuple[str, str]]:
    """(type, mode or ``*``) ─► CAMEO codes and ACLED sub-event types; empty where there is none."""
    return {(row[0], row[1]): (row[2], row[3]) for row in (tuple([*row, "", ""][:4]) for row in read_table(CROSSWALK))}


def events_page() -> str:
    lexicon = load_lexicon(())
    codes = crosswalk()
    parts = [type_section(lexicon, kind, codes) for kind in lexicon.taxonomy.types.values()]
    text = EVENTS.read_text(encoding="utf-8")
    for section, content in (("types", "\n\n".join(parts)), ("measured", measured())):
        pattern = re.compile(rf"(<!-- {section} -->\n).*?(<!-- /{section} -->)", re.DOTALL)
        text = pattern.sub(lambda match, content=content: f"{match[1]}{content}\n{match[2]}", text)
    return text


def measured() -> str:
    """What ``make train-events`` printed, as the model card has it."""
    found = re.search(r"<!-- measured -->\n(.*?)<!-- /measured -->", CARD.read_text(encoding="utf-8"), re.DOTALL)
    return found[1].strip() if found else ""


def type_section(lexicon: Lexicon, kind: EventType, codes: dict[tuple[str, str], tuple[str, str]]) -> str:
    """One type: what it means, its codes, and a table of its modes."""
    plover = "" if kind.name.startswith("x:") else f"PLOVER {kind.name}"
    cameo, acled = codes.get((kind.name, "*"), ("", ""))
    known = [
        plover,
        f"CAMEO {cameo}" if cameo else "",
        f"IPTC {kind.codes['iptc']}" if "iptc" in kind.codes else "",
        f"ACLED {acled}" if acled else "",
    ]
    lines = [
        f"### {kind.name}", "", f"{kind.definition} {', '.join(filter(None, known))}.", "",
        "| mode | example | CAMEO | ACLED |", "|---|---|---|---|",
    ]  # fmt: skip
    for mode in (None, *sorted(kind.modes)):
        example = example_of(lexicon, kind.name, mode, lexicon.taxonomy.types)
        if mode is not None or example:
            of_mode = codes.get((kind.name, mode or "*"), (cameo, ""))
            lines.append(f"| {mode or '-'} | {example} | {of_mode[0]} | {of_mode[1]} |")
    return "\n".join(lines)


def example_of(lexicon: Lexicon, kind: str, mode: str | None, types: dict[str, EventType]) -> str:
    """The first sentence of an entry of that type and mode; for modes that only promises have, how they come about."""
    for entry in lexicon.entries:
        if entry.type == kind and entry.mode == mode and entry.match:
            return shown(entry)
    from_promises = sorted(other for other, promised in types[kind].promised.items() if promised == mode)
    return f"(an announced or refused {' or '.join(from_promises)})" if from_promises else ""


def shown(entry: Entry) -> str:
    return entry.match[0].replace("|", "\\|")
