"""The newsroom's API: read-only JSON (and CSV) over the store. ``openapi.json`` describes it; nothing here knows the page."""

from __future__ import annotations

import csv
import io
import re
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from http import HTTPStatus
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import orjson
from sqlalchemy.exc import DBAPIError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from streamproc.logs import log
from streamproc.store import reading, search
from streamproc.store.copies import folded, printed
from streamproc.store.database import reason
from streamproc.store.filters import NAMES, Filters
from streamproc.store.stories import stories_of
from streamproc.web.shown import in_a_list, parsed, told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sqlalchemy import Connection, Engine
    from starlette.requests import Request

    from streamproc.store.copies import Hit

JSON = dict[str, Any]
MOST = 100
"""Articles on a page of results."""
EXPORTED = 10_000
"""Articles in an export."""
LONGEST = 1_000
"""Characters of a parameter."""
BEGINNING = datetime.min.replace(tzinfo=UTC)
LAST = (datetime.max.replace(tzinfo=UTC) - BEGINNING) // timedelta(microseconds=1)
CURSOR = re.compile(r"([0-9]{1,18})~([0-9]{1,18})")
KINDS = ("person", "organisation", "place")
CSV_COLUMNS = (
    "article_id", "url", "source", "title", "language", "published_at", "appeared_at", "author", "tags", "entities", "quotes", "events",
)  # fmt: skip


def api(engine: Engine) -> list[Route]:
    """The API's routes, all GET."""

    def route(path: str, answer: Callable[[Connection, Request], Any]) -> Route:
        def serve(request: Request) -> Response:  # in a thread of Starlette's pool: the database waits
            with reading_from(engine) as connection:
                found = answer(connection, request)
            return Json(found)

        return Route(path, serve, methods=["GET"])

    return [
        route("/api/articles", list_articles),
        route("/api/article", one_article),
        route("/api/timeline", lambda connection, request: search.timeline(connection, filters_of(request))),
        route("/api/places", lambda connection, request: search.places(connection, filters_of(request))),
        route("/api/entity", one_entity),
        route("/api/suggest", suggest),
        route("/api/choices", choices),
        route("/api/newest", lambda connection, _: {"number": search.newest(connection)}),
        Route(
            "/api/export.json", export(engine, json_lines, "application/x-ndjson", "articles.jsonl"), methods=["GET"]
        ),
        Route("/api/export.csv", export(engine, csv_lines, "text/csv; charset=utf-8", "articles.csv"), methods=["GET"]),
        Route("/openapi.json", document, methods=["GET"]),
    ]


class Json(JSONResponse):
    """JSON by orjson; times as RFC 3339."""

    def render(self, content: Any) -> bytes:
        return orjson.dumps(content, option=orjson.OPT_NON_STR_KEYS)  # names of columns are of a class of their own


@contextmanager
def reading_from(engine: Engine) -> Iterator[Connection]:
    """A connection to read with; a database that does not answer is a 503, and the reason stays in the log."""
    try:
        with engine.connect() as connection:
            yield connection
    except DBAPIError as error:
        log.warning("the store does not answer", why=reason(error))
        raise HTTPException(HTTPStatus.SERVICE_UNAVAILABLE, "the store does not answer") from error


def list_articles(connection: Connection, request: Request) -> JSON:
    filters, limit = filters_of(request), number_of(request, "limit", 20, MOST)
    matches = search.latest(connection, filters, cursor_of(request))
    fold = choice(request, "fold", ("true", "false")) == "true"
    page, taken = folded(matches, limit) if fold else (matches[:limit], min(limit, len(matches)))
    numbers = [match.number for match in page]
    shown = search.listed(connection, numbers)
    records, families = search.records_of(connection, numbers), printed(connection, numbers)
    story = stories_of(connection, numbers)
    originals = {match.number: match.original for match in page}
    has_more = len(matches) > min(taken, search.COUNTED)
    for row in shown:
        row.update(in_a_list(records.get(row["number"]), filters))
        row["printed"] = families.get(row["number"], 1)
        row["original"] = originals[row["number"]]
        row["story"], row["story_articles"] = story.get(row["number"], (None, 1))
    return {
        "articles": shown,
        "total": min(len(matches), search.COUNTED),
        "more_than_total": len(matches) > search.COUNTED,
        "next": written(matches[taken - 1]) if has_more else None,
    }


