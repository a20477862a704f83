"""Who and what an article names, and where on the map that is."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Literal, NamedTuple

from streamproc.article.described import flat, said
from streamproc.article.spans import TextSpan

MentionKind = Literal["name", "nominal", "pronoun"]

Country = Annotated[str | None, said("ISO 3166-1 alpha-2 code", pattern="^[A-Z]{2}$")]
EntityId = Annotated[str | None, said("id of the entity, of the same article")]
EntityName = Annotated[str | None, said("the entity's name, so that no join is needed")]
PlaceName = Annotated[str, said("the place's name")]
Salience = Annotated[float, said("how much the article is about it", minimum=0, maximum=1)]


class Mention(NamedTuple):
    """One place where an entity is named, described or referred to."""

    span: Annotated[TextSpan, flat()]
    kind: Annotated[MentionKind, said("Jo Hill, the mayor, she")]


class Geo(NamedTuple):
    """A place on the map."""

    geonames_id: Annotated[
        int | None, said("id in GeoNames; null for seas and other places it does not have", minimum=1)
    ]
    name: PlaceName
    country: Country
    admin1: Annotated[str | None, said("GeoNames code of the first-level division, within the country")]
    lat: Annotated[float, said("degrees north, WGS 84", minimum=-90, maximum=90)]
    lon: Annotated[float, said("degrees east, WGS 84", minimum=-180, maximum=180)]
    confidence: Annotated[float, said("how sure the place is the one meant", minimum=0, maximum=1)]


class Entity(NamedTuple):
    """A person, organisation, place… of the article."""

    id: Annotated[str, said("stays the same in a revision of the article that only moves the entity", minLength=1)]
    type: Annotated[str, said("the model's OntoNotes label", examples=["PERSON", "ORG", "GPE"])]
    name: Annotated[str, said("the fullest name in the article")]
    aliases: Annotated[tuple[str, ...], said("other names in the article")]
    salience: Salience
    mentions: Annotated[tuple[Mention, ...], said("every mention, in order of appearance", minItems=1)]
    geo: Annotated[
        Geo | None,
        said(
            "where it is, if it is a place that could be told apart; of nationalities, organisations and events, the "
            "place they are named after (told from their own place by the type)"
        ),
    ] = None
    links: Annotated[Mapping[str, str], said("ids elsewhere: wikidata", examples=[{"wikidata": "Q1773"}])] = (
        MappingProxyType({})
    )
    entity_key: Annotated[
        str | None,
        said(
            "the same in all articles: the id in Wikidata, a place's id in GeoNames, else kind, folded name and country. "
            "Namesakes without an id share one: it joins candidates",
            examples=["Q1773", "geonames:456172", "person:ann lee", "organisation:harbour office:KE"],
            only_if_known=True,
        ),
    ] = None
