"""Many generated articles in a store, to measure how quick a search is: ``python -m tests.store.many URL [ARTICLES]``."""

from __future__ import annotations

import random
import sys
import time
from datetime import UTC, datetime, timedelta

from streamproc.store import search
from streamproc.store.copies import folded, printed
from streamproc.store.database import open_store
from streamproc.store.filters import Filters
from streamproc.store.stories import stories_of
from streamproc.store.writing import Advance, positions, write
from tests.store.articles import article, entity, event, kept, quote

FIRST = datetime(2026, 1, 1, tzinfo=UTC)
COUNTRIES = ("KE", "LV", "US", "FR", "JP", "BR", "IN", "ZA", "GB", "DE", "PE", "NG")
TYPES = (("COERCE", "arrest"), ("PROTEST", "march"), ("ASSAULT", "bombing"), ("CONSULT", "visit"), ("AID", "food"))
BATCH = 500


def skewed(chance: random.Random, count: int) -> int:
    """A few are frequent, most are rare, as names and words are."""
    return min(count - 1, int(20 * (chance.paretovariate(0.9) - 1)))


def generated(number: int, chance: random.Random):
    words = " ".join(f"word{skewed(chance, 30_000)}" for _ in range(350))
    people = [entity(n, "PERSON", f"Person {skewed(chance, 20_000)} Smith") for n in range(4)]
    firms = [entity(10 + n, "ORG", f"Firm {skewed(chance, 5_000)}") for n in range(2)]
    towns = []
    for n in range(3):
        town = skewed(chance, 3_000)
        geo = {"geonames_id": 1000 + town, "name": f"Town {town}", "country": COUNTRIES[town % len(COUNTRIES)],
               "admin1": "1", "lat": town % 150 - 75.0, "lon": town * 7 % 350 - 175.0, "confidence": 0.9}  # fmt: skip
        towns.append(entity(20 + n, "GPE", geo["name"], geo=geo))
    said = [
        quote(n, f"We saw word{skewed(chance, 30_000)} and left", speaker=people[n], about=[firms[0]]) for n in range(2)
    ]
    type_, mode = TYPES[number % len(TYPES)]
    happened = [
        event(
            1, type_, mode, f"{firms[0]['name']} arrested people.", actors=firms[:1], targets=people[:1], place=towns[0]
        )
    ]
    moment = FIRST + timedelta(seconds=150 * number)
    return article(
        number, title=f"word{skewed(chance, 30_000)} in {towns[0]['name']}", source=f"outlet{number % 40}.example",
        published_at=moment.isoformat(), text=words, entities=[*people, *firms, *towns], quotes=said, events=happened,
    )  # fmt: skip


def fill(engine, count: int) -> None:
    """Up to so many articles; one that was ended goes on."""
    place = ("generated", 0)
    before = positions(engine).get(place)
    for start in range(before or 0, count, BATCH):
        end = min(count, start + BATCH)
        changes = [kept(generated(number, random.Random(number)), number) for number in range(start, end)]
        write(engine, changes, {place: Advance(before, end)})
        before = end


def queries(chance: random.Random, count: int):
    """What somebody asks: words rare and frequent, names, places, types, days, and several at once."""
    for _ in range(count):
        day = (FIRST + timedelta(days=chance.randrange(170))).date()
        yield chance.choice((
            Filters(), Filters(q=f"word{skewed(chance, 30_000)}"), Filters(q=f"word0 word{skewed(chance, 3_000)}"),
            Filters(q='"word0 word1"'), Filters(person=f"Person {skewed(chance, 20_000)} Smith"),
            Filters(place=f"Town {skewed(chance, 3_000)}"), Filters(country=chance.choice(COUNTRIES)),
            Filters(speaker=f"Person {skewed(chance, 20_000)} Smith"), Filters(event="COERCE/arrest", country="KE"),
            Filters(outlet="outlet7.example", q="word0"), Filters(since=day, until=day), Filters(q="word1", since=day),
        ))  # fmt: skip


def measure(engine, count: int = 200) -> None:
    chance, taken = random.Random(9), []
    for filters in queries(chance, count):
        began = time.perf_counter()
        with engine.connect() as connection:
            shown, _ = folded(search.latest(connection, filters), 20)
            numbers = [match.number for match in shown]
            search.listed(connection, numbers)
            search.records_of(connection, numbers)
            printed(connection, numbers)
            stories_of(connection, numbers)
        taken.append((time.perf_counter() - began, filters))
    taken.sort(key=lambda one: one[0])
    print(f"{engine.dialect.name}: p50 {taken[count // 2][0]:.3f} s, p95 {taken[int(count * 0.95)][0]:.3f} s")
    for seconds, filters in taken[-6:]:
        print(f"  {seconds:.3f} s { ({k: v for k in filters.__slots__ if (v := getattr(filters, k))}) }")


def main() -> None:
    engine = open_store(sys.argv[1])
    fill(engine, int(sys.argv[2]) if len(sys.argv) > 2 else 100_000)
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")
    else:
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            connection.exec_driver_sql("ANALYZE")
    measure(engine)


if __name__ == "__main__":
    main()
