"""Attributions: what one cue attributes, and to whom.

News attributes words in a handful of ways, and each is a function here:

- ``"…," she said.``, ``"…," said the mayor, "…"``: the cue stands beside a quotation (``beside``)
- ``The mayor said: "…"``, ``She told reporters, "…"``: the cue leads in (``lead_in``)
- ``The bridge, he said, will reopen.``: the cue comes in passing (``in_passing``)
- ``As the mayor said, …``: a comparison with what somebody said (``as_said``)
- ``He said that the bridge "will never" reopen``: the cue's complement (``complement``)
- ``According to the ministry, …`` (``according_to``)

The parse is evidence, not truth: near quotation marks it often errs, so what the characters say goes first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacy.strings import get_string_id

from streamproc.nlp.annotations import mentions_by_token
from streamproc.nlp.cues import cue_nouns
from streamproc.nlp.marks import CLAUSE_END, DASHES
from streamproc.nlp.page import FINITE
from streamproc.nlp.roles import load_roles
from streamproc.nlp.speakers import (
    addressee_of,
    author_of_noun,
    last_name,
    last_noun,
    leading_subject,
    noun_after,
    noun_before,
    noun_phrase,
    noun_set_off,
    own_subject,
    subject_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from streamproc.nlp.cues import Cue
    from streamproc.nlp.page import Page, Range, Region, Sentence

COMMAS = frozenset([",", *DASHES])
LEAD_IN = frozenset([",", ":", *DASHES])
BREAKS_CLAUSE = FINITE | {":"}

_CONCEDES = frozenset(get_string_id(word) for word in ("although", "though", "whereas"))
_SEMICOLON = get_string_id(";")
NAME_BEGINS = frozenset(["NNP", "PRP", "DT", "PRP$", "NN", "NNS", "JJ", "CD"])
_OPENS_ADJUNCT = frozenset(["IN", "VBG", "VBN", "TO", "WRB"])
_LONGEST_SPEAKER = 25
_TITLE_WORDS = 6
"""So few quoted words, marks and comma included, may be a title."""

_SKIPPED = 3
"""Adverbs and auxiliaries between a conjunction and its cue."""

_REACH = 40
"""A quotation this many tokens after its cue is not introduced by it."""


@dataclass(slots=True)
class Attribution:
    """A cue with the words it attributes, as token ranges, and the words that name the speaker."""

    cue: Range
    cue_class: str
    content: list[Range]
    speaker: Range | None
    rule: str
    sentence: Sentence
    start: int
    addressee: Range | None = None


@dataclass(slots=True)
class CueClause:
    """A cue verb in its sentence with its subject; ``start``: where the words that belong to the cue begin.

    ``left``: the quotation right before them.
    """

    page: Page
    verb: Token
    cue: Cue
    sentence: Sentence
    subject: Token | None
    start: int
    left: Region | None = None

    def has_quotation(self, span: Range) -> bool:
        return any(self.page.region_at[i] is not None for i in range(*span))

    @property
    def inverted(self) -> bool:
        return self.subject is not None and self.subject.i > self.verb.i


def attribution(page: Page, verb: Token, cue: Cue, previous: Attribution | None = None) -> Attribution | None:
    """What a cue verb attributes, or None; ``previous`` is the attribution before it in the text."""
    clause = cue_clause(page, verb, cue)
    for rule, finds in RULES.items():
        content = finds(clause)
        if content:
            shared = previous is not None and shares_speaker(clause, previous)
            return Attribution(
                cue=(verb.i, verb.i + 1),
                cue_class=cue.cue_class,
                content=content,
                speaker=previous.speaker if shared and previous else speaker(clause),
                rule=rule,
                sentence=clause.sentence,
                start=min(clause.start, verb.i),
                addressee=addressee(clause, content),
            )
    return None


def addressee(clause: CueClause, content: list[Range]) -> Range | None:
    """The words that name to whom it is said."""
    noun = addressee_of(clause.verb, listener=clause.cue.listener)
    sentence = clause.sentence
    if noun is None or not sentence.start <= noun.i < sentence.end or clause.page.region_at[noun.i]:
        return None
    if any(start <= noun.i < end for start, end in content):
        return None
    return noun_phrase(clause.page, noun, sentence.start, sentence.end)


def shares_speaker(clause: CueClause, previous: Attribution) -> bool:
    """``X said … and added``, ``X said …, adding``: the second cue has the speaker of the first."""
    page, verb = clause.page, clause.verb
    if previous.sentence != clause.sentence or own_subject(page, verb) is not None or clause.left is not None:
        return False
    return is_joined(page, verb.i, page.doc[previous.cue[0]].tag_) is not None


def is_joined(page: Page, cue: int, tag: str) -> int | None:
    """Where ``and said`` or ``, adding`` begins, if a cue is joined to an earlier one with that tag."""
    before = cue - 1
    while before > 0 and page.doc[before].tag_ in {"RB", "MD", "VBP", "VBZ"} and cue - before <= _SKIPPED:
        before -= 1
    word, region = page.doc[before], page.region_at[before]
    comma = word.text in COMMAS or (region is not None and page.last_character(region) == ",")
    if word.lower_ in {"and", "but"} and page.doc[cue].tag_ in {tag, "VBN", "VBG"}:
        return before - 1 if page.doc[before - 1].text in COMMAS else before
    return before + (region is not None) if page.doc[cue].tag_ == "VBG" and comma else None


def speaker(clause: CueClause) -> Range | None:
    """The words that name who says it."""
    if clause.subject is None:
        return None
    found = noun_phrase(clause.page, clause.subject, clause.sentence.start, clause.sentence.end)
    return None if clause.page.region_at[found[0]] else found


def cue_clause(page: Page, verb: Token, cue: Cue) -> CueClause:
    """Subject and beginning of the cue's clause; an inverted subject (``said NAME``) comes after the verb."""
    sentence = page.sentence_of(verb.i)
    subject = subject_of(page, verb)
    if subject is not None and not (sentence.start <= subject.i < sentence.end):
        subject = None
    left = left_region(page, verb, subject, sentence)
    start = after_commas(page, left.end, verb.i) if left else clause_start(page, verb, subject, sentence)
    clause = CueClause(page, verb, cue, sentence, subject, start, left)
    if verb.tag_ != "VBG" and start == verb.i and (left is not None or is_inverted(page, verb, sentence)):
        clause.subject = noun_after(page, verb.i + 1, sentence.end) or subject
    elif left and (subject is None or not start <= subject.i < verb.i):
        clause.subject = last_noun(page, start, verb.i) or subject
    elif subject is None and verb.i == sentence.start:
        clause.subject = noun_after(page, verb.i + 1, sentence.end) if verb.tag_ != "VBG" else None
    elif subject is None and verb.tag_ in FINITE:
        clause.subject = noun_before(page, verb.i, sentence.start) or noun_set_off(page, verb.i, sentence.start)
    elif asks_without_asker(verb, cue):
        clause.subject = None
    return clause


