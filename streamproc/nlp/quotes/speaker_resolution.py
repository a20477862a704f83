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
from streamproc.nlp.quotes.mentions import (
    SPEAKERS,
    Nameless,
    antecedent,
    grammatical_role,
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
_SENTENCE_AWAY, _FAR = 0.4, 4
_NEAR = 2
"""Sentences between one who spoke and the pronoun that means them, at most."""
_GENDER_UNKNOWN = 0.35


class SpeakerResolver:
    """Who is who in an article."""

    def __init__(self, doc: QuotedDoc) -> None:
        self.doc = doc
        self.index = doc.mentions
        mentions = [
            mention
            for entity in entities_of(doc.spacy_doc)
            if entity.type in {"PERSON", "ORG"}
            for mention in entity.mentions
            if doc.quoted_at[mention.span.start] is None
        ]
        self.mentions = sorted(mentions, key=lambda mention: mention.span.start)
        self.starts = [mention.span.start for mention in self.mentions]
        self.roles = RoleHolders(doc, self.mentions)
        self.nameless = Nameless(doc)
        self.last: EntityDraft | None = None
        self.unnamed: int | None = None
        """Where one who is no entity (``another witness``) spoke last, if no entity has spoken since."""
        self._unnamed_body = self._unnamed_many = False
        """Whether that one is a body: ``the office``, or are several: ``members of the club``."""
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
            return antecedent(self.doc, mention)
        if word == "it":
            found = self._before(mention.start, "ORG", None)
            return None if found is not None and self._means_unnamed_body(mention.start) else found
        if word == "they" and self.last is not None and self.last.type == "ORG" and self.unnamed is None:
            far = self._sentences_between(self.doc.sentence_of(self._spoke), self.doc.sentence_of(mention.start))
            return self.last if 0 <= far <= _NEAR else None  # "…," the firm said. "…," they added.
        if word in PRONOUNS:
            return None
        found = self._named(mention) or self._body(mention) or self._just_named(mention)
        return found or self.roles.holder(mention)

    def _named(self, mention: Span) -> EntityDraft | None:
        """The entity named in a phrase: a person before others, else the one its head word belongs to."""
        found: EntityDraft | None = None
        of_text = self.doc.lower[mention.end - 1] in self.doc.cue_words.texts  # "UN data" are the UN's
        for i in range(mention.start, mention.end):
            draft = self.index[i]
            entity = draft.entity if draft is not None else None
            if entity is None or entity.type not in SPEAKERS:
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
        lower = self.doc.lower[mention.start : mention.end]
        head = lower[-1]
        definite = lower[0] in {"the", "this", "that", "its"} and len(lower) <= 2  # noqa: PLR2004
        if not definite or head not in BODIES:
            return None
        for draft in self._looking_back(mention.start):
            entity = draft.entity
            if entity is not None and entity.type == "ORG" and head in entity.name.lower().split():
                return None if self.nameless.spoken_of(head, draft.span.end, mention.start) else entity
        if self.called and self._spoke_just_before(mention.start):
            return None
        return self._before(mention.start, "ORG", None) if head not in {"police", "government", "court"} else None

    def _just_named(self, mention: Span) -> EntityDraft | None:
        """``the 56-year-old``, ``the lawmaker``: the one who spoke or was the subject just before, if nobody else was named since."""
        lower = self.doc.lower[mention.start : mention.end]
        aged = "-year-old" in self.doc.characters(mention.start, mention.end)
        if lower[0] != "the" or not (aged or self.doc.tag[mention.end - 1] in {"NN", "NNP"}):
            return None
        if (not aged and lower[-1] not in load_roles().person) or lower[-1] in SPOKES:
            return None
        near = [draft for draft in self._looking_back(mention.start) if self._is_near(draft, mention.start)]
        people = {
            id(draft.entity): draft.entity
            for draft in near
            if draft.entity is not None and draft.entity.type == "PERSON"
        }
        if aged and len(people) > 1:  # the one who did something, not whom it was done to
            doing = [d.entity for d in near if is_person(d) and grammatical_role(self.doc, d) == "nsubj"]
            people = {id(entity): entity for entity in doing}
        if len(people) != 1:
            return None
        [person] = people.values()
        return person if aged or lower[-1] in OF_ANYBODY or not has_other_role(self.doc, person) else None

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
        """The entity that a pronoun means: near, a subject, the last speaker, of that gender."""
        sentence = self.doc.sentence_of(position)
        best: tuple[float, EntityDraft] | None = None
        for draft in self._looking_back(position):
            entity = draft.entity
            if entity is None or entity.type != kind or (gender and entity.gender not in {gender, None}):
                continue
            if id(entity) in besides:
                continue
            where = self.doc.sentence_of(draft.span.start)
            score = -1.0 * (sentence.paragraph - where.paragraph) - 0.02 * (position - draft.span.end) / 10
            score -= _SENTENCE_AWAY * min(self._sentences_between(where, sentence), _FAR)
            dep = grammatical_role(self.doc, draft)
            score += 1.2 if dep in {"nsubj", "nsubjpass"} else 0.0
            score -= 1.0 if dep in {"poss", "compound", "pobj"} else 0.0
            score += 1.0 if entity is self.last else 0.0
            score -= _GENDER_UNKNOWN if gender and entity.gender is None else 0.0
            if where is sentence and dep not in {"nsubj", "nsubjpass"}:
                score -= 0.5
            if best is None or score > best[0]:
                best = score, entity
        return best[1] if best is not None else None
