"""Sixty stories of three to eight versions, made of ``told.yaml``: what outlets make of the same happening.

Of each kind of happening there are five: two in one place on different days, one on the same day in another place, and
two more. So each has others of its kind that are near it in time or place.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

START = datetime(2025, 3, 3, tzinfo=UTC)
DAYS = (0, 4, 0, 1, 2)
"""Days after the first on which the five of a kind happened."""
PLACES = (0, 0, 1, 2, 1)
"""Their places, of the three that a kind has."""
TOWNS = (
    ("Riga", "Latvia"), ("Mombasa", "Kenya"), ("Arequipa", "Peru"), ("Cardiff", "Wales"), ("Osaka", "Japan"), ("Lyon", "France"),
    ("Multan", "Pakistan"), ("Denver", "the United States"), ("Kumasi", "Ghana"), ("Gdansk", "Poland"), ("Cebu City", "the Philippines"),
    ("Porto", "Portugal"), ("Izmir", "Turkey"), ("Halifax", "Canada"), ("Lahore", "Pakistan"), ("Bergen", "Norway"), ("Santos", "Brazil"),
    ("Durban", "South Africa"), ("Malmo", "Sweden"), ("Surabaya", "Indonesia"), ("Leeds", "England"), ("Cusco", "Peru"),
    ("Nagoya", "Japan"), ("Tampere", "Finland"),
)  # fmt: skip
FIRST = (
    "Ann",
    "Peter",
    "Maria",
    "David",
    "Laura",
    "Thomas",
    "Helen",
    "Martin",
    "Julia",
    "Simon",
    "Clara",
    "Victor",
    "Nora",
    "Paul",
    "Irene",
    "Oscar",
)
LAST = (
    "Harlow",
    "Brandt",
    "Okoro",
    "Lindqvist",
    "Marsh",
    "Petrov",
    "Tanaka",
    "Delgado",
    "Novak",
    "Fischer",
    "Mwangi",
    "Costa",
    "Rahman",
    "Doyle",
    "Weber",
    "Salo",
)
FIRMS = (
    "Norvik",
    "Hartmann",
    "Bluecrest",
    "Orvane",
    "Tessaly",
    "Kestrel",
    "Maribo",
    "Lunden",
    "Castelo",
    "Brightwater",
    "Redfern",
    "Altona",
)
KINDS_OF_FIRM = ("Group", "Holdings", "Limited", "Partners", "Industries")
BODIES = ("Union", "Council", "Agency", "Trust", "Board")  # fmt: skip
OUTLETS = (
    "Morning Post",
    "City Herald",
    "Daily Courier",
    "National Wire",
    "Evening Star",
    "Channel Nine",
    "Observer",
    "Coast Times",
)
FACTS = 5
"""Of the further sentences that a kind of happening has, so many are true of a story: outlets choose among them."""
BACKGROUND = (
    "The {outlet} could not reach anyone else for comment.",
    "More will follow on the pages of the {outlet}.",
    "Additional reporting by the {outlet} newsroom.",
    "",
)


@dataclass(frozen=True)
class Told:
    """An article, and the story that it was made for."""

    id: str
    story: str
    kind: str
    published_at: datetime
    raw: dict[str, Any]


@cache
def parts() -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
    return found


def told(seed: int = 1) -> list[Told]:
    """All articles by the time of their publication."""
    dice = random.Random(seed)
    towns = dice.sample(TOWNS, len(TOWNS))
    articles: list[Told] = []
    for number, kind in enumerate(parts()):
        some = [towns[(2 * number + offset) % len(towns)] for offset in range(3)]
        for of_kind, (day, place) in enumerate(zip(DAYS, PLACES, strict=True)):
            story = f"{kind}-{of_kind}"
            articles += versions(story, kind, some[place], START + timedelta(days=day + number % 3), dice)
    return sorted(articles, key=lambda article: (article.published_at, article.id))


def versions(story: str, kind: str, town: tuple[str, str], day: datetime, dice: random.Random) -> list[Told]:
    """What three to eight outlets say of a happening: other words, some of the details, numbers that are corrected later."""
    names = [f"{first} {last}" for first, last in zip(dice.sample(FIRST, 2), dice.sample(LAST, 2), strict=True)]
    firm, other_firm = dice.sample(FIRMS, 2)
    slots = {
        "place": town[0], "country": town[1], "person": names[0], "other": names[1],
        "firm": f"{firm} {dice.choice(KINDS_OF_FIRM)}", "body": f"{other_firm} {dice.choice(BODIES)}", "d": dice.randint(1, 8),
    }  # fmt: skip
    if kind == "takeover":
        slots["body"] = f"{other_firm} Brewery"
    n, m = dice.randint(3, 14), dice.choice((120, 150, 240, 300, 450))
    orders = {name: dice.sample(lines, len(lines)) for name, lines in parts()[kind].items()}
    made = []
    for number in range(dice.randint(3, 8)):
        outlet = dice.choice(OUTLETS)
        said = slots | {"weekday": f"{day:%A}", "n": n, "m": m, "outlet": outlet}
        details = dice.sample(orders["details"][:FACTS], dice.randint(3, 4))
        lines = [orders["leads"][number % len(orders["leads"])], *details, dice.choice(BACKGROUND)]
        article_id = f"{story}-{number}"
        published_at = day + timedelta(hours=14 + 4 * number + dice.random() * 3)
        raw = {
            "id": article_id,
            "title": orders["headlines"][number % len(orders["headlines"])].format(**said),
            "text": "\n\n".join(line.format(**said) for line in lines if line),
            "source": outlet,
            "published_at": published_at.isoformat(),
            "language": "en",
        }
        made.append(Told(article_id, story, kind, published_at, raw))
        n, m = (n + dice.choice((0, 0, 1, 2)), m + dice.choice((0, 0, 10)))
    return made
