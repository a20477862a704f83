"""Links accuse: a namesake never gets the id of a known person, who gets it where the article agrees."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from streamproc.article import Article
from streamproc.nlp.entities.person_links import any_of, load_people
from streamproc.nlp.knowledge.data_files import bundled, read_table, read_yaml

pytestmark = pytest.mark.model

NAMES = (
    "Barack Obama", "Donald Trump", "Joe Biden", "Bill Clinton", "Hillary Clinton", "Mike Pence", "Nancy Pelosi", "Bernie Sanders",
    "John McCain", "Mitt Romney", "Angela Merkel", "Emmanuel Macron", "Tony Blair", "Gordon Brown", "David Cameron", "Theresa May",
    "Boris Johnson", "Justin Trudeau", "Bill Gates", "Jeff Bezos",
)  # fmt: skip
NAMESAKES = (
    "{name}, a nurse from Leeds, was convicted of theft on Monday. The court heard that {name} stole jewellery from patients.",
    "Police arrested {name}, 34, on suspicion of fraud in Ohio. He will appear in court on Friday.",
    "A jury in Manchester found {name} guilty of assault. The victim, a neighbour, said he was relieved.",
    "Truck driver {name} was jailed for nine months after a crash near Lyon. The judge said that he had been drinking.",
    "{name}, president of the Springfield bowling club, is accused of stealing the club's money, prosecutors in Illinois said.",
    "The striker {name} scored twice as Rovers beat United on Saturday. The coach praised {name} after the match in Britain.",
    "{name}, 19, won the spelling contest in Toronto. Her mother said the family was proud.",
    "A bakery that {name} opened in Berlin last year has closed. Customers had complained about the prices.",
    "The teacher {name} was charged with abuse in Washington. Democrats in the town council called for a review of the school.",
    "{name} was sentenced to five years in prison in France for a robbery. The White House, a bar in Paris, had been the target.",
)  # fmt: skip
KNOWN = (
    ("President Barack Obama signed the bill at the White House in Washington.", "Q76"),
    ("The former president, Donald Trump, addressed Republicans in Iowa, in the United States.", "Q22686"),
    ("Angela Merkel met the French president in Berlin. The German chancellor, Angela Merkel, spoke of trust.", "Q567"),
    ("British Prime Minister David Cameron left Downing Street.", "Q192"),
    ("Silvio Berlusconi, the former Italian prime minister, was convicted of tax fraud by a court in Milan.", "Q11860"),
    ("Microsoft founder Bill Gates gave the money to a hospital.", "Q5284"),
    (
        "Boris Johnson told Conservatives in London that Brexit would go on. Johnson left Downing Street at noon.",
        "Q180589",
    ),
    ("UN Secretary-General Kofi Annan urged the Security Council to act.", "Q1254"),
    ("WikiLeaks founder Julian Assange was arrested at the Ecuadorian embassy in London.", "Q360"),
    ("Kenyan President Mwai Kibaki opened the road. Villagers cheered.", "Q57291"),
    ("Erna Solberg, the Norwegian prime minister, said that the tax would fall.", "Q291644"),
    ("The Spanish king, Felipe VI, received the envoys in Madrid.", "Q191045"),
    ("Ngozi Okonjo-Iweala, director-general of the World Trade Organization, asked for patience.", "Q289350"),
)
HOLDERS = ("Mwai Kibaki", "Erna Solberg", "Ed Miliband", "Dianne Feinstein", "Jens Spahn", "Eknath Shinde")


def link_of(pipeline, text):
    article = Article(id="a", text=text, published_at=datetime(2013, 5, 2, tzinfo=UTC))
    [enrichment] = pipeline.enrich([article])
    people = [entity for entity in enrichment.entities if entity.type == "PERSON"]
    return {entity.links["wikidata"] for entity in people if "wikidata" in entity.links}


def test_of_200_namesakes_none_is_linked(pipeline):
    texts = [template.format(name=name) for template in NAMESAKES for name in NAMES]

    wrong = [text for text in texts if link_of(pipeline, text)]

    assert len(texts) == 200
    assert wrong == []


def test_of_namesakes_of_office_holders_none_is_linked(pipeline):
    texts = [template.format(name=name) for template in NAMESAKES for name in HOLDERS]

    wrong = [text for text in texts if link_of(pipeline, text)]

    assert len(texts) == 60
    assert wrong == []


def test_people_are_linked_where_role_and_country_or_context_agree(pipeline):
    found = [(text, link_of(pipeline, text)) for text, _ in KNOWN]

    assert found == [(text, {wikidata}) for text, wikidata in KNOWN]


def test_an_age_agrees_or_contradicts(pipeline):
    assert link_of(
        pipeline, "Nancy Pelosi, 73, spoke to Democrats in Washington. The House of Representatives met."
    ) == {"Q170581"}
    assert (
        link_of(pipeline, "Nancy Pelosi, 41, spoke to Democrats in Washington. The House of Representatives met.")
        == set()
    )


def test_everybody_in_the_table_of_people_has_facts():
    files = ("people.tsv", "politicians.tsv")
    ids = {row[1] for file in files for row in read_table(bundled(f"entities/links/{file}"))}

    assert ids == set(load_people().facts)


def test_a_person_has_the_same_facts_under_every_name():
    facts: dict[str, set[tuple[str, ...]]] = {}
    for _, wikidata, *known in read_table(bundled("entities/links/politicians.tsv")):
        facts.setdefault(wikidata, set()).add(tuple(known[:4]))

    assert len(facts) > 3_000
    assert [wikidata for wikidata, known in facts.items() if len(known) > 1] == []


def test_of_no_words_nothing_is_found():
    assert any_of(()).search("a president") is None
    assert any_of(("president", "vice president")).findall("the vice president") == ["vice president"]


def test_every_office_is_somebodys():
    offices = read_yaml(bundled("entities/people.yaml"), "people")["offices"]
    held = {key for row in read_table(bundled("entities/links/politicians.tsv")) for key in row[5].split("|")}

    assert held == offices.keys() - {"any"}
