"""Write ``clients/``: the records as types in TypeScript and Java, made of ``schemas/``; ``make docs`` calls it.

Programs that make types of JSON Schemas call these ``Event`` and ``Date``, which hide the languages' own, and leave
``null`` out: that is why this is a page of our own.
"""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

from scripts.record_types import RECORDS, Kind, Member, Type, types

CLIENTS = Path(__file__).resolve().parents[1] / "clients"
MADE = "Made of schemas/ by `make docs`. Fields may be added within v1: ignore those you do not know."
WIDTH = 120

TYPESCRIPT = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean"}
JAVA = {"string": "String", "integer": "Long", "number": "Double", "boolean": "Boolean"}
JAVA_ALWAYS = {"integer": "long", "number": "double", "boolean": "boolean"}
"""Where a value is always there."""
OFFSETS = ("start", "end", "partition")
"""Integers that are an ``int`` in Java, as its strings' offsets are."""
RESERVED = ("class",)


def files() -> dict[Path, str]:
    """The files with what should stand in them."""
    return {
        CLIENTS / "typescript/streamproc.ts": typescript(types()),
        CLIENTS / "java/streamproc/client/Records.java": java(types()),
    }


def comment(text: str, indent: str = "") -> str:
    """A documentation comment of TypeScript or Java."""
    if not text:
        return ""
    text = text.replace("*/", "* /")
    if len(indent) + len(text) + 7 <= WIDTH:
        return f"{indent}/** {text} */\n"
    lines = textwrap.wrap(text, WIDTH - len(indent) - 3)
    return "\n".join([f"{indent}/**", *(f"{indent} * {line}" for line in lines), f"{indent} */"]) + "\n"


def typescript(found: list[Type]) -> str:
    blocks = [f"// {MADE}\n"]
    for one in found:
        members = "".join(
            f"{comment(member.description, '  ')}  readonly {member.name}{'?' if member.is_optional else ''}: "
            f"{in_typescript(member.kind)};\n"
            for member in one.members
        )
        if one.name == RECORDS["articles.raw"]:
            members += "  /** passed on under `extra` */\n  readonly [field: string]: unknown;\n"
        blocks.append(f"{comment(one.description)}export interface {one.name} {{\n{members}}}\n")
    return "\n".join(blocks)


def in_typescript(kind: Kind) -> str:
    if kind.values:
        name = " | ".join(f'"{value}"' for value in kind.values)
    elif kind.either:
        name = " | ".join(dict.fromkeys(in_typescript(one).removesuffix(" | null") for one in kind.either))
    elif kind.name == "list":
        inner = in_typescript(kind.of) if kind.of else "unknown"
        name = f"readonly ({inner})[]" if "|" in inner or inner.startswith("readonly") else f"readonly {inner}[]"
    elif kind.name == "map":
        name = f"Readonly<Record<string, {in_typescript(kind.of) if kind.of else 'unknown'}>>"
    else:
        name = TYPESCRIPT.get(kind.name, kind.name)
    return f"{name} | null" if kind.is_nullable else name


def java(found: list[Type]) -> str:
    head = f"""// {MADE}
package streamproc.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/**
 * The records as Jackson reads and writes them. Values that may be null or absent are objects: null is both. Offsets are
 * Unicode code points: {{@code text.offsetByCodePoints(0, start)}}.
 */
public final class Records {{
    private Records() {{}}
"""
    return head + "".join(f"\n{java_record(one)}" for one in found) + "}\n"


def java_record(one: Type) -> str:
    parameters = "".join(
        f"\n     * @param {java_name(member.name)} {words}"
        for member in one.members
        if (words := " ".join(member.description.replace("*/", "* /").split()))
    )
    description = "\n     * ".join(textwrap.wrap(one.description, WIDTH - 7))
    members = ",\n".join(f"        {java_member(member)}" for member in one.members)
    return (
        f"    /**\n     * {description}\n     *{parameters}\n     */\n"
        f"    @JsonIgnoreProperties(ignoreUnknown = true)\n    public record {one.name}(\n{members}) {{}}\n"
    )


def java_member(member: Member) -> str:
    left_out = "@JsonInclude(JsonInclude.Include.NON_NULL) " if member.is_optional else ""
    always = not (member.is_optional or member.kind.is_nullable)
    kind = in_java(member.kind, member.name, always=always)
    return f'{left_out}@JsonProperty("{member.name}") {kind} {java_name(member.name)}'


def java_name(name: str) -> str:
    camel = re.sub(r"_(\w)", lambda match: match[1].upper(), name)
    return f"{camel}_" if camel in RESERVED else camel


def in_java(kind: Kind, field: str, *, always: bool) -> str:
    if kind.either:
        return "Object"
    if kind.name == "list":
        return f"List<{in_java(kind.of, field, always=False)}>" if kind.of else "List<Object>"
    if kind.name == "map":
        return f"Map<String, {in_java(kind.of, field, always=False) if kind.of else 'Object'}>"
    if kind.name == "integer" and (field in OFFSETS or field == "segments"):
        return "int" if always else "Integer"
    return (JAVA_ALWAYS if always else JAVA).get(kind.name, JAVA.get(kind.name, kind.name))


if __name__ == "__main__":
    for path, text in files().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
