"""Rules, runbook and manifests agree with each other and with the code; promtool judges the rules."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from streamproc.metrics.descriptions import descriptions

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
DASHBOARD = DEPLOY / "grafana/dashboards/streamproc.json"
RULES = yaml.safe_load((DEPLOY / "prometheus/rules.yml").read_text())
ALERTS = [rule for group in RULES["groups"] for rule in group["rules"] if "alert" in rule]
ENDS = ("_bucket", "_count", "_sum")
BESIDE_WORKERS = "(.+-)?streamproc(-.+)?-(copies|stories|store)(-.+)?"
"""Jobs that are no workers."""
needs_promtool = pytest.mark.skipif(shutil.which("promtool") is None, reason="promtool is not installed")


@needs_promtool
@pytest.mark.parametrize("arguments", [["check", "rules", "rules.yml"], ["test", "rules", "rules_test.yml"]])
def test_promtool_accepts_the_rules_and_their_tests(arguments):
    done = subprocess.run(
        ["promtool", *arguments], cwd=DEPLOY / "prometheus", check=False, capture_output=True, text=True
    )

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("alert", ALERTS, ids=lambda alert: alert["alert"])
def test_every_alert_has_a_severity_a_summary_and_a_chapter_in_the_runbook(alert):
    anchors = {
        heading.lower() for heading in re.findall(r"^## (\w+)$", (DEPLOY / "RUNBOOK.md").read_text(), re.MULTILINE)
    }

    assert alert["labels"]["severity"] in {"warning", "critical"}
    assert alert["annotations"]["summary"]
    assert alert["annotations"]["runbook_url"].split("#") == ["deploy/RUNBOOK.md", alert["alert"].lower()]
    assert alert["alert"].lower() in anchors


def test_every_alert_is_tested_to_fire_and_to_stay_silent():
    tests = yaml.safe_load((DEPLOY / "prometheus/rules_test.yml").read_text())["tests"]
    cases = [case for test in tests for case in test["alert_rule_test"]]
    names = {alert["alert"] for alert in ALERTS}

    assert {case["alertname"] for case in cases if case["exp_alerts"]} == names
    assert {case["alertname"] for case in cases if not case["exp_alerts"]} == names


def test_the_rules_use_only_metrics_that_exist():
    known = {d.name for d in descriptions()} | {
        rule["record"] for g in RULES["groups"] for rule in g["rules"] if "record" in rule
    }
    known |= {
        f"{d.name}{suffix}" for d in descriptions() if d.type == "histogram" for suffix in ("_bucket", "_count", "_sum")
    }
    used = {
        name
        for group in RULES["groups"]
        for rule in group["rules"]
        for name in re.findall(r"streamproc[a-z0-9_:]+", rule["expr"])
    }

    assert used
    assert used - {"streamproc"} <= known


def test_every_metric_has_a_panel_or_an_alert():
    queries = [target["expr"] for panel in json.loads(DASHBOARD.read_text())["panels"] for target in panel["targets"]]
    shown = set(re.findall(r"\bstreamproc_\w+", " ".join([*queries, *(alert["expr"] for alert in ALERTS)])))

    unseen = {
        metric.name for metric in descriptions() if not shown & {metric.name, *(metric.name + end for end in ENDS)}
    }

    assert unseen == set()


def test_the_prometheus_rule_of_the_manifests_is_the_same():
    manifest = yaml.safe_load((DEPLOY / "k8s/base/prometheusrule.yaml").read_text())

    assert manifest["spec"]["groups"] == RULES["groups"]


def test_the_dashboard_is_what_its_script_writes():
    script = DEPLOY.parent / "scripts/build_dashboard.py"
    written = subprocess.run([sys.executable, script], check=True, capture_output=True, text=True).stdout

    assert written == DASHBOARD.read_text(), (
        "run: python scripts/build_dashboard.py > deploy/grafana/dashboards/streamproc.json"
    )


def test_every_panel_says_what_it_means_and_shows_what_is_chosen():
    dashboard = json.loads(DASHBOARD.read_text())
    variables = [variable["name"] for variable in dashboard["templating"]["list"]]

    assert variables == ["namespace", "job", "instance"]
    for panel in dashboard["panels"]:
        assert len(panel["description"]) > 30, panel["title"]
        for target in panel["targets"]:
            series = re.findall(r"\bstreamproc_\w+", target["expr"])
            assert series
            for name in variables:
                assert target["expr"].count(f'{name}=~"${name}"') == len(series), target["expr"]


@pytest.mark.parametrize(
    ("job", "beside"),
    [
        ("streamproc", False), ("streamproc-eu", False), ("streamproc-copies", True), ("streamproc-eu-stories", True),
        ("streamproc-store", True), ("streamproc-copies-eu", True), ("eu-streamproc", False), ("eu-streamproc-copies", True),
    ],
)  # fmt: skip
def test_a_job_says_by_its_name_whether_it_runs_beside_workers(job, beside):
    rules = (DEPLOY / "prometheus/rules.yml").read_text()
    [pattern] = {found[1] for found in re.finditer(r'job!~"([^"]+)"', rules)}

    assert pattern == BESIDE_WORKERS
    assert bool(re.fullmatch(pattern, job)) == beside


def test_every_query_is_of_workers_of_stages_or_of_the_store():
    """A stage counts its messages as articles, twenty for each: beside the workers' they would hide these."""
    of = re.compile(r"\bstreamproc_(\w+)\{([^}]*)\}")
    for panel in json.loads(DASHBOARD.read_text())["panels"]:
        for target in panel["targets"]:
            for name, labels in of.findall(target["expr"]):
                stages, workers = (f'job{sign}~"{BESIDE_WORKERS}"' in labels for sign in "=!")
                is_of_stages = panel["title"].startswith("Stages")
                assert stages == is_of_stages, target["expr"]
                assert workers != (is_of_stages or name.startswith("store_")), target["expr"]
