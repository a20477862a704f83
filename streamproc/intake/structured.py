"""An article in a page's metadata: JSON-LD graphs, and what extruct finds in a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from streamproc.errors import InvalidArticle
from streamproc.intake.shape import type_is
from streamproc.intake.shapes import ARTICLE_TYPES

Item = Mapping[str, Any]

MOST = 500
"""Nodes of a graph that are looked at."""

DEEPEST = 6

FROM_OPEN_GRAPH = {
    "headline": "og:title",
    "url": "og:url",
    "publisher": "og:site_name",
    "datePublished": "article:published_time",
    "inLanguage": "og:locale",
}

_is_article = type_is(*ARTICLE_TYPES)


def article_of_graph(graph: Item) -> dict[str, Any]:
    """Find the article of a JSON-LD graph; references to other nodes (an author's ``@id``) are filled in.

    Raises:
        InvalidArticle: it has none.
    """
    nodes = list(_nodes(graph["@graph"], 0))[:MOST]
    articles = [node for node in nodes if _is_article(node)]
    if not articles:
        raise InvalidArticle("JSON-LD: no node of type NewsArticle, Article or the like in @graph")
    chosen = next((node for node in articles if node.get("articleBody")), articles[0])
    known = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    return {name: _resolved(value, known) for name, value in chosen.items()}


def article_of_page(page: Item) -> dict[str, Any]:
    """Find the article in what extruct says of a page: JSON-LD first, then microdata; Open Graph fills the gaps.

    Raises:
        InvalidArticle: it has none.
    """
    found: dict[str, Any] = {}
    nodes = [*_elements(page.get("json-ld")), *map(_of_microdata, _elements(page.get("microdata")))]
    for node in nodes:
        for article in _nodes([node], 0):
            if _is_article(article):
                found = {**article_of_graph({"@graph": nodes}), **{n: v for n, v in found.items() if v}}
                break
    if not found:
        raise InvalidArticle("extruct: no NewsArticle, Article or the like in json-ld and microdata")
    properties = dict(_open_graph(page.get("opengraph")))
    for name, theirs in FROM_OPEN_GRAPH.items():
        if not found.get(name) and isinstance(properties.get(theirs), str):
            found[name] = properties[theirs]
    return {**{name: value for name, value in page.items() if name in ("id", "url", "text")}, **found}


def _nodes(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    """Every object of lists and graphs, nested ones too."""
    if depth > DEEPEST:
        return
    for node in _elements(value):
        if isinstance(node, list):
            yield from _nodes(node, depth + 1)
        elif isinstance(node, dict):
            yield node
            for inner in ("@graph", "mainEntity", "mainEntityOfPage"):
                if inner in node:
                    yield from _nodes(node[inner], depth + 1)


def _elements(value: Any) -> list[Any]:
    return value[:MOST] if isinstance(value, list) else [value] if value is not None else []


def _resolved(value: Any, known: Mapping[str, Item]) -> Any:
    if isinstance(value, list):
        return [_resolved(element, known) for element in value[:MOST]]
    if isinstance(value, dict) and set(value) <= {"@id", "@type"}:
        return known.get(str(value.get("@id")), value)
    return value


def _of_microdata(node: Any) -> Any:
    """Microdata's ``{type, properties}`` as JSON-LD would have it."""
    if isinstance(node, dict) and isinstance(node.get("properties"), dict):
        properties = {name: _of_microdata(value) for name, value in node["properties"].items()}
        return {"@type": node.get("type"), **properties}
    return [_of_microdata(element) for element in node[:MOST]] if isinstance(node, list) else node


def _open_graph(value: Any) -> Iterator[tuple[str, Any]]:
    """Pairs of Open Graph, from both forms that extruct writes."""
    for block in _elements(value):
        if not isinstance(block, dict):
            continue
        yield from ((name, text) for name, text in block.items() if name.startswith(("og:", "article:")))
        for pair in _elements(block.get("properties")):
            if isinstance(pair, list) and len(pair) == 2 and isinstance(pair[0], str):  # noqa: PLR2004 - name and value
                yield pair[0], pair[1]
