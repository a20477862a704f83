"""Workflows, policies and compose as an organisation's security engineer would read them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from scripts import audit
from scripts.unpinned import unpinned

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
def test_actions_are_pinned_by_commit_and_rights_are_the_least(workflow):
    used = re.findall(r"uses: (\S+)", workflow.read_text())

    assert used
    assert all(re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", action) for action in used)
    assert yaml.safe_load(workflow.read_text())["permissions"] == {"contents": "read"}


def images():
    """Every image that is named, but our own."""
    named = re.findall(r"^FROM (\S+)", (ROOT / "deploy/Dockerfile").read_text(), re.MULTILINE)
    for file in (ROOT / "docker-compose.yml", *sorted((ROOT / "deploy").rglob("*.yaml")), *WORKFLOWS):
        named += re.findall(r"^\s+image: (\S+)", file.read_text(), re.MULTILINE)
    return [image for image in named if not re.fullmatch(r"streamproc(:local)?", image)]


@pytest.mark.parametrize("image", sorted(set(images())))
def test_an_image_has_an_exact_tag_and_a_digest(image):
    assert re.fullmatch(r"[a-z/]+:v?\d+\.\d+\.\d+[a-z-]*@sha256:[0-9a-f]{64}", image)


def test_the_dockerfile_asks_for_no_frontend_of_its_own():
    assert "syntax=" not in (ROOT / "deploy/Dockerfile").read_text()


def test_all_kinds_of_images_are_looked_at():
    assert {image.partition(":")[0] for image in images()} == {
        "python",
        "apache/kafka",
        "prom/prometheus",
        "grafana/grafana",
    }


def test_a_release_attests_what_it_publishes():
    steps = yaml.safe_load((ROOT / ".github/workflows/release.yml").read_text())["jobs"]["release"]["steps"]
    built, attested, published = (step.get("run") or str(step.get("with")) for step in steps[2:])

    assert built == "make dist sbom"
    for product in ("dist/*", "build/sbom.json"):
        assert product in attested
        assert product in published


def test_the_network_policy_names_whom_the_worker_may_reach():
    policy = yaml.safe_load((ROOT / "deploy/k8s/base/networkpolicy.yaml").read_text())

    assert all(rule.get("to") for rule in policy["spec"]["egress"])


def test_grafana_has_a_password_and_no_strangers():
    environment = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]["grafana"]["environment"]

    assert environment["GF_SECURITY_ADMIN_PASSWORD"].startswith("${GRAFANA_PASSWORD:?")
    assert not [name for name in environment if "ANONYMOUS" in name]


def test_every_kind_of_dependency_is_watched():
    watched = yaml.safe_load((ROOT / ".github/dependabot.yml").read_text())["updates"]

    assert {update["package-ecosystem"] for update in watched} >= {"pip", "github-actions", "docker", "docker-compose"}
    folders = {folder for update in watched for folder in update.get("directories", [update.get("directory")])}
    files = [path.relative_to(ROOT) for path in ROOT.glob("*/**/pom.xml")]
    installed = {".venv", "build", "node_modules"}  # make asyncapi puts packages of others here, which have such files
    poms = [path for path in files if installed.isdisjoint(path.parts)]
    assert poms
    assert {f"/{path.parent.as_posix()}" for path in poms} <= folders


@pytest.fixture
def pip_audit(tmp_path):
    """A stand-in that keeps what it was asked, and answers what the shell says."""

    def pip_audit(answer):
        program = tmp_path / "pip-audit"
        program.write_text(f'#!/bin/sh\nfor last; do :; done; echo "$last" >> {tmp_path}/asked\n{answer}\n')
        program.chmod(0o755)
        return str(program)

    return pip_audit


def test_the_audit_covers_every_lock_that_is_installed(pip_audit, tmp_path):
    assert audit.main(pip_audit("exit 0")) == 0

    asked = [Path(line) for line in (tmp_path / "asked").read_text().splitlines()]
    assert [path.stem for path in asked] == ["pip", "runtime", "demo", "dev", "build", "train"]
    assert all(path.exists() for path in asked)


def test_what_is_known_against_one_of_them_fails_the_audit_and_the_others_are_looked_up(pip_audit, tmp_path):
    assert audit.main(pip_audit('case "$last" in *demo.txt) exit 1;; esac')) == 1

    assert "build.txt" in (tmp_path / "asked").read_text()


def test_an_index_that_tells_no_advisories_is_named_and_nothing_passes(pip_audit, tmp_path, capfd):
    said = "ERROR:pip_audit._cli:pip: Dependency not found on PyPI and could not be audited: pip (1)"

    assert audit.main(pip_audit(f'echo "{said}" >&2; exit 1')) == 2

    assert "no JSON interface here" in capfd.readouterr().err
    assert (tmp_path / "asked").read_text().count("\n") == 1


def test_the_newest_of_everything_is_asked_for_without_versions():
    project = {
        "dependencies": [
            "spacy==3.8.2; python_version < '3.13'",
            "spacy==3.8.18; python_version >= '3.13'",
            "orjson>=3.10",
        ],
        "optional-dependencies": {"registry": ["confluent-kafka[schemaregistry]>=2.8"]},
    }

    assert unpinned(project) == ["confluent-kafka[schemaregistry]", "orjson", "spacy"]
