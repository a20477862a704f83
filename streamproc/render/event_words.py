"""The words that tell an event: those of its type and mode, of its entry of the lexicon, and the article's own after the trigger."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from streamproc.nlp.knowledge.data_files import bundled, read_yaml
from streamproc.render.participant_names import listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from streamproc.article import EventTag, TextSpan

    Words = Mapping[str, Any]

TYPES = bundled("render/sentences.yaml")
ENTRIES = bundled("render/rules.yaml")
LONGEST_CLAUSE = 14
"""Words of a clause that are told; a longer one is cut."""

_WILL = {"AGREE": "will", "THREATEN": "will", "REJECT": "will not"}
"""Types that a promise or refusal of another act has: told as that act, which shall be or not be."""
_PROMISED = {"meet": "meeting"}
"""The mode of what is promised, by the promise's."""
_CLAUSE = re.compile(
    r"(?:(?:not )?to(?! (?:(?:the|an?|its|his|her|their)\b|[A-Z0-9]))|that) (?:[^,;:.!?\"“”()\n]|[.,](?=\d))+"
)
_BETWEEN = re.compile(r"(?: (?:of|and|for|in|the|at)\b| [A-Z][\w.'\u2019-]*)*(?:, [^,.;:!?\n]{1,60},)? (?=to )")
"""What may stand between whom something is said to and what it is: the rest of a title, or a name between commas."""
_QUOTATION_MARKS = str.maketrans("", "", '"\u201c\u201d')
_BY = re.compile(r" by (?:[\w.'\u2019-]+ ){1,5}(?=to )")
_THEN = re.compile(
    r" (?!(?:by|and|or|but|as|after|before|because|while|when|who|which|that)\b)(?:[^,;:.!?()\n]|[.,](?=\d))+"
)
_BEFORE = re.compile(r"(?:.*(?:[,;:\u2014]|\b(?:that|said|says|saying|but)))? *(\S.*\S) *", re.DOTALL)
_CLAUSE_END = re.compile(r" (?:and (?!the |a )|but |or (?!the |a )|while |after |because |said |says )")
_LINK = re.compile(r"(?:to|with|for|from|against|on|at|in|into|over|between|by)")
_TOWARD = re.compile(r"\b(outside|at|near|over)\s+(?:the |an? )?$")
_INSIDE = re.compile(r"\b(?:of|in|from|across|on|to)\s+(?:the |an? )?$")


def words_of(event: EventTag) -> tuple[Words, str | None]:
    """The words for an event; for a promise or refusal of another act, that act's and ``will`` or ``will not``."""
    told = _types()
    root, _, _ = (event.rule or "").partition("/")
    of_act = told.get(root.upper())
    if event.type in _WILL and of_act and root.upper() != event.type:
        act: Words = of_act.get(_PROMISED.get(event.mode or "", "*"), of_act["*"])
        return next(_of_entry(event, act), act), _WILL[event.type]
    of_type = told.get(event.type)
    if of_type is None:  # an operator's own
        name = event.type.removeprefix("x:").replace("_", " ").lower() + (f" ({event.mode})" if event.mode else "")
        return {"do": f"do: {name}", "did": f"did: {name}", "rest": "", "noun": f"{name} [: {{target}}]"}, None
    words: Words = of_type.get(event.mode or "*", of_type["*"])
    return next(_of_entry(event, words), words), None


def _of_entry(event: EventTag, words: Words) -> Iterator[Words]:
    """The words of the entry that made the tag, where it has some that fit."""
    triggers = [word for each in event.evidence for word in each.trigger.words.lower().split()]
    first = event.evidence[0].trigger.words.lower().split()
    yield from _that_fit(event, words, first)
    yield from _that_fit(event, words, triggers)


def _that_fit(event: EventTag, words: Words, triggers: list[str]) -> Iterator[Words]:
    past, participle = _entries()["past"], _entries()["participle"]
    kept = {name: said for name, said in words.items() if name in {"do", "rest", "noun", "passive"}}
    for item in _entries()["rules"].get(event.rule or "", ()):
        verbs = item.get("verbs", "").split()
        verb = next((v for v in verbs if any(_is_of(t, v, past.get(v), participle.get(v)) for t in triggers)), None)
        if verb is None and verbs:
            continue
        if verb is None and "do" not in item:
            yield {**words, **item}
            continue
        do = item.get("do") or verb or kept["do"]
        forms = {"did": past[do]} if do in past else {}
        if do in participle:
            forms["done"] = participle[do]
        yield {**kept, "do": do, **forms, **item}


