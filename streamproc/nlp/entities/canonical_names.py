"""Which of its forms an entity is called by."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from streamproc.nlp.doc.drafts import PLACE_TYPES
from streamproc.nlp.entities import acronyms, name_forms
from streamproc.nlp.knowledge.gazetteer import lookup, state_called
from streamproc.nlp.knowledge.gazetteer_index import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def best_name(label: str, forms: Mapping[str, int]) -> str:
    """The name of an entity, of the forms in the text (in order of appearance).

    A person's is the most complete, rather without initials; an organisation's the most common that is not an
    acronym; a place's the most common. Capitals throughout are turned into a name's.
    """
    name = _best_form(label, forms) if len(forms) > 1 else next(iter(forms))
    if label in PLACE_TYPES:
        return _country_name(forms) or state_called(name) or _spelt_out(name)
    return _spelt_out(name) if label == "PERSON" and " " in name else name


def _best_form(label: str, forms: Mapping[str, int]) -> str:
    def rank(form: str) -> tuple[int, ...]:
        shouted = form.isupper() and not acronyms.is_acronym(form)
        if label == "PERSON":
            name = name_forms.person_name(form)
            dotted = any(len(word.rstrip(".")) == 1 for word in form.split())
            return (form.isupper(), -len(name.words), dotted, -forms[form])
        length = len(form.split()) if label == "ORG" else len(form)
        return (acronyms.is_acronym(form), shouted, -forms[form], -length)

    return min(forms, key=rank)  # of equals the first


def _country_name(forms: Iterable[str]) -> str | None:
    """A country's usual name, if the text has that or an acronym of it: ``America``, ``US`` ─► ``United States``."""
    for form in forms:
        places = lookup(form)
        if places and places[0].kind is Kind.COUNTRY and (form == places[0].name or acronyms.is_acronym(form)):
            return places[0].name
    return None


def _spelt_out(name: str) -> str:
    """``ERBIL`` ─► ``Erbil``: small letters for a name in capitals, unless they are an acronym's."""
    if not name.isupper() or (acronyms.is_acronym(name) and not lookup(name)):
        return name
    return re.sub(r"[^\W\d_]{3,}", lambda word: word[0].capitalize(), name)
