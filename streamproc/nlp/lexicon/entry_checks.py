"""Does everything that an entry names exist? Types, modes, classes, domains, contexts, and lemmas of verbs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from streamproc.nlp.knowledge.fields import unknown
from streamproc.nlp.lexicon.declarations import ARGUMENTS
from streamproc.nlp.lexicon.labels import FROM_SYNTAX
from streamproc.nlp.lexicon.taxonomy import EventType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from streamproc.nlp.lexicon.declarations import EntryDeclaration, OwnType

    BaseForm = Callable[[str], str]
    """A verb's form ─► its lemma."""

_CONDITIONS = (*ARGUMENTS, *(f"not_{argument}" for argument in ARGUMENTS), "complement", "near")


_MORE_RELATIONS = frozenset({"reporter", "subject", "under", "as", "after", "before", "behind", "inside", "around", "through", "towards", "toward",
                             "upon", "without", "during", "near", "by", "from"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Names:
    """All that an entry can refer to by name."""

    types: Mapping[str, EventType]
    classes: frozenset[str]
    domains: frozenset[str]
    contexts: frozenset[str]
    counts: frozenset[str]
    base_form: BaseForm | None = None
    """By the model's own tables; None where no model is loaded."""

    def complaints(self, entry: EntryDeclaration) -> Iterator[str]:
        """What an entry names and there is not, by field."""
        yield from self._of_type(entry)
        for field in ("only_in", "not_in"):
            yield from _unknown(field, "domain", getattr(entry, field), self.domains)
        yield from _unknown("contexts", "context", entry.contexts, self.contexts)
        for field in _CONDITIONS:
            yield from self._of_labels(field, getattr(entry, field))
        for field in ("prep", "not_prep"):
            for preposition, labels in getattr(entry, field).items():
                yield from self._of_labels(f"{field}.{preposition}", labels)
        for field in ("target", "actor", "things"):
            if named := getattr(entry, field):
                yield from _unknown(field, "relation", named, self._relations())
        for verb in entry.verbs:
            lemma = self.base_form(verb) if self.base_form else verb
            if lemma.replace("-", "") != verb.replace("-", ""):  # co-ordinate is a spelling
                yield f"verbs: {verb!r} is an inflected form and never found: write {lemma!r}"

    def complaints_of_type(self, event_type: OwnType) -> Iterator[str]:
        """The same of an operator's own type."""
        yield from _unknown("contexts", "context", event_type.contexts, self.contexts)
        yield from _unknown("counts", "count", event_type.counts, self.counts)
        yield from _unknown("counts_own", "count", event_type.counts_own.values(), self.counts)
        modes = event_type.modes | {"*"}
        yield from _unknown("counts_own", "mode of the type", event_type.counts_own, modes)
        yield from _unknown("refusal_modes", "mode of the type", event_type.refusal_modes, event_type.modes)
        yield from _unknown("moves", "mode of the type", event_type.moves - {None}, event_type.modes)
        known = self._relations()
        for field in ("target", "things"):
            yield from _unknown(field, "relation", getattr(event_type, field), known)
        for field in ("will", "will_not"):
            named = getattr(event_type, field)
            yield from _unknown(field, "type", [named] if named else [], self.types)

    def _relations(self) -> frozenset[str]:
        """All that the types know, and some that only entries need."""
        return _MORE_RELATIONS.union(*({*kind.target, *kind.things} for kind in self.types.values()))

    def _of_type(self, entry: EntryDeclaration) -> Iterator[str]:
        event_type = self.types.get(entry.type)
        if event_type is None:
            yield f"type: {unknown('type', entry.type, self.types)}"
        elif entry.mode is not None and entry.mode not in event_type.modes:
            yield f"mode: {unknown(f'mode of {entry.type}', entry.mode, event_type.modes)}"

    def _of_labels(self, field: str, labels: Iterable[str]) -> Iterator[str]:
        named = [label for label in labels if label.startswith("@")]
        yield from _unknown(field, "class", named, self.classes | FROM_SYNTAX - {"*"})


def _unknown(field: str, what: str, named: Iterable[str | None], valid: Iterable[str]) -> Iterator[str]:
    for name in named:
        if name is not None and name not in valid:
            yield f"{field}: {unknown(what, name, valid)}"