def is_inverted(page: Page, verb: Token, sentence: Sentence) -> bool:
    """``The bridge is safe, said Lee.``: after a comma, with a name and nothing more after it."""
    before = page.doc[verb.i - 1].text in COMMAS and page.has_finite_verb(sentence.start, verb.i)
    if verb.i == sentence.start or not before or verb.i + 1 >= sentence.end:
        return False
    return page.doc[verb.i + 1].tag_ in NAME_BEGINS and not any(c.dep_ in {"ccomp", "dobj"} for c in verb.rights)


def asks_without_asker(verb: Token, cue: Cue) -> bool:
    """``Asked about the bridge, she …``: somebody asked, but the text does not say who."""
    agent = any(c.dep_ in {"agent", "nsubj", "aux"} for c in verb.children)
    return cue.listener and verb.tag_ == "VBN" and verb.dep_ in {"advcl", "acl", "amod", "prep"} and not agent


def after_commas(page: Page, i: int, high: int) -> int:
    while i < high and page.doc[i].text in COMMAS:
        i += 1
    return i


def clause_start(page: Page, verb: Token, subject: Token | None, sentence: Sentence) -> int:
    """Where the words that belong to the cue begin: its subject, auxiliaries and adverbs."""
    start = verb.i
    for child in verb.lefts:
        if child.dep_ in {"aux", "auxpass", "neg", "advmod"} and child.i >= verb.i - 3:
            start = min(start, child.i)
    noun = subject if subject is not None and subject.i < verb.i and subject.head.i == verb.i else None
    if noun is None and start == verb.i:
        noun = noun_before(page, start, sentence.start)
    if noun is not None:
        edge = noun.left_edge.i
        while edge < noun.i and (page.region_at[edge] is not None or edge < sentence.start):
            edge += 1
        start = min(start, edge)
    return after_commas(page, start, verb.i)


