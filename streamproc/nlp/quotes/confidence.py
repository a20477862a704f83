"""Confidence: how often a quotation found in this way is right, words and speaker both.

The figures are shares of right quotations among those a rule finds in news, rounded: measured once, kept by hand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from streamproc.article import QuoteType
    from streamproc.nlp.quotes.attribution import Attribution
    from streamproc.nlp.quotes.quoted_doc import QuotedDoc

# rule ─► (direct, mixed, indirect)
SHARES: dict[str, tuple[float, float, float]] = {
    "beside": (0.96, 0.75, 0.75),
    "lead-in": (0.86, 0.75, 0.75),
    "label": (0.90, 0.90, 0.90),
    "announced": (0.86, 0.75, 0.75),
    "goes-on": (0.86, 0.86, 0.86),
    "according-to": (0.80, 0.78, 0.80),
    "in-passing": (0.75, 0.78, 0.75),
    "without-comma": (0.75, 0.78, 0.75),
    "after-stop": (0.60, 0.60, 0.60),
    "as-said": (0.65, 0.65, 0.65),
    "complement": (0.72, 0.78, 0.78),
    "colon": (0.60, 0.60, 0.60),
    "noun": (0.55, 0.60, 0.55),
    "headline": (0.60, 0.60, 0.60),
}
WITHOUT_VERB = 0.25
"""``criticised the plan``: what is said is only summed up."""
WITHOUT_SPEAKER = 0.35
INFINITIVE = 0.20
PARTICIPLE = 0.07
SHORT = 0.10
SHORT_WORDS = 4
LOWEST, HIGHEST = 0.05, 0.98


def confidence(doc: QuotedDoc, a: Attribution, kind: QuoteType) -> float:
    """The confidence of an attribution, in 0..1."""
    share = SHARES[a.rule][("direct", "mixed", "indirect").index(kind)]
    if a.speaker is None:
        share -= WITHOUT_SPEAKER
    if a.rule == "complement":
        tag = doc.tag[a.cue[0]]
        share -= INFINITIVE if tag == "VB" else PARTICIPLE if tag == "VBG" else 0.0
        start, end = a.content[0]
        if kind == "indirect":
            share -= 0.0 if doc.has_finite_verb(start, end) else WITHOUT_VERB
            share -= SHORT if end - start < SHORT_WORDS else 0.0
    return min(max(share, LOWEST), HIGHEST)
