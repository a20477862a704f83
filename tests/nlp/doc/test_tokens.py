"""The token lists say what spaCy's own objects say."""

import pytest
from spacy.tokens import Doc

from streamproc.article import Article
from streamproc.nlp.doc.annotations import tokens_of
from streamproc.nlp.doc.tokens import Tokens, nearest


def test_the_lists_are_those_of_the_docs_tokens(pipeline):
    text = "Rita Okoro, who runs the port, said on Monday: “It’s shut.”\n\nNobody had told the dockers to go home."
    [doc] = pipeline.docs([Article(id="a1", text=text, title="Port shut")])
    tokens = tokens_of(doc)

    assert tokens_of(doc) is tokens
    assert tokens.text == [token.text for token in doc]
    assert tokens.lower == [token.lower_ for token in doc]
    assert tokens.tag == [token.tag_ for token in doc]
    assert tokens.dep == [token.dep_ for token in doc]
    assert tokens.head == [token.head.i for token in doc]
    assert tokens.offset == [token.idx for token in doc]
    assert tokens.sentence_starts == [sentence.start for sentence in doc.sents]
    for token in doc:
        assert tokens.children(token.i) == [child.i for child in token.children]
        assert tokens.left_edge(token.i) == token.left_edge.i
        assert tokens.right_edge(token.i) == token.right_edge.i


@pytest.mark.parametrize("words", [[], ["Hm"]])
def test_short_docs_have_short_lists(pipeline, words):
    tokens = Tokens(Doc(pipeline.nlp.vocab, words))

    assert tokens.text == words
    assert [tokens.children(i) for i in range(tokens.size)] == [[] for _ in words]


@pytest.mark.parametrize(
    ("to", "start", "end", "token"),
    [(5, 0, 100, 4), (6, 0, 100, 4), (7, 0, 100, 8), (8, 0, 100, 8), (8, 0, 8, 4), (0, 5, 100, 8), (99, 0, 100, 30), (5, 9, 30, None)],
    ids=["before", "the first of two", "after", "itself", "not the end", "not before the start", "the last", "none"],
)  # fmt: skip
def test_the_nearest_of_the_tokens_of_a_stretch(to, start, end, token):
    assert nearest([4, 8, 30], to, start, end) == token