def left_region(page: Page, verb: Token, subject: Token | None, sentence: Sentence) -> Region | None:
    """The quotation before the cue with nothing but the speaker between them: ``"…," the mayor, Ann Lee, said``."""
    if verb.tag_ in {"VBG", "VB"}:
        return None
    region = page.region_before(verb.i, sentence.start)
    if region is None or verb.i - region.end > _LONGEST_SPEAKER or page.doc[verb.i - 1].tag_ == "CC":
        return None
    between = set(range(region.end, verb.i))
    if subject is not None and region.end <= subject.i < verb.i:
        between.difference_update(range(subject.left_edge.i, subject.right_edge.i + 1))
    if any(breaks_clause(page, i, verb) for i in between):
        return None
    separate = page.last_character(region) in CLAUSE_END or page.doc[region.end].text in COMMAS
    return (
        region
        if separate and not (region.start > sentence.start and is_complete(page, verb, subject, region))
        else None
    )


def is_complete(page: Page, verb: Token, subject: Token | None, region: Region) -> bool:
    """Does the cue have its subject and its content elsewhere? Then words quoted in passing before it are not its."""
    content_follows = any(c.dep_ in {"ccomp", "xcomp", "dobj"} for c in verb.rights) and verb.lower_ not in {
        "told",
        "tells",
    }
    subject_precedes = subject is not None and subject.i < region.start and page.doc[verb.i - 1].text in COMMAS
    return content_follows or subject_precedes


def breaks_clause(page: Page, i: int, verb: Token) -> bool:
    """Does another clause begin with this token, between a quotation and its cue?"""
    token = page.doc[i]
    if token.tag_ in {"WDT", "WP"}:
        return True
    return (i in page.cues or token.tag_ in BREAKS_CLAUSE or token.dep_ == "mark") and token.head.i != verb.i


# -- rules, by falling strength of evidence ------------------------------------------------------------------------


def beside(clause: CueClause) -> list[Range]:
    """``"…," she said.``, also with more of the quotation after the cue."""
    left, page, sentence = clause.left, clause.page, clause.sentence
    if left is None:
        return []
    colon = left.start > sentence.start and page.doc[left.start - 1].text == ":"
    first = (left.start if colon else min(left.start, sentence.start), left.end)
    right = right_region(clause, past_cues=page.last_character(left) == ",")
    if right is not None:
        return [first, (right.start, rest_of_quotation(clause, right))]
    after = page.doc[clause.verb.i + 1 : clause.verb.i + 3]
    if after.text[:1] == "," and after[-1].tag_ in FINITE and not page.has_finite_verb(*first):
        return [first, (clause.verb.i + 2, page.trim(sentence.start, sentence.end))]
    return [first]


def lead_in(clause: CueClause) -> list[Range]:
    """``The mayor said: "…"``; with words before the cue when they are part of it: ``That, he said, "is over."``."""
    right = right_region(clause) if "quote" in clause.cue.takes else None
    if right is None:
        return []
    page, sentence, start = clause.page, clause.sentence, clause.start
    split = (
        start > sentence.start + 1
        and page.doc[start - 1].text in COMMAS
        and page.doc[right.start - 1].text == ","
        and (page.doc[sentence.start].tag_ not in _OPENS_ADJUNCT or page.has_finite_verb(sentence.start, start))
    )
    end = rest_of_quotation(clause, right)
    if split and clause.verb.tag_ != "VBG" and not page.begins_upper(right):
        return [(sentence.start, start - 1), (right.start, end)]
    return [(right.start, end)]


def rest_of_quotation(clause: CueClause, region: Region) -> int:
    """The end of a quotation in mid-sentence: of the sentence when it runs on without a pause, or its own."""
    page, sentence = clause.page, clause.sentence
    runs_on = (
        region.end < sentence.end
        and page.doc[region.end].text not in LEAD_IN
        and page.doc[region.end].tag_ != "CC"
        and page.last_character(region) not in CLAUSE_END
    )
    return page.trim(region.end, sentence.end) if runs_on else region.end