def one_article(connection: Connection, request: Request) -> JSON:
    found = reading.article(connection, parameter(request, "id", required=True))
    if found is None:
        raise HTTPException(HTTPStatus.NOT_FOUND, "no such article; it may have been withdrawn")
    return {**found, "told": told(parsed(found["record"]))}


def one_entity(connection: Connection, request: Request) -> JSON:
    found = reading.entity(connection, parameter(request, "key", required=True))
    if found is None:
        raise HTTPException(HTTPStatus.NOT_FOUND, "nobody and nothing of this key")
    return found


def suggest(connection: Connection, request: Request) -> list[JSON]:
    begun, kind = parameter(request, "q", required=True), choice(request, "kind", KINDS, required=True)
    return search.suggestions(connection, kind, begun)


def choices(connection: Connection, _: Request) -> JSON:
    return {"outlets": search.outlets(connection), "events": search.event_types(connection)}


def filters_of(request: Request) -> Filters:
    given: dict[str, Any] = {name: value for name in NAMES if (value := parameter(request, name))}
    for name in ("since", "until"):
        if name in given:
            try:
                given[name] = date.fromisoformat(given[name])
            except ValueError as error:
                raise refused(name, "a day, such as 2026-03-01") from error
    return Filters(**given)


def cursor_of(request: Request) -> search.Cursor | None:
    if not (given := parameter(request, "behind")):
        return None
    if not (found := CURSOR.fullmatch(given)):
        raise refused("behind", "what next was")
    microseconds, number = int(found[1]), int(found[2])
    return search.Cursor(BEGINNING + timedelta(microseconds=min(microseconds, LAST)), number)


def written(last: Hit) -> str:
    """What the next page is asked for with: microseconds since the calendar begins, and the article's number."""
    return f"{(last.appeared_at - BEGINNING) // timedelta(microseconds=1)}~{last.number}"


def number_of(request: Request, name: str, default: int, most: int) -> int:
    given = parameter(request, name) or str(default)
    if not (given.isascii() and given.isdigit() and len(given) < 10 and 1 <= int(given) <= most):  # noqa: PLR2004
        raise refused(name, f"a number from 1 to {most}")
    return int(given)


def parameter(request: Request, name: str, *, required: bool = False) -> str:
    value = request.query_params.get(name, "").strip()
    if len(value) > LONGEST or "\0" in value:
        raise refused(name, f"at most {LONGEST} characters, none of them U+0000")
    if required and not value:
        raise refused(name, "must be given")
    return value.encode("utf-8", "replace").decode()


def choice(request: Request, name: str, values: tuple[str, ...], *, required: bool = False) -> str:
    """One of the values, or nothing where none must be given."""
    given = parameter(request, name, required=required)
    if given and given not in values:
        raise refused(name, f"one of {', '.join(values)}")
    return given


def refused(name: str, wanted: str) -> HTTPException:
    return HTTPException(HTTPStatus.UNPROCESSABLE_ENTITY, f"{name}: {wanted}")


def export(
    engine: Engine, lines: Callable[[Iterator[Mapping[str, Any]]], Iterator[bytes]], media_type: str, name: str
) -> Callable[[Request], Response]:
    """What is shown, as a file: the articles that match, the latest ``EXPORTED`` of them."""

    def serve(request: Request) -> Response:
        filters = filters_of(request)

        def body() -> Iterator[bytes]:
            with reading_from(engine) as connection:
                yield from lines(search.all_matching(connection, filters, EXPORTED))

        return StreamingResponse(
            body(), media_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
        )

    return serve


def json_lines(rows: Iterator[Mapping[str, Any]]) -> Iterator[bytes]:
    for row in rows:
        yield orjson.dumps({name: row[name] for name in CSV_COLUMNS}) + b"\n"


def csv_lines(rows: Iterator[Mapping[str, Any]]) -> Iterator[bytes]:
    yield (",".join(CSV_COLUMNS) + "\r\n").encode()
    for row in rows:
        line = io.StringIO()
        csv.writer(line).writerow([harmless(row[name]) for name in CSV_COLUMNS])
        yield line.getvalue().encode()


def harmless(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in tuple("=+-@\t\r") else value


def document(_: Request) -> Response:
    return Response((files("streamproc.web") / "openapi.json").read_bytes(), media_type="application/json")
