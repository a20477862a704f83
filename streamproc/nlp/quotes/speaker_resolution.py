"""Speaker resolution: which person or organisation of an article a speaker's words mean.

Names and role phrases are clustered before (``entities_of``); what is left to this module are pronouns, relative
pronouns, and general nouns such as ``the company``. Nobody is named where the text names nobody.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from streamproc.nlp.doc.annotations import entities_of
from streamproc.nlp.knowledge.given_names import gender_of_name
from streamproc.nlp.knowledge.roles import load_roles
from streamproc.nlp.quotes.antecedents import Wanted, nearest
from streamproc.nlp.quotes.bodies import Bodies
from streamproc.nlp.quotes.mentions import (
    SPEAKERS,
    antecedent,
    grammatical_role,
    is_animal,
    is_brand,
    is_person,
    is_possessor,
)
from streamproc.nlp.quotes.role_nouns import BODIES, BODIES_UNNAMED, OF_ANYBODY, SPOKES, RoleHolders, has_other_role

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from spacy.tokens import Span

    from streamproc.nlp.doc.drafts import EntityDraft, MentionDraft
    from streamproc.nlp.quotes.quoted_doc import QuotedDoc
    from streamproc.nlp.quotes.sentences import Sentence

HE_OR_SHE = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
PRONOUNS = frozenset([*HE_OR_SHE, "i", "we", "you", "they", "it", "who", "which", "that", "one", "us", "me", "them",
                      "those", "some", "many", "others", "this", "these", "everyone", "somebody", "someone"])  # fmt: skip
_LOOK_BACK = 30
"""Mentions before a pronoun that are considered, at most."""
_NEAR = 2
"""Sentences between one who spoke and the pronoun that means them, at most."""


class SpeakerResolver:
    """Who is who in an article."""

    def __init__(self, doc: QuotedDoc) -> None:
        self.doc = doc
        self.index = doc.mentions
        mentions = [
            mention
            for entity in entities_of(doc.spacy_doc)
            if entity.type in {"PERSON", "ORG"} and not is_animal(doc, entity)
            for mention in entity.mentions
            if doc.quoted_at[mention.span.start] is None
        ]
        self.mentions = sorted(mentions, key=lambda mention: mention.span.start)
        self.starts = [mention.span.start for mention in self.mentions]
        self.roles = RoleHolders(doc, self.mentions)
        self.bodies = Bodies(doc)
        self.last: EntityDraft | None = None
        self.unnamed: int | None = None
        """Where one who is no entity (``another witness``) spoke last, if no entity has spoken since."""
        self._unnamed_body = self._unnamed_many = False
        """Whether that one is a body: ``the office``, or are several: ``members of the club``."""
        self._body_spoke: tuple[EntityDraft | None, int] = None, 0
        self._spoke = 0
        """Where the last speaker spoke."""
        self.called: str | None = None
        """What that one is called, where it is a name that nobody took for one: ``Mbonambi``."""
        for entity in entities_of(doc.spacy_doc):
            if entity.type == "PERSON" and entity.gender is None:
                entity.gender = gender_of_name(entity.name)

    def resolve(self, mention: Span) -> tuple[EntityDraft | None, str | None]:
        """The entity that a speaker's words mean and its name; (None, None) where nobody is named."""
        entity = self._entity(mention)
        if entity is not None:
            self.last, self.unnamed, self._spoke = entity, None, mention.start
            if entity.type == "ORG":
                self._body_spoke = entity, mention.start
            return entity, entity.name
        word = self.doc.lower[mention.end - 1]
        if self.called and self._means_called(mention, word):
            self.unnamed = mention.start
            return None, self.called
        if word not in PRONOUNS:
            tags = ["NNP"] if is_brand(self.doc, mention) else self.doc.tag[mention.start : mention.end]
            name = self.doc.characters(mention.start, mention.end) if tags[-1] in {"NNP", "NNPS"} else None
            self.unnamed, self._unnamed_body = mention.start, word in BODIES_UNNAMED
            self._unnamed_many = tags[-1] in {"NNS", "NNPS"}
            known = self.called is not None and name == self.called.split()[-1]  # Shannon Chief … Chief
            if not known:
                self.called = name if all(tag == "NNP" for tag in tags) and word not in BODIES else None
            return None, self.called if known else name
        return None, None

    def _means_called(self, mention: Span, word: str) -> bool:
        """``… said Mbonambi. He said``, ``Norvik said …. The firm said``: a name that nobody took for one spoke last."""
        if self.unnamed is None:
            return False
        if word in HE_OR_SHE and len(mention) == 1:
            people = any(d.span.start > self.unnamed and is_person(d) for d in self._looking_back(mention.start))
            return self._spoke_just_before(mention.start) or not people
        body = word in BODIES and self.doc.lower[mention.start] == "the" and len(mention) == len(("the", word))
        return body and self._spoke_just_before(mention.start)

    def entity_of(self, mention: Span, besides: AbstractSet[int] = frozenset()) -> EntityDraft | None:
        """The entity that a listener's words mean. ``besides``: identities of entities that they can't mean."""
        return self._entity(mention, besides)

    def _entity(self, mention: Span, besides: AbstractSet[int] = frozenset()) -> EntityDraft | None:
        word = self.doc.characters(mention.start, mention.end).lower()
        if word in HE_OR_SHE:
            found = self._before(mention.start, "PERSON", HE_OR_SHE[word], besides)
            return None if found is not None and self._means_unnamed(found, mention.start) else found
        if word in {"who", "that", "which"}:
            return antecedent(self.doc, mention) or self.roles.meant_by_relative(mention)
        if word == "it":
            return self._it(mention.start)
        if word in PRONOUNS:
            return self._they(mention.start) if word == "they" else None
        found = (
            self._named(mention)
            or self.bodies.spoken_for(mention)
            or self.bodies.place(mention)
            or self._body(mention)
            or self._just_named(mention)
        )
        return found or self.roles.holder(mention)

    def _it(self, position: int) -> EntityDraft | None:
        if self.last is not None and self.last.type == "GPE" and self._spoke_lately(self._spoke, position):
            return self.last
        found = self._before(position, "ORG", None)
        return None if found is not None and self._means_unnamed_body(position) else found

    def _they(self, position: int) -> EntityDraft | None:
        """``"…," the firm said. "…," they added.``."""
        entity, at = self._body_spoke
        return entity if entity is not None and self._spoke_lately(at, position) else None

    def _named(self, mention: Span) -> EntityDraft | None:
        """The entity named in a phrase: a person before others, else the one its head word belongs to."""
        found: EntityDraft | None = None
        of_text = self.doc.lower[mention.end - 1] in self.doc.cue_words.texts  # "UN data" are the UN's
        of_party = self.doc.lower[mention.end - 1] in OF_ANYBODY  # the Arizona Republican
        for i in range(mention.start, mention.end):
            draft = self.index[i]
            entity = draft.entity if draft is not None else None
            if entity is None or entity.type not in SPEAKERS or (of_party and entity.type != "PERSON"):
                continue
            person = entity.type == "PERSON" and self.doc.tag[i] != "POS"
            person = person and not is_possessor(self.doc, i, mention.end)
            owns = of_text and entity.type != "NORP"
            is_head = (i == mention.end - 1 or owns) and (found is None or found.type != "PERSON")
            if person or is_head:
                found = entity
        return found

    def _body(self, mention: Span) -> EntityDraft | None:
        """``the company``, ``the ministry``: the organisation named last that it can be."""
        if not self.bodies.is_meant(mention):
            return None
        head, before = self.doc.lower[mention.end - 1], self._looking_back(mention.start)
        named = self.bodies.with_word(head, before)
        if named is not None:
            return None if self.bodies.nameless_since(head, named, mention.start) else named.entity
        if (self.called and self._spoke_just_before(mention.start)) or head in {"police", "government", "court"}:
            return None
        others = self.bodies.others(head, before, self.last)
        return nearest(self.doc, before, mention.start, Wanted("ORG", besides=frozenset(others)), self.last)

    def _just_named(self, mention: Span) -> EntityDraft | None:
        """``the 56-year-old``, ``the lawmaker``: the one who spoke or was the subject just before, if nobody else was named since."""
        lower = self.doc.lower[mention.start : mention.end]
        aged = "-year-old" in self.doc.characters(mention.start, mention.end)
        if lower[0] != "the" or not (aged or self.doc.tag[mention.end - 1] in {"NN", "NNP"}):
            return None
        if (not aged and lower[-1] not in load_roles().person | OF_ANYBODY) or lower[-1] in SPOKES:
            return None
        anybody = lower[-1] in OF_ANYBODY
        person = self._only_person(mention.start, aged=aged, spoke=anybody)
        return person if person is None or aged or anybody or not has_other_role(self.doc, person) else None

    def _only_person(self, position: int, *, aged: bool, spoke: bool) -> EntityDraft | None:
        """The only person named just before; of several the one who did something (``aged``) or who spoke (``spoke``)."""
        near = [d for d in self._looking_back(position) if is_person(d) and self._is_near(d, position)]
        if aged and len({id(d.entity) for d in near}) > 1:
            near = [d for d in near if grammatical_role(self.doc, d) == "nsubj"]
        people = {id(d.entity): d.entity for d in near}
        if spoke and len(people) > 1 and self._spoke_lately(self._spoke, position):
            return people.get(id(self.last))  # Lee met Maas. … Lee said. …, the diplomat added
        return next(iter(people.values())) if len(people) == 1 else None

    def _is_near(self, draft: MentionDraft, position: int) -> bool:
        here, there = self.doc.sentence_of(position), self.doc.sentence_of(draft.span.start)
        return here.paragraph - there.paragraph <= 1 and self._sentences_between(there, here) <= _NEAR

    def _looking_back(self, position: int) -> list[MentionDraft]:
        i = bisect_left(self.starts, position)
        return self.mentions[max(i - _LOOK_BACK, 0) : i][::-1]

    def _means_unnamed(self, found: EntityDraft, position: int) -> bool:
        """``Another witness said … "…," she said``: one without a name spoke just before, and nobody was named since."""
        at = self.unnamed
        return (
            at is not None
            and not self._unnamed_many
            and self._spoke_just_before(position)
            and not any(at < mention.span.start < position for mention in found.mentions)
        )

    def _means_unnamed_body(self, position: int) -> bool:
        """``The office said …. Under the plan, two units will merge, it said``: a body without a name spoke just before."""
        at = self.unnamed
        return at is not None and self._unnamed_body and self._spoke_just_before(position)

    def _spoke_lately(self, at: int, position: int) -> bool:
        """Did an entity that spoke at a token speak just before, and nobody without a name since?"""
        far = self._sentences_between(self.doc.sentence_of(at), self.doc.sentence_of(position))
        return self.unnamed is None and 0 <= far <= _NEAR

    def _spoke_just_before(self, position: int) -> bool:
        at = self.unnamed
        if at is None or at >= position:
            return False
        return self._sentences_between(self.doc.sentence_of(at), self.doc.sentence_of(position)) <= _NEAR

    def _sentences_between(self, first: Sentence, second: Sentence) -> int:
        return self.doc.number_of(second) - self.doc.number_of(first)

    def _before(
        self, position: int, kind: str, gender: str | None, besides: AbstractSet[int] = frozenset()
    ) -> EntityDraft | None:
        return nearest(
            self.doc, self._looking_back(position), position, Wanted(kind, gender, frozenset(besides)), self.last
        )
