"""An operator's own cue words: they win over the bundled ones, and wrong ones are refused in words."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from streamproc.article import Article
from streamproc.cli.quotes import command
from streamproc.errors import ConfigurationError
from streamproc.nlp.pipeline import assemble
from streamproc.nlp.quotes.cue_words import load_cue_words

OWN = """
verbs:
  - class: claiming
    takes: [quote, clause]
    verbs: [bruit, say]
    examples: ['{The mayor} bruited [that the bridge would close].']
phrases:
  - {verbs: [pipe], with: up, class: replying, takes: [quote], example: '“[Not me],” {she} piped up.'}
nouns:
  - {nouns: [rumour], class: claiming, example: 'Nobody believed {his} rumour [that the safe was empty].'}
disable: [reveal, shoot back, promise]
"""


@pytest.fixture(autouse=True)
def logs_stay_as_they_are(monkeypatch):
    """A command's own logs would go to the runner's standard error, which is closed after it."""
    monkeypatch.setattr("streamproc.logs.configure", lambda *_: None)


@pytest.fixture
def cue_file(tmp_path):
    def write(text=OWN):
        path = tmp_path / "cues.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_own_cue_words_win_and_bundled_ones_are_switched_off(cue_file):
    bundled, own = load_cue_words(), load_cue_words([cue_file()])

    assert own.verbs["bruited"].cue_class == "claiming"
    assert (bundled.verbs["said"].cue_class, own.verbs["said"].cue_class) == ("neutral", "claiming")
    assert own.verbs["added"] == bundled.verbs["added"]
    assert own.phrases["piped"]["up"].cue_class == "replying"
    assert own.nouns["rumours"] == "claiming"
    assert "revealed" in bundled.verbs
    assert "revealed" not in own.verbs
    assert "back" in bundled.phrases["shot"]
    assert "back" not in own.phrases.get("shot", {})
    assert "promises" not in own.nouns
    assert (bundled.hash, len(own.hash)) == (None, 12)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "cues.yaml: holds none of verbs, phrases"),
        ("verbz: []", "cues.yaml: verbz: there is no such field, did you mean 'verbs'? Valid: verbs, phrases, nouns"),
        ("verbs: [{class: claiming, takes: [quote], verbs: [bruit]}]", "cues.yaml: verbs.0.examples: is missing"),
        ("verbs: [{class: claimign, takes: [quote], verbs: [bruit], examples: x}]", "cues.yaml: verbs.0.class: 'claimign' is no class, did you mean 'claiming'? Valid: accusing"),
        ("verbs: [{class: claiming, takes: [quotes], verbs: [bruit], examples: x}]", "cues.yaml: verbs.0.takes: 'quotes' is no place of content, did you mean 'quote"),
        ("verbs: [{class: claiming, takes: [quote], verbs: 'bruit, tout', examples: x}]", "cues.yaml: verbs.0.verbs: 'bruit,' holds a comma"),
        ("verbs: [{class: claiming, takes: [quote], verbs: [shout out], examples: x}]", "cues.yaml: verbs.0.verbs: 'shout out' is more than one word"),
        ("disable: [sya]", "cues.yaml: disable: 'sya' is no bundled cue, did you mean 'say'?"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_with_file_and_field_and_what_would_be_valid(cue_file, text, complaint):
    with pytest.raises(ConfigurationError) as refused:
        load_cue_words([cue_file(text)])

    assert str(refused.value).startswith(complaint)


@pytest.mark.model
def test_an_inflected_verb_is_refused_where_a_model_knows_its_lemma(pipeline, cue_file):
    wrong = cue_file("verbs: [{class: claiming, takes: [quote], verbs: [bruited], examples: x}]")

    with pytest.raises(ConfigurationError, match="verbs: 'bruited' is an inflected form: write 'bruit'"):
        assemble(pipeline.nlp, pipeline.gemm, cue_paths=[wrong])


@pytest.mark.model
def test_a_quotation_by_an_own_verb_is_found_and_the_record_says_which_cue_words_made_it(pipeline, cue_file):
    own = assemble(pipeline.nlp, pipeline.gemm, cue_paths=[cue_file()])
    [enrichment] = own.enrich([Article(id="a", text="The mayor bruited that the bridge would close.")])

    [quote] = enrichment.quotes
    assert (quote.cue.text, quote.cue_class) == ("bruited", "claiming")
    assert own.info.lexicon == f"{pipeline.info.lexicon}+{load_cue_words([cue_file()]).hash}"


@pytest.mark.model
def test_the_try_command_shows_quotations_and_cue_words_that_gave_none(cue_file):
    sentences = ["“We are ready,” Amina Diallo told reporters.", "The report was long."]
    result = CliRunner().invoke(command, ["try", "--cues", str(cue_file()), *sentences])

    assert result.exit_code == 0
    assert (
        "  direct: We are ready,\n         cue: told (neutral)\n         speaker: Amina Diallo\n         listener: reporters\n"
        in result.output
    )
    assert "  no quotation\n  misses 'report': neutral, takes clause, quote; read as NN (nsubj)\n" in result.output


@pytest.mark.model
def test_the_check_command_tries_every_example(cue_file):
    wrong = OWN.replace("'{The mayor} bruited [that", "'{The council} [bruited that")
    good = CliRunner().invoke(command, ["check", str(cue_file())])
    bad = CliRunner().invoke(command, ["check", str(cue_file(wrong))])

    assert (good.exit_code, "3 examples, 0 failed" in good.output) == (0, True)
    assert bad.exit_code == 1
    assert "FAIL claiming: {The council} [bruited that the bridge would close].\n       what is said is" in bad.output