def right_region(clause: CueClause, *, past_cues: bool = False) -> Region | None:
    """The quotation after the cue that a comma, a colon or its capital letter announces.

    ``past_cues``: the words before broke off in a comma, so that they may go on even after another cue word.
    """
    page, verb, passed = clause.page, clause.verb, False
    for i in range(verb.i + 1, min(clause.sentence.end, verb.i + _REACH)):
        region = page.region_at[i]
        if region is not None:
            if passed and page.begins_upper(region):
                return None
            announced = page.doc[i - 1].text in LEAD_IN or (i - 1 == verb.i and page.begins_upper(region))
            return region if announced and (past_cues or not may_be_title(page, region)) else None
        passed = passed or i in page.cues
        if (passed and not past_cues) or page.lower_ids[i] == _SEMICOLON:
            return None
    return None


def may_be_title(page: Page, region: Region) -> bool:
    """Are the quoted words few, no sentence, and not announced by a colon?"""
    few = region.end - region.start <= _TITLE_WORDS
    return few and page.doc[region.start - 1].text != ":" and page.last_character(region) not in ".?!"


def in_passing(clause: CueClause) -> list[Range]:
    """``The bridge, he said, will reopen.``."""
    page, verb, sentence, start = clause.page, clause.verb, clause.sentence, clause.start
    if "clause" not in clause.cue.takes or verb.tag_ in {"VBG", "VB"} or start <= sentence.start:
        return []
    if page.doc[start - 1].text not in COMMAS:
        return []
    left, end = (sentence.start, start - 1), page.trim(sentence.start, sentence.end)
    comma = next((i for i in range(verb.i + 1, end) if page.doc[i].text in COMMAS), end)
    is_whole = page.has_finite_verb(*left)
    if not (clause.inverted or comma == verb.i + 1 or verb.i + 1 >= end or content_came_before(clause)):
        return []
    if clause.inverted or comma >= end:
        return [left] if is_whole else []
    if is_whole and not goes_on_after(clause, comma + 1):
        return [left]
    return [left, (comma + 1, end)]


def content_came_before(clause: CueClause) -> bool:
    """Does the parse put the content before the cue, and nothing that could be content after it?"""
    verb = clause.verb
    before = verb.dep_ == "parataxis" or any(c.dep_ == "ccomp" and c.i < clause.start for c in verb.lefts)
    return before and not any(
        c.dep_ in {"ccomp", "xcomp"} or (c.dep_ == "dobj" and not clause.cue.listener) for c in verb.rights
    )


def goes_on_after(clause: CueClause, i: int) -> bool:
    """After ``the bridge is safe, he said,``: does the content go on (``and will reopen``)?"""
    word = clause.page.doc[i]
    if word.lower_ in {"and", "but", "or", "nor", "because", "so", "yet"}:
        return not any(j in clause.page.cues for j in range(i + 1, i + 3))
    return clause.verb.dep_ == "parataxis" and clause.verb.head.right_edge.i > i and word.tag_ != "VBG"


def as_said(clause: CueClause) -> list[Range]:
    """``As the mayor said, the bridge will reopen.``."""
    page, verb, sentence = clause.page, clause.verb, clause.sentence
    mark = next((c for c in verb.lefts if c.lower_ == "as"), None)
    if mark is None or "clause" not in clause.cue.takes or not mark.i < clause.start <= mark.i + _SKIPPED:
        return []
    if any(c.dep_ in {"ccomp", "xcomp"} or (c.dep_ == "dobj" and not clause.cue.listener) for c in verb.rights):
        return []
    end = page.trim(sentence.start, sentence.end)
    comma = next((i for i in range(verb.i + 1, end) if page.doc[i].text in {",", ":", *DASHES}), end)
    right = [(comma + 1, end)] if comma + 1 < end else []
    if mark.i <= sentence.start + 1:
        return right
    left = (sentence.start, mark.i)
    if page.doc[mark.i - 1].text not in COMMAS:
        return []
    return [left] if page.has_finite_verb(*left) else [left, *right]


def complement(clause: CueClause) -> list[Range]:
    """What follows the cue as its clause, infinitive, object or prepositional object."""
    page, verb, sentence = clause.page, clause.verb, clause.sentence
    parts = list(complement_parts(clause)) or list(unparsed_complement(clause))
    if not parts:
        return []
    start = max(parts[0][0], verb.i + 1)
    end = min(max(end for _, end in parts), sentence.end)
    parse_end = verb.sent.end
    if parse_end - 1 <= end and parse_end < sentence.end:
        end = sentence.end  # the parser ended the sentence at a quotation mark
    end = page.whole_regions(end)
    end = cut(clause, start, with_later_quotation(clause, end))
    lone = end - start <= 1 and page.region_at[start] is None
    return [(start, end)] if start < end and not lone else []


