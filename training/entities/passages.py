"""Labelled passages for the recogniser of names: frames filled from lists of names, with exact labels.

The frames (``passages_*.txt``) are written for streamproc; names come from ``names.tsv`` and from the bundled gazetteer. One seed, one output.
"""

# ruff: noqa: N802 - a method for each slot, under its name

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from streamproc.nlp.knowledge.gazetteer_index import Kind, gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
SLOT = re.compile(r"\{(\w+)\}|\[([A-Z_]+) ([^\]]+)\]")
WITH_THE = frozenset({"AG", "MIN", "PARTY", "NGO", "COURT", "L"})
LOOSE_AREA = re.compile(
    r"Valley|Peninsula|Coast|Delta|Highlands|Flats|Hills|Sahara|Badia|\b[Uu]pper|[Nn]orthern|[Ss]outhern|[Ss]outh |Rift|Zone$|Plains|Horn"
)
NORP_PARTIES = frozenset({"Liberals", "Greens", "Nationals", "Peronist", "Liberal Democrats"})
THE_COUNTRIES = frozenset({"US", "AE", "PH", "NL", "MV", "BS", "GM", "CF", "DO", "CZ", "SB", "MH"})
SMALL, LARGE = 30_000, 60_000
OFTEN_LISTED = 0.5


def read_parts(path: Path = HERE / "parts.tsv") -> dict[str, list[str]]:
    """What made-up names are made of, by kind."""
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {kind: values.split(";") for kind, values in rows}


PARTS = read_parts()


@dataclass
class Names:
    """What one country has."""

    code: str
    kinds: dict[str, list[str]] = field(default_factory=dict)
    towns: list[str] = field(default_factory=list)
    villages: list[str] = field(default_factory=list)
    areas: list[str] = field(default_factory=list)

    @property
    def country(self) -> str:
        return self.kinds["nation"][0].split("|")[0]

    @property
    def adjective(self) -> str:
        return self.kinds["nation"][0].split("|")[1]


def read_names(path: Path = HERE / "names.tsv") -> dict[str, Names]:
    """By country code, with what the gazetteer adds."""
    found: dict[str, Names] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            code, kind, values = line.split("\t")
            found.setdefault(code, Names(code)).kinds[kind] = values.split(";")
    add_places(found)
    return found


def add_places(names: dict[str, Names]) -> None:
    """Towns, villages and areas of each country from the bundled gazetteer."""
    places = gazetteer()
    kinds, countries, population = (places._columns[name] for name in ("kind", "country", "population"))  # noqa: SLF001 - whole columns, fast
    codes = {int.from_bytes(code.encode(), "big"): names[code] for code in names}
    for i in range(len(places)):
        mine = codes.get(countries[i])
        if mine is None:
            continue
        kind = kinds[i]
        if kind in (Kind.ADMIN1, Kind.ADMIN2):
            mine.areas.append(places.name(i))
        elif kind == Kind.CITY:
            (mine.villages if population[i] < SMALL else mine.towns if population[i] > LARGE else []).append(
                places.name(i)
            )
    for mine in names.values():
        for values in (mine.towns, mine.villages, mine.areas):
            values[:] = sorted({name for name in values if re.fullmatch(r"[^\W\d][\w'\u2019 .-]{2,28}", name)})


@dataclass
class Labelled:
    """A text and its names: start, end, label."""

    text: str
    names: list[tuple[int, int, str]]