def _is_of(trigger: str, verb: str, *others: str | None) -> bool:
    return trigger.startswith(verb.rstrip("ey")) or trigger in others


def own_words(event: EventTag) -> dict[str, str]:
    """What the article itself says after the trigger and around the targets, by the name of the slot."""
    target = listed(event.targets)
    return {
        "clause": next(_clauses(event), ""),
        "then": next(_what_follows(event), ""),
        "before": next(_what_precedes(event), ""),
        "object": target if next(_objects(event), "") else "",
        "both": next(_theme_and_target(event), ""),
        "toward": _toward(event) if target else "",
    }


def _after(event: EventTag) -> Iterator[tuple[TextSpan, str]]:
    """Each trigger with what follows it in its sentence."""
    for each in event.evidence:
        at = each.trigger.end - each.span.start
        if each.span.plain is None and each.trigger.field == each.span.field and at >= 0:
            yield each.trigger, each.span.text[at:]


def _clauses(event: EventTag) -> Iterator[str]:
    """``to buy its rival``, ``that the plant leaks``, after the trigger or after whom it is said to."""
    for trigger, text in _after(event):
        told_by = _BY.match(text)
        start = told_by.end() if told_by else len(text) - len(text.lstrip())
        for one in event.targets:
            between = text[: max(0, one.span.start - trigger.end)]
            if (
                one.span.field == trigger.field
                and one.span.start > trigger.end
                and between.strip() in {"", "on", "for"}
            ):
                start = one.span.end - trigger.end
                more = _BETWEEN.match(text, start)
                start = more.end() if more else start + 1
        found = _CLAUSE.match(text[start:].translate(_QUOTATION_MARKS))
        if found:
            yield _cut(found[0])


def _what_follows(event: EventTag) -> Iterator[str]:
    """What comes next after a trigger, to the end of its clause: ``must | be told to everybody``."""
    for _, text in _after(event):
        found = _THEN.match(text.translate(_QUOTATION_MARKS))
        if found:
            yield _cut(found[0])


def _what_precedes(event: EventTag) -> Iterator[str]:
    """The words of a clause before its verb: ``said that | the news | must be told``."""
    for each in event.evidence:
        at = each.trigger.start - each.span.start
        if each.span.plain is None and each.trigger.field == each.span.field and at > 0:
            found = _BEFORE.fullmatch(each.span.text[:at].translate(_QUOTATION_MARKS))
            if found and len(found[1].split()) <= LONGEST_CLAUSE:
                yield found[1]


def _cut(clause: str) -> str:
    words = _CLAUSE_END.split(clause, maxsplit=1)[0].split()
    return " ".join(words[:LONGEST_CLAUSE]) + (" …" if len(words) > LONGEST_CLAUSE else "")


def _objects(event: EventTag) -> Iterator[str]:
    """The targets that come next after a trigger."""
    for trigger, text in _after(event):
        for one in event.targets:
            if one.span.field == trigger.field and text[: max(0, one.span.start - trigger.end)].isspace():
                yield one.span.words


def _theme_and_target(event: EventTag) -> Iterator[str]:
    """``military aid to the junta``: with the preposition that the article has."""
    if len(event.themes) != 1 or len(event.targets) != 1:
        return
    theme, target = event.themes[0].span, event.targets[0].span
    for each in event.evidence:
        if (
            theme.field == target.field == each.span.field
            and each.span.start <= theme.end < target.start <= each.span.end
        ):
            between = each.span.text[theme.end - each.span.start : target.start - each.span.start].strip()
            if _LINK.fullmatch(between):
                yield f"{listed(event.themes)} {between} {listed(event.targets)}"


def _toward(event: EventTag) -> str:
    """``outside the ministry``, else ``against`` it."""
    target = event.targets[0].span
    link = "against"
    for each in event.evidence:
        if target.field == each.span.field and each.span.start <= target.start < each.span.end:
            before = each.span.text[: target.start - each.span.start].lower()
            stated = _TOWARD.search(before)
            link = stated[1] if stated else "at" if _INSIDE.search(before) else "against"
            break
    return f"{link} {listed(event.targets)}"


@cache
def _types() -> Mapping[str, Mapping[str, Words]]:
    found: Mapping[str, Mapping[str, Words]] = read_yaml(TYPES)
    return found


@cache
def _entries() -> Mapping[str, Any]:
    found: Mapping[str, Any] = read_yaml(ENTRIES)
    return found