def complement_parts(clause: CueClause) -> Iterator[Range]:
    """The dependents of the cue that are content, by what the cue takes."""
    takes, found = clause.cue.takes, False
    quoted = clause.has_quotation((clause.verb.i, min(clause.sentence.end, clause.verb.i + _REACH // 2)))
    if clause.verb.dep_ in {"acl", "relcl"} and clause.verb.tag_ == "VBN" and "named" in takes:
        return  # "a man called Smith"
    for child in clause.verb.rights:
        if child.i >= clause.sentence.end:
            return
        span = child.left_edge.i, child.right_edge.i + 1
        if takes & _COMPLEMENTS.get(child.dep_, frozenset()) or is_quoted_object(clause, child, span):
            found = True
            yield span
        elif child.dep_ == "prep" and child.lower_ in takes and ("quoted" not in takes or quoted):
            found = True
            yield span[0] + 1, span[1]
        elif found and child.dep_ == "prep" and child.lower_ in {"as", "of", "for"}:
            yield span


def is_quoted_object(clause: CueClause, child: Token, span: Range) -> bool:
    """``announced "a new dawn"``: an object counts for any cue when words in it are quoted."""
    quotable = child.dep_ in {"dobj", "xcomp", "oprd", "attr", "acomp"} and "quote" in clause.cue.takes
    return quotable and not clause.cue.listener and clause.has_quotation(span)


def unparsed_complement(clause: CueClause) -> Iterator[Range]:
    """The complement that the parser missed: it begins with ``that``, or quoted words stand in it."""
    page, verb = clause.page, clause.verb
    if "clause" not in clause.cue.takes or verb.tag_ == "VB":
        return
    end = page.trim(clause.sentence.start, clause.sentence.end)
    for i in range(verb.i + 1, min(end, verb.i + _REACH // 2)):
        token = page.doc[i]
        if page.region_at[i] is not None or (token.lower_ == "that" and token.tag_ in {"IN", "WDT"}):
            yield i, end
            return
        if token.tag_ in FINITE or i in page.cues or token.text in {";", ":"}:
            return


def with_later_quotation(clause: CueClause, end: int) -> int:
    """The end of the content, quoted words later in the sentence included when no other cue comes before them."""
    page, sentence = clause.page, clause.sentence
    if "clause" not in clause.cue.takes:
        return end
    for i in range(end, min(sentence.end, end + _REACH // 2)):
        region = page.region_at[i]
        if region is not None:
            return region.end
        if i in page.cues or page.lower_ids[i] in _CONCEDES:
            return end
    return end


def cut(clause: CueClause, start: int, end: int) -> int:
    """The end of the content before the next cue that has the same speaker: ``…, adding that``, ``… and said``."""
    page, tag = clause.page, clause.verb.tag_
    for i in range(start + 2, end):
        if page.lower_ids[i] in _CONCEDES and page.doc[i - 1].text == ",":
            return i - 1
        if i in page.cues and (joined := is_joined(page, i, tag)) is not None and page.doc[i].tag_ in {tag, "VBG"}:
            return max(joined, start)
    if clause.verb.tag_ == "VBN" and clause.verb.i == clause.sentence.start:  # "Asked whether …, she said …"
        return next((i for i in range(start, end) if page.doc[i].text == ","), end)
    return end


_COMPLEMENTS = {
    "ccomp": frozenset(["clause", "named"]),
    "xcomp": frozenset(["infinitive", "named"]),
    "dobj": frozenset(["object", "named"]),
    "oprd": frozenset(["object", "named"]),
    "attr": frozenset(["object", "named"]),
    "acomp": frozenset(["object", "named"]),
}


def announced(clause: CueClause) -> list[Range]:
    """``The mayor said:`` at the end of a paragraph; the quotation makes up the next."""
    page, sentence = clause.page, clause.sentence
    if page.doc[sentence.end - 1].text != ":" or any(i in page.cues for i in range(clause.verb.i + 1, sentence.end)):
        return []
    following = page.next_sentence(sentence)
    region = page.region_at[following.start] if following else None
    return [(region.start, region.end)] if region else []


RULES = {
    "beside": beside,
    "lead-in": lead_in,
    "announced": announced,
    "as-said": as_said,
    "in-passing": in_passing,
    "complement": complement,
}


def according_to(page: Page) -> Iterator[Attribution]:
    """``According to the ministry, the bridge will reopen.``."""
    doc = page.doc
    for i in page.indices_of("according"):
        if page.region_at[i] is not None or i + 2 >= len(doc) or doc[i + 1].lower_ != "to":
            continue
        sentence = page.sentence_of(i)
        noun = noun_after(page, i + 2, sentence.end)
        if noun is None:
            continue
        named = noun_phrase(page, noun, i + 2, sentence.end)
        content = according_content(page, sentence, i, named[1])
        if content:
            yield Attribution((i, i + 2), "neutral", content, named, "according-to", sentence, i)


def according_content(page: Page, sentence: Sentence, i: int, after: int) -> list[Range]:
    """The rest of the sentence around ``according to NAME``."""
    end = page.trim(sentence.start, sentence.end)
    comma = next((j for j in range(after, end) if page.doc[j].text in COMMAS), end)
    right = [(comma + 1, end)] if comma + 1 < end else []
    if i <= sentence.start + 1:
        return right
    left = (sentence.start, i)
    return [left] if page.has_finite_verb(*left) else [left, *right]


def by_noun(page: Page) -> Iterator[Attribution]:
    """``her claim that the bridge is safe``."""
    nouns = cue_nouns()
    for i in page.indices_of("that"):
        clause = page.doc[i].head
        noun = clause.head
        if page.doc[i].dep_ != "mark" or noun.lower_ not in nouns or noun.tag_ not in {"NN", "NNS"}:
            continue
        if clause.dep_ not in {"acl", "ccomp"} or not noun.i < i < clause.i or page.region_at[noun.i] is not None:
            continue
        sentence = page.sentence_of(i)
        end = page.whole_regions(min(clause.right_edge.i + 1, page.trim(sentence.start, sentence.end)))
        who = author_of_noun(page, noun)
        named = noun_phrase(page, who, sentence.start, sentence.end) if who is not None else None
        if i < end and (named is None or named[0] < named[1]):
            yield Attribution(
                (noun.i, noun.i + 1), nouns[noun.lower_], [(i, end)], named, "noun", sentence, noun.left_edge.i
            )


def by_colon(page: Page, claimed: set[Region]) -> Iterator[Attribution]:
    """``The mayor was blunt: "It is over."``: a quotation after a colon that no cue word has."""
    for region in page.regions:
        i = region.start - 1
        if region in claimed or i < 0 or page.doc[i].text != ":" or not page.begins_upper(region):
            continue
        if region.end - region.start <= _TITLE_WORDS:
            continue
        sentence = page.sentence_of(i)
        who = leading_subject(page, sentence.start, i) or last_name(page, sentence.start, i)
        named = noun_phrase(page, who, sentence.start, i) if who is not None else None
        yield Attribution((i, i + 1), "neutral", [(region.start, region.end)], named, "colon", sentence, sentence.start)


_HEADLINE_SPEAKER = 6
"""Words of a speaker in a headline, at most."""


def in_headline(page: Page) -> Iterator[Attribution]:
    """``Bridge will reopen in May: mayor`` and ``Mayor: bridge will reopen``, in the title and the first line."""
    for sentence in page.headlines():
        colons = [i for i in range(sentence.start + 1, sentence.end - 1) if page.doc[i].text == ":"]
        if len(colons) != 1:
            continue
        i, end = colons[0], sentence.end
        for named, content in (((i + 1, end), (sentence.start, i)), ((sentence.start, i), (i + 1, end))):
            if is_name(page, named) and content[1] - content[0] > named[1] - named[0]:
                yield Attribution((i, i + 1), "neutral", [content], named, "headline", sentence, sentence.start)
                break


def is_name(page: Page, span: Range) -> bool:
    """Is this nothing but somebody's name or role?"""
    tokens = page.doc[span[0] : span[1]]
    if not 0 < len(tokens) <= _HEADLINE_SPEAKER or any(
        t.tag_[:2] not in {"NN", "DT", "IN", "JJ", "PO"} for t in tokens
    ):
        return False
    return any(somebody(page, token.i) for token in tokens)


def somebody(page: Page, i: int) -> bool:
    """Is this word of a person's, an organisation's or a government's name, or a role?"""
    mention = mentions_by_token(page.doc)[i]
    if mention is not None and mention.entity is not None:
        return mention.entity.type in {"PERSON", "ORG", "GPE", "NORP"}
    return page.doc[i].lower_ in load_roles().heads
