"""Texts as they come, as they are read, and the way back."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streamproc.article import Article
from streamproc.codec import decode
from streamproc.engine.enricher import Enricher
from streamproc.errors import InvalidArticle
from streamproc.intake.repair.reading import read_for_the_pipeline
from tests.fuzz.cases import fuzz
from tests.fuzz.strategies import texts


def read(text, **fields):
    return read_for_the_pipeline(Article(id="a", text=text, **fields)).article.text


def read_title(title, **fields):
    return read_for_the_pipeline(Article(id="a", text="Rain fell.", title=title, **fields)).article.title


CLEAN = (
    "NAIROBI (Example Wire) — Police arrested two men.\n\n“We will stay,” said Ann Reed – a teacher’s aide – on Monday.\n\n"
    'The "Aurora" is 6′2″ high & 5 < 7; write to <desk@example.org> <3. AT&T\'s share: R&D.'
)


def test_a_clean_text_is_not_even_copied():
    article = Article(id="a", text=CLEAN, title="Harbour reopens – at last")
    reading = read_for_the_pipeline(article)

    assert reading.article is article
    assert reading.origins == {}


@pytest.mark.parametrize(
    ("received", "as_read"),
    [
        ("<p>Two men.</p><p>&quot;We stay,&quot; said Ann&nbsp;Reed.</p>", 'Two men.\n\n"We stay," said Ann Reed.'),
        ("Two men.<br/><br>“We stay,” said Ann.", "Two men.\n\n“We stay,” said Ann."),
        ("<div>One\n  line</div>\n<div>Other <b>bold</b> <i>words</i></div>", "One line\n\nOther bold words"),
        ("<p>One.</p><script>var a = '<p>No.</p>';</script><style>p {}</style><p>Two.</p>", "One.\n\nTwo."),
        ('<p>A<!-- no > words --><img alt="a > b" src="x">B</p>', "AB"),
        ("<ul><li>One</li><li>Two</li></ul>", "One\n\nTwo"),
        ("<p>She said <q>we <b>stay</b></q>.</p><p><q>Go,</q> he said.</p>", "She said “we stay”.\n\n“Go,” he said."),
        ("<p>She said <q>the word <q>never</q> is <q>wrong</q></q>.</p>", "She said “the word ‘never’ is ‘wrong’”."),
        ("<p>He said" + " <q>no" * 10 + "</q>" * 10 + "</p>", "He said" + " “no ‘no" * 4 + " no no’”’”’”’”"),
        (
            "<p>She said <q>“we stay”</q>, “<q>here</q>” and <q><!-- --></q>left.</p>",
            "She said “we stay”, “here” and left.",
        ),
        (
            "<p>It killed 12<sup>1</sup> people<sup><a href='#2'>[2]</a></sup> in Riga.<sup>[a]</sup></p>",
            "It killed 12 people in Riga.",
        ),
        (
            "<p>5 km<sup>2</sup>, 10<sup>6</sup> litres, the 19<sup>th</sup> day, CO<sub>2</sub></p>",
            "5 km2, 10^6 litres, the 19th day, CO2",
        ),
        (
            "<p>2<sup>1</sup>/<sub>2</sub> tons, 3 <sup>1</sup>⁄<sub>4</sub> more</p><p><sup>1</sup> Rain.</p>",
            "2 1/2 tons, 3 1⁄4 more\n\n1 Rain.",
        ),
        ("&lt;p&gt;She said &lt;q&gt;we stay&lt;/q&gt;&lt;/p&gt;", "She said “we stay”"),
        ("One <b>two</b>.\n\nThree <a href='x?a=1&amp;b=2'>four</a>.\nFive.", "One two.\n\nThree four.\nFive."),
        ("&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;AT&amp;amp;T.&lt;/p&gt;", "One.\n\nAT&T."),
        ("Otieno &amp; Sons, AT&amp;amp;T, &#8220;so&#8221;, &ldquo;so&rdquo;", "Otieno & Sons, AT&T, “so”, “so”"),
        ("<![CDATA[<p>Two men.</p>]]>", "Two men."),
        ("&lt;![CDATA[Two men.]]&gt;", "Two men."),
        ("R&D at AT&T; copy &copy paste", "R&D at AT&T; copy &copy paste"),
        ("<p>Unclosed <b>tags <i>and &amp more", "Unclosed tags and & more"),
        ("<P>Crew <SPAN CLASS=x>saved</SPAN>.\r\n<P>All\r\nwell.", "Crew saved.\n\nAll well."),
        ("gov\u00adern\u00adment of Mwan\u200bgi", "government of Mwangi"),
        ("\ufeffNAIROBI,\u00a0Kenya\u2009—\u202fPolice", "NAIROBI, Kenya — Police"),
        ("President \u200eMwangi\u200f said", "President Mwangi said"),
        ("One.\u2029Two.\u2028Three.\x0cFour.\x85Five.\x0bSix.", "One.\n\nTwo.\nThree.\n\nFour.\n\nFive.\nSix."),
        ("One.\r\n\r\nTwo.\rThree.", "One.\n\nTwo.\nThree."),
        ("\x93We stay,\x94 she said \x96 again.", "“We stay,” she said – again."),
        ("â€œWe stay,â€\x9d she said. It isnâ€™t cafÃ©.", "“We stay,” she said. It isn’t café."),
        ("   One.\n\t Two. \n", "One.\nTwo.\n"),
        ("″We stay,″ said Ann.", '"We stay," said Ann.'),
        ("「We stay,」 said Ann.", "“We stay,” said Ann."),
        ("〝We stay,〞 said Ann.", "“We stay,” said Ann."),
        ('"We stay,"said Ann."You go."', '"We stay," said Ann. "You go."'),
        ("“We stay,”said Ann. He said:“Go.”", "“We stay,” said Ann. He said: “Go.”"),
        ("A 12″ gun and a 6′ man", "A 12″ gun and a 6′ man"),
        ("👩\u200d👧 in می\u200cخواهم", "👩\u200d👧 in می\u200cخواهم"),
        (
            "# Storm\n\nPolice in [Riga](https://a.example/riga) said **two** men. ![x](https://a.example/x.jpg)\n\n> _We_ stay.",
            "Storm\n\nPolice in Riga said two men.\n\nWe stay.",
        ),
        ("Five * six * seven, snake_case_name and 2 ** 3", "Five * six * seven, snake_case_name and 2 ** 3"),
        ("---\ntitle: Storm\ndate: 2026-01-20\n---\n\nRain fell.", "\nRain fell."),
    ],
)
def test_what_is_read(received, as_read):
    assert read(received) == as_read


WRAPPED = (
    "The lake rose by two metres in a night and took nine boats from the\nquay at Kisumu, the harbour master wrote. "
    "Minister Peter Otieno said\nthat new ones would come.\n\nThe minister left the town in the evening without a word to the\n"
    "reporters who had waited."
)


def test_lines_that_were_wrapped_are_one_paragraph():
    assert read(WRAPPED).count("\n") == 2
    assert "from the quay at Kisumu, the harbour" in read(WRAPPED)


@pytest.mark.parametrize(
    "text",
    [
        "Storm closes harbour of Port Ellis\nFerry sinks off Naxos and two are missing\nCouncil votes on the sea wall today",
        "Rain fell on Monday in the north of the island, the office said.\nThe sun shone on Tuesday in the south of it.",
        "Port Ellis 3\nRiga 1\nNaxos 0",
        "A first paragraph that is long enough to show that nothing was wrapped here, since it goes on and on and on.\nA second.",
    ],
)
def test_lines_that_are_paragraphs_stay_so(text):
    assert read(text) == text


@pytest.mark.parametrize(
    ("title", "as_read"),
    [
        ("Ferry sinks off Lagos | Example News", "Ferry sinks off Lagos"),
        ("Ferry sinks off Lagos - Example 7News | Lagos News, Weather | Abuja", "Ferry sinks off Lagos"),
        ("Ferry sinks off Lagos – The Ellis Courier", "Ferry sinks off Lagos"),
        ("Ferry sinks off Lagos - lagosonline.example.com", "Ferry sinks off Lagos"),
        ("Ferry sinks &amp; burns off <i>Lagos</i>", "Ferry sinks & burns off Lagos"),
        ("Ferry sinks off Lagos - 14 dead", "Ferry sinks off Lagos - 14 dead"),
        ("Ferry sinks off Lagos – and nobody helps", "Ferry sinks off Lagos – and nobody helps"),
        ("Opinion | What the vote means for Lagos", "Opinion | What the vote means for Lagos"),
        ("Ferry sinks:\n  two  missing", "Ferry sinks: two missing"),
    ],
)
def test_titles_lose_the_name_of_the_site_and_nothing_else(title, as_read):
    assert read_title(title) == as_read


def test_a_site_is_known_by_the_articles_own_source_and_address():
    assert read_title("Ferry sinks off Lagos - Harbour Matters", source="Harbour Matters") == "Ferry sinks off Lagos"
    assert (
        read_title("Ferry sinks off Lagos - Harbour Matters", url="https://www.harbourmatters.example/1")
        == "Ferry sinks off Lagos"
    )


def test_a_title_that_is_repeated_at_the_head_of_the_text_is_read_once():
    text = "Ferry sinks off Lagos\nTwo are missing."

    assert read(text, title="Ferry sinks off Lagos") == "Two are missing."
    assert read("Ferry sinks off Lagos, two missing.", title="Ferry sinks off Lagos") != "two missing."


def test_a_text_without_words_is_refused():
    with pytest.raises(InvalidArticle, match="text: has no words, only markup"):
        read("<p><img src='x'></p><script>1</script>")


def test_front_matter_inside_a_text_gives_the_fields_that_the_item_lacks():
    text = "---\ntitle: Storm\nauthor: Mara Lindqvist\ndate: 2026-01-20\n---\nRain fell."
    article = decode(json.dumps({"id": "a1", "text": text, "author": "Ann Reed"}).encode())

    assert (article.title, article.author, article.text) == ("Storm", ("Ann Reed",), text)
    assert article.published_at.isoformat() == "2026-01-20T00:00:00+00:00"


SPOILED = (
    "---\ntitle: x\n---\n<p>Police arrested <b>two</b> men in&nbsp;Riga on Monday.</p>\r\n"
    "<p>&ldquo;We will stay,&rdquo;said Am\u00adina <i>Otieno</i>, who leads the\u00a0Harbour Workers&#39; Union.</p>"
)


def spans(value):
    """Every object with offsets in a record."""
    if isinstance(value, dict):
        if {"start", "end", "text"} <= set(value) and value["start"] is not None:
            yield value
        for inner in value.values():
            yield from spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans(inner)


def enriched(worker: Enricher, **fields):
    [(_, outcome)] = worker.process([json.dumps({"id": "a1", **fields}).encode()])
    return json.loads(next(one.value for one in outcome.outputs if one.facet == "enriched"))


@pytest.fixture
def worker(pipeline):
    from streamproc.engine.language import LanguageCheck
    from streamproc.intake.limits import Limits

    class English:
        def classify(self, _text):
            return "en", 1.0

    return Enricher(
        pipeline=pipeline,
        check_language=LanguageCheck(frozenset({"en"}), English()),
        limits=Limits(),
        include_text=False,
    )


@pytest.mark.model
def test_records_point_into_the_text_as_received_and_names_are_plain(worker):
    record = enriched(worker, text=SPOILED, title="Two held in&nbsp;Riga | Example News")

    found = list(spans(record))
    assert found
    received = {"text": SPOILED, "title": "Two held in&nbsp;Riga | Example News"}
    for span in found:
        assert received[span.get("field", "text")][span["start"] : span["end"]] == span["text"]
    names = {entity["name"] for entity in record["entities"]}
    assert {"Riga", "Amina Otieno"} <= names
    [quote] = record["quotes"]
    assert (quote["type"], quote["text"], quote["speaker"]["name"]) == ("direct", "We will stay,", "Amina Otieno")
    assert quote["speaker"]["text"] == "Am\u00adina <i>Otieno"
    assert quote["speaker"]["plain"] == "Amina Otieno"
    assert record["zones"][0] == {"kind": "boilerplate", "start": 0, "end": SPOILED.index("Police")}
    assert [zone["start"] for zone in record["zones"][1:]] == [zone["end"] for zone in record["zones"][:-1]]
    assert record["zones"][-1]["end"] == len(SPOILED)


PIECES = (
    "<p>", "</p>", "<br>", "<q>", "</q>", "<sup>1</sup>", "<script>x</script>", "<!-- c -->", "<img alt='a > b'>", "&amp;", "&nbsp;", "&quot;",
    "&lt;p&gt;", "&", "<", ">", "\u00ad", "\u200b", "\ufeff", "\u00a0", "\r\n", "\u2029", '"', "”", "“", ",", ".", " ", "\n",
    "\n\n", "Ann Reed", "said", "in Riga", "# ", "[a](https://b.example)", "**", "---\n", "a: b\n", "â€œ", "<!", "<p", "</",
)  # fmt: skip
mangled = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), min_size=1, max_size=40).map("".join)


@given(mangled | texts)
@fuzz
def test_every_character_that_is_read_points_to_where_it_came_from(text):
    if not text.strip() or "\0" in text:
        return
    try:
        reading = read_for_the_pipeline(Article(id="a", text=text, title=text[:50] or None))
    except InvalidArticle:
        return
    for field, origin in reading.origins.items():
        received = text if field == "text" else text[:50]
        last = 0
        for place, sign in enumerate(origin.text):
            start, end = origin.span(place, place + 1)
            assert 0 <= start <= end <= len(received)
            assert start >= last
            last = start
            if sign.isalnum() and end - start == 1:
                assert received[start] == sign or not received[start].isascii()
        assert origin.span(0, len(origin.text))[1] <= len(received)


@given(
    st.lists(st.sampled_from(["Ann Reed", "said", "“We stay,”", "Two men.", "in Riga", "\n\n", " "]), min_size=2).map(
        "".join
    )
)
@fuzz
def test_what_is_read_of_a_text_with_markup_is_what_was_put_into_it(words):
    if not words.strip():
        return
    paragraphs = [" ".join(part.split()) for part in words.split("\n\n") if part.strip()]
    marked = "".join(f"<p class='a>b'>{part.replace(' ', '<i> </i>')}</p>\n" for part in paragraphs)

    assert read(marked).split("\n\n") == [read(part) for part in paragraphs]
