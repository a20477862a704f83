"""Who is called by another name: ``The premier …`` after a sentence about Prime Minister Ann Lee.

A definite role at the head of a sentence means the one person whom the sentence before is about, unless that person is
known to hold another office.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from streamproc.nlp.doc.annotations import entities_of, full_text
from streamproc.nlp.doc.indefinites import introduces_another
from streamproc.nlp.knowledge.roles import load_roles
from streamproc.nlp.lexicon.syntax import MODIFIERS

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from streamproc.nlp.doc.drafts import EntityDraft
    from streamproc.nlp.lexicon.argument_frames import ArgumentFrames

_ONE_OFFICE = ({"premier", "pm", "minister"}, {"amir", "emir", "ruler"}, {"congressman", "congresswoman", "representative", "lawmaker", "legislator"},
               {"senator", "lawmaker", "legislator"}, {"sheikh", "ruler", "emir"}, {"king", "monarch"}, {"queen", "monarch"}, {"pope", "pontiff"})  # fmt: skip
_OFFICES = frozenset(
    {"president", "minister", "premier", "pm", "governor", "mayor", "senator", "chancellor", "king", "queen", "emir", "amir", "pope", "secretary",
     "ambassador", "judge", "justice", "prosecutor", "general", "commissioner", "envoy", "spokesman", "spokeswoman", "spokesperson", "speaker",
     "congressman", "congresswoman", "representative", "officer", "inspector", "captain", "colonel", "lawyer", "attorney", "ruler", "sheikh",
     "prince", "princess", "sultan", "bishop", "imam", "coach", "doctor", "witness"}
)  # fmt: skip
"""What one is or is not; a governor can be called a businessman too."""
_MORE_ROLES = frozenset({"magnate", "author", "ruler", "pm", "politician", "star", "veteran", "candidate"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_PARTS = _SUBJECTS | {"dobj", "pobj", "poss", "dative"}


class Epithets:
    """The definite roles of one article that no name, title or apposition explains."""

    def __init__(self, doc: Doc, syntax: ArgumentFrames) -> None:
        self._doc = doc
        self._syntax = syntax
        self._held: dict[int, set[str]] = {}
        self._holders: dict[str, list[EntityDraft]] = {}
        self._nameless: dict[str, list[int]] = {}

    def whom(self, head: int) -> EntityDraft | None:
        """The person whom a definite role means: the only one who holds that office, else whom the sentence before is about."""
        syntax = self._syntax
        word = syntax.words[head]
        start, _ = syntax.sentence(head)
        if syntax.is_somebody(head):
            return self._before(start, word.lower) if self._opens(head, start) else None
        if word.tag != "NN" or (word.lower not in load_roles().person and word.lower not in _MORE_ROLES):
            return None
        if not self._opens(head, start):
            return self._only_holder(head, word.lower) if self._is_bare(head) else None
        return self._only_holder(start, word.lower) or self._before(start, word.lower)

    def _before(self, start: int, role: str) -> EntityDraft | None:
        syntax = self._syntax
        before = syntax.sentence(start - 1)
        if "\n\n\n" in full_text(self._doc)[syntax.offset[before[0]] : syntax.offset[start]]:
            return None
        if any(syntax.words[i].lower == role and syntax.mentions[i] is None for i in range(*before)):
            return None  # ``a spokesman said``
        named = {
            id(m.entity): m.entity for m in syntax.mentions[slice(*before)] if m is not None and m.entity is not None
        }
        people = [entity for entity in named.values() if entity.type == "PERSON"]
        if len(people) > 1:
            people = [person for person in people if self._holds(person, role)]
        if len(people) != 1 or not self._is_about(before, people[0]):
            return None
        return people[0] if self._may_be(people[0], role) else None

    def _only_holder(self, start: int, role: str) -> EntityDraft | None:
        """``The premier``, of an article that names one prime minister before, and no nameless one since."""
        if role not in _OFFICES:
            return None
        earlier = takewhile(lambda person: person.mentions[0].span.start < start, self._holders_of(role))
        holders = list(islice(earlier, 2))
        if len(holders) != 1:
            return None
        nameless = bisect_left(self._nameless_of(role), start) - 1
        since = self._nameless_of(role)[nameless] if nameless >= 0 else -1
        return holders[0] if any(since < mention.span.start < start for mention in holders[0].mentions) else None

    def _nameless_of(self, role: str) -> list[int]:
        """Where somebody else of that role comes in: ``a former premier``."""
        if role not in self._nameless:
            tokens = self._syntax.tokens
            said = tokens.indices_of_any(frozenset({role}))
            others = (i for i in said if self._syntax.mentions[i] is None)
            self._nameless[role] = [i for i in others if introduces_another(tokens, i)]
        return self._nameless[role]

    def _is_bare(self, head: int) -> bool:
        """``the premier`` and no word more, wherever it stands."""
        syntax = self._syntax
        said = [
            syntax.words[child].lower for child in syntax.children(head) if syntax.dep[child] not in {"case", "punct"}
        ]
        return said == ["the"] and syntax.dep[head] in _PARTS

    def _holders_of(self, role: str) -> list[EntityDraft]:
        """Everybody who holds an office, in the order of the text."""
        if role not in self._holders:
            people = (entity for entity in entities_of(self._doc) if entity.type == "PERSON")
            holders = [person for person in people if self._holds(person, role)]
            self._holders[role] = sorted(holders, key=lambda person: person.mentions[0].span.start)
        return self._holders[role]

    def _opens(self, head: int, start: int) -> bool:
        """``The premier``, subject of its sentence."""
        syntax = self._syntax
        return (
            start > 0
            and syntax.dep[head] in _SUBJECTS
            and syntax.dep[syntax.head[head]] == "ROOT"
            and any(syntax.words[child].lower == "the" for child in syntax.children(head))
            and not any(
                syntax.dep[child] in {"prep", "relcl", "acl", "appos", "conj"} for child in syntax.children(head)
            )
        )

    def _is_about(self, sentence: tuple[int, int], person: EntityDraft) -> bool:
        """Whether the person, or a pronoun that means nobody else, is the subject of a sentence's main clause or its speaker."""
        syntax = self._syntax
        for i in range(*sentence):
            mention = syntax.mentions[i]
            if mention is not None and mention.entity is person and syntax.dep[i] in _SUBJECTS:
                verb = syntax.head[i]
                if syntax.dep[verb] in {"ROOT", "ccomp", "parataxis", "conj"}:
                    return True
        return False

    def _may_be(self, person: EntityDraft, role: str) -> bool:
        return role not in _OFFICES or not self._offices(person) or self._holds(person, role)

    def _holds(self, person: EntityDraft, role: str) -> bool:
        held = self._offices(person)
        return role in held or any(role in same and not held.isdisjoint(same) for same in _ONE_OFFICE)

    def _offices(self, person: EntityDraft) -> set[str]:
        """The offices that titles and appositions of a person say; looked for once, since everybody who is named may be asked for."""
        if id(person) not in self._held:
            self._held[id(person)] = self._said_of(person)
        return self._held[id(person)]

    def _said_of(self, person: EntityDraft) -> set[str]:
        syntax, found = self._syntax, set[str]()
        for mention in person.mentions:
            found.update(syntax.words[i].lower for i in range(mention.span.start, mention.span.end))
            root = mention.span.end - 1
            found.update(syntax.words[child].lower for child in syntax.children(root) if syntax.dep[child] in MODIFIERS)
        return found & _OFFICES
