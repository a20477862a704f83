"""The components as they are declared: their order, their names, and that nothing is left to read when they are loaded."""

from __future__ import annotations

import subprocess
import sys

import pytest

from streamproc.nlp.pipeline import BEFORE_MODEL, COMPONENTS

FROM_MODEL = {"doc.ents"}
LOADED_THEN_WATCHED = """
import sys
from datetime import datetime, timezone
from streamproc.article import Article
from streamproc.nlp.pipeline import load_pipeline

pipeline = load_pipeline()
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
text = '''NAIROBI, Kenya (Example Wire) - Police arrested 41 people in the capital last Thursday, Mayor Anne Okello said.

"We will not give way," she told reporters in Springfield, Ill., on 3 May.

The envoy, who met Syrian officials in northern Aleppo province, left two weeks ago and is due to return next week.'''
for number in range(2):
    pipeline.enrich([Article(id=str(number), text=text, url="https://www.example.co.uk/a",
                             published_at=datetime(2024, 5, 6, tzinfo=timezone.utc))])
print("\\n".join(opened))
"""


def test_nothing_is_needed_before_it_is_set():
    known = {*BEFORE_MODEL.sets, *FROM_MODEL}
    for component in COMPONENTS:
        assert known.issuperset(component.needs), component.name
        known.update(component.sets)


def test_the_names_are_the_published_stages():
    assert [component.name for component in COMPONENTS] == [
        "entities",
        "toponyms",
        "clusters",
        "places",
        "links",
        "quotes",
        "salience",
        "events",
    ]


@pytest.mark.model
def test_the_first_article_opens_no_file_so_that_forked_processes_share_all_data():
    done = subprocess.run([sys.executable, "-c", LOADED_THEN_WATCHED], capture_output=True, text=True, check=True)

    assert done.stderr.split() == []