class Filler:
    """Fills the frames of one passage: the same slot is the same name."""

    def __init__(self, names: dict[str, Names], code: str, rng: random.Random) -> None:
        self.all, self.mine, self.rng = names, names[code], rng
        self.chosen: dict[str, tuple[str, str]] = {}
        self.used: set[str] = set()

    def fill(self, frame: str) -> Labelled:
        text, labels = "", []
        last = 0
        for slot in SLOT.finditer(frame):
            text += frame[last : slot.start()]
            last = slot.end()
            if slot[1]:
                name, label = self.value(slot[1])
                article = self.article(slot[1], name, text)
                text += article
            else:
                label, name = slot[2], slot[3]
            start = len(text)
            text += name
            if label:
                labels.append((start, len(text), label))
        return Labelled(text + frame[last:], labels)

    def article(self, slot: str, name: str, before: str) -> str:
        kind = slot.rstrip("0123456789")
        the = kind in ("C", "X") and self.code_of(slot) in THE_COUNTRIES
        if (
            kind in WITH_THE
            and len(name.split()) > 1
            and (kind != "L" or re.search("River|Sea|Mountains|Canal|Desert|Strait|Forest|Delta|Range|Gulf", name))
        ):
            the = self.rng.random() < (0.75 if kind == "L" else 0.5) and not before.endswith(("the ", "The "))
        if not the:
            return ""
        start = not before or before.endswith((". ", "\n", '"', "? ", ": "))
        return "The " if start else "the "

    def code_of(self, slot: str) -> str:
        return self.mine.code if slot.startswith("C") else self.chosen.get(f"={slot}", ("", ""))[0]

    def value(self, slot: str) -> tuple[str, str]:
        if slot not in self.chosen:
            kind, number = slot.rstrip("0123456789"), slot[len(slot.rstrip("0123456789")) :]
            for _ in range(8):
                self.chosen[slot] = self.make(kind, number)
                if self.chosen[slot][0] not in self.used:
                    break
            self.used.add(self.chosen[slot][0])
        return self.chosen[slot]

    def pick(self, kind: str) -> str:
        return self.rng.choice(self.mine.kinds[kind])

    def make(self, kind: str, number: str) -> tuple[str, str]:
        made = getattr(self, f"make_{kind}", None)
        if made is not None:
            return made(number)
        raise ValueError(f"no such slot: {kind}")

    # people
    def make_P(self, number: str) -> tuple[str, str]:
        rng = self.rng
        home = self.mine if rng.random() < 0.9 else self.all[rng.choice(sorted(self.all))]
        given, last = rng.choice(home.kinds["given"]), rng.choice(home.kinds["last"])
        short = last
        if "family" in home.kinds:
            short, full = given, f"{given} {last}"
        elif home.code == "VN":
            short, full = last, f"{given} {last}"
        elif home.code == "ET":
            short, full = given if rng.random() < 0.7 else last, f"{given} {last}"
        else:
            dice = rng.random()
            second = rng.choice(home.kinds["given"]) if dice < 0.12 else ""
            if home.code in ("CR", "MX", "CO", "VE", "PE", "BO", "EC", "PA", "AR", "UY") and rng.random() < 0.3:
                last = f"{last} {rng.choice(home.kinds['last'])}"
                short = last if rng.random() < 0.3 else last.split()[0]
            elif 0.12 < dice < 0.18:
                second = f"{rng.choice('ABCDEFGHJKLMNOPRSTW')}."
            elif 0.18 < dice < 0.22:
                last = f"{last}-{rng.choice(home.kinds['last'])}" if "-" not in last and " " not in last else last
                short = last
            full = f"{given} {second} {last}" if second and second != given else f"{given} {last}"
            if rng.random() < 0.08:
                short = given
        self.chosen[f"p{number}"] = (short, "PERSON")
        self.chosen[f"g{number}"] = (given.split()[-1] if "family" not in home.kinds else last, "PERSON")
        return full, "PERSON"

    def make_p(self, number: str) -> tuple[str, str]:
        self.value(f"P{number}")
        return self.chosen[f"p{number}"]

    def make_g(self, number: str) -> tuple[str, str]:
        self.value(f"P{number}")
        return self.chosen[f"g{number}"]

    def make_TI(self, _: str) -> tuple[str, str]:
        return self.pick("title"), ""

    # places
    def listed(self, kind: str, known: list[str]) -> str:
        if known and self.rng.random() > OFTEN_LISTED:
            return self.rng.choice(known)
        return self.pick(kind)

    def make_T(self, _: str) -> tuple[str, str]:
        return self.listed("town", self.mine.towns), "GPE"

    def make_V(self, _: str) -> tuple[str, str]:
        return self.listed("village", self.mine.villages), "GPE"

    def make_A(self, _: str) -> tuple[str, str]:
        name = self.listed("area", self.mine.areas)
        return name, "LOC" if LOOSE_AREA.search(name) else "GPE"

    def make_L(self, _: str) -> tuple[str, str]:
        return self.pick("nature"), "LOC"

    def make_C(self, _: str) -> tuple[str, str]:
        return self.mine.country, "GPE"

    def make_N(self, _: str) -> tuple[str, str]:
        return self.mine.adjective, "NORP" if self.mine.adjective != self.mine.country else "GPE"

    def make_X(self, number: str) -> tuple[str, str]:
        other = self.all[self.rng.choice(sorted(self.all))]
        self.chosen[f"=X{number}"] = (other.code, "")
        self.chosen[f"XN{number}"] = (other.adjective, "NORP" if other.adjective != other.country else "GPE")
        return other.country, "GPE"

    def make_XN(self, number: str) -> tuple[str, str]:
        self.value(f"X{number}")
        return self.chosen[f"XN{number}"]

    def make_K(self, _: str) -> tuple[str, str]:
        return self.rng.choice(PARTS["CAPITALS"]), "GPE"

    def make_E(self, _: str) -> tuple[str, str]:
        if self.rng.random() < 0.2:
            return self.rng.choice(PARTS["PEOPLES"]), "NORP"
        return self.pick("people"), "NORP"

    # organisations
    def with_acronym(self, slot: str, number: str, kind: str) -> tuple[str, str]:
        long, _, short = self.pick(kind).partition("=")
        label = "NORP" if long in NORP_PARTIES else "ORG"
        small = f"{slot.lower()}{number}"
        self.chosen[small] = (short or long, label)
        if short and slot == "PARTY" and self.rng.random() < 0.5:
            return short, label
        return long, label

    def make_PARTY(self, number: str) -> tuple[str, str]:
        return self.with_acronym("PARTY", number, "party")

    def make_party(self, number: str) -> tuple[str, str]:
        self.value(f"PARTY{number}")
        return self.chosen[f"party{number}"]

    def make_AG(self, number: str) -> tuple[str, str]:
        if self.rng.random() < 0.25:
            name = self.form(PARTS["AGENCIES"])
            words = [word for word in name.split() if word[0].isupper()]
            self.chosen[f"ag{number}"] = ("".join(word[0] for word in words) if len(words) > 2 else name, "ORG")
            return name, "ORG"
        return self.with_acronym("AG", number, "agency")

    def make_ag(self, number: str) -> tuple[str, str]:
        self.value(f"AG{number}")
        return self.chosen[f"ag{number}"]

    def make_MIN(self, _: str) -> tuple[str, str]:
        return self.pick("ministry"), "ORG"

    def make_F(self, _: str) -> tuple[str, str]:
        return self.coined() if self.rng.random() < 0.3 else self.pick("firm"), "ORG"

    def coined(self) -> str:
        """One word that could be anything: a brand or the letters of a long name."""
        rng = self.rng
        if rng.random() < 0.35:
            return "".join(rng.choice("ABCDEFGHIKLMNOPRSTUV") for _ in range(rng.choice((3, 4, 4, 5, 5, 6))))
        stem = (
            rng.choice([self.pick("last"), self.value_of("T"), self.pick("given")])
            .split()[0]
            .replace("'", "")
            .split("-")[-1]
        )
        return f"{stem[: rng.choice((3, 4, 5))].capitalize()}{rng.choice(PARTS['BRAND_ENDS'])}"

    def make_SHOW(self, _: str) -> tuple[str, str]:
        rng = self.rng
        words = rng.sample(PARTS["SHOW_WORDS"], rng.choice((2, 2, 3, 3, 4)))
        if rng.random() < 0.3:
            words[0] = self.pick("given").split()[0]
        return " ".join(words), "WORK_OF_ART"

    def make_M(self, _: str) -> tuple[str, str]:
        return self.pick("media"), "ORG"

    def make_CL(self, _: str) -> tuple[str, str]:
        if self.rng.random() < 0.45:
            return (
                f"{self.rng.choice([self.value_of('T'), self.value_of('V')])} {self.rng.choice(PARTS['CLUB_ENDS'])}",
                "ORG",
            )
        return self.pick("club"), "ORG"

    def value_of(self, kind: str) -> str:
        return self.make(kind, "")[0]

    def form(self, forms: list[str]) -> str:
        rng, kinds = self.rng, self.mine.kinds
        values = {
            "t": self.value_of("T"), "u": self.value_of("T"), "v": self.value_of("V"), "a": self.value_of("A"),
            "a1": self.value_of("A").split()[0], "c": rng.choice([self.mine.adjective, self.mine.country]),
            "p": rng.choice(kinds["last"]) if rng.random() < 0.4 else f"{rng.choice(kinds['given'])} {rng.choice(kinds['last'])}",
            "g": rng.choice(PARTS["SAINTS"]), "l": self.value_of("L"), "e": self.value_of("E"), "x": self.mine.adjective,
        }  # fmt: skip
        return rng.choice(forms).format(**values)

    def make_COMP(self, _: str) -> tuple[str, str]:
        rng = self.rng
        dice = rng.random()
        if dice < 0.25:
            return self.coined(), "ORG"
        if dice < 0.45:
            return f"{self.value_of('T')} {rng.choice(PARTS['PLACE_FIRMS'])}", "ORG"
        if dice < 0.7:
            return f"{self.pick('last')} {rng.choice(PARTS['FIRM_NOUNS'])}{rng.choice(PARTS['FIRM_ENDS'])}", "ORG"
        if dice < 0.8:
            return (
                f"{self.pick('last')} & {rng.choice(['Sons', self.pick('last'), 'Co.', 'Partners', 'Brothers'])}",
                "ORG",
            )
        first = rng.choice(PARTS["BRAND_WORDS"])
        joint = rng.choice([" ", ""])
        second = rng.choice(PARTS["BRAND_SECOND"])
        return f"{first}{joint}{second}{rng.choice(PARTS['FIRM_ENDS'])}", "ORG"

    def make_NGO(self, _: str) -> tuple[str, str]:
        return self.form(PARTS["NGO_FORMS"]), "ORG"

    def make_COURT(self, _: str) -> tuple[str, str]:
        return self.form(PARTS["COURTS"]), "ORG"

    def make_SCH(self, _: str) -> tuple[str, str]:
        return self.form(PARTS["SCHOOLS"]), "ORG"

    def make_UNI(self, _: str) -> tuple[str, str]:
        return self.form(PARTS["UNIVERSITIES"]), "ORG"

    def make_HOSP(self, _: str) -> tuple[str, str]:
        return self.form(PARTS["HOSPITALS"]), "FAC"

    def make_STAD(self, _: str) -> tuple[str, str]:
        return self.form(PARTS["STADIUMS"]), "FAC"

    def make_ROAD(self, _: str) -> tuple[str, str]:
        return self.form(PARTS["ROADS"]), "FAC"


def read_frames() -> list[str]:
    """Passages of all frame files; lines beginning with # are remarks."""
    frames = []
    for path in sorted(HERE.glob("passages_*.txt")):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
        frames += [frame.strip() for frame in re.split(r"\n\s*\n", "\n".join(lines)) if frame.strip()]
    return frames


def passages(times: int, seed: int = 0) -> Iterator[Labelled]:
    """Every frame ``times`` times, each time for another country; one without slots once."""
    names = read_names()
    rng = random.Random(seed)
    for frame in read_frames():
        slots = "{" in frame
        codes = rng.sample(sorted(names), times) if slots else ["ET"]
        for code in codes:
            yield Filler(names, code, rng).fill(frame)
