"""The manifests can't be applied in the suite; they are held to Kubernetes' schemas and to the code instead."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import kubernetes_validate
import pytest
import yaml

from streamproc.settings import Settings

K8S = Path(__file__).resolve().parents[2] / "deploy/k8s"
KUSTOMIZATION = yaml.safe_load((K8S / "base/kustomization.yaml").read_text())
RESOURCES = {name: yaml.safe_load((K8S / "base" / name).read_text()) for name in KUSTOMIZATION["resources"]}
HADOLINT = shutil.which("hadolint", path=Path(sys.executable).parent) or shutil.which("hadolint")
SHOWN_ENDPOINT = re.compile(r"localhost:(\d+)")
STAGES = K8S / "components/stages"
STAGE = {
    name: {found["kind"]: found for found in yaml.safe_load_all((STAGES / f"{name}.yaml").read_text())}
    for name in ("copies", "stories")
}
CUSTOM = ("keda.sh/", "monitoring.coreos.com/")
"""API groups of operators, whose schemas are not Kubernetes' own."""


def literals(path):
    kustomization = yaml.safe_load((K8S / path).read_text())
    return dict(item.split("=", 1) for item in kustomization["configMapGenerator"][0]["literals"])


@pytest.mark.parametrize("name", [n for n, r in RESOURCES.items() if not r["apiVersion"].startswith(CUSTOM)])
def test_every_resource_follows_the_schema_of_kubernetes(name):
    kubernetes_validate.validate(RESOURCES[name], "1.34", strict=True)


@pytest.mark.parametrize("name", STAGE)
def test_every_resource_of_a_stage_follows_the_schema_of_kubernetes(name):
    for resource in STAGE[name].values():
        kubernetes_validate.validate(resource, "1.34", strict=True)


@pytest.mark.parametrize("name", STAGE)
def test_a_stage_keeps_its_state_on_a_disk_of_its_own_and_is_as_safe_as_a_worker(name):
    stage, worker = STAGE[name]["StatefulSet"]["spec"], RESOURCES["statefulset.yaml"]["spec"]
    pod, of_worker = stage["template"]["spec"], worker["template"]["spec"]
    [container], [worker_container] = pod["containers"], of_worker["containers"]
    environment = {variable["name"]: variable.get("value") for variable in container["env"]}
    mounted = {mount["name"]: mount["mountPath"] for mount in container["volumeMounts"]}

    assert container["args"] == [name]
    assert environment[f"STREAMPROC_{name.upper()}_STATE"] == mounted["state"]
    assert [claim["metadata"]["name"] for claim in stage["volumeClaimTemplates"]] == ["state"]
    assert container["securityContext"] == worker_container["securityContext"]
    assert {**pod["securityContext"], "fsGroup": None} == {**of_worker["securityContext"], "fsGroup": None}
    assert container["envFrom"] == worker_container["envFrom"]
    assert stage["replicas"] <= int(literals("base/kustomization.yaml")["STREAMPROC_PARTITIONS"])
    assert STAGE[name]["Service"]["metadata"]["name"] == stage["serviceName"] == f"streamproc-{name}"


def test_the_component_turns_its_stages_on_and_lets_them_reach_kafka(monkeypatch):
    component = yaml.safe_load((STAGES / "kustomization.yaml").read_text())
    for name, value in literals("components/stages/kustomization.yaml").items():
        monkeypatch.setenv(name, value)
    settings = Settings()
    [patch] = component["patches"]
    [change] = yaml.safe_load(patch["patch"])

    assert set(component["resources"]) == {f"{name}.yaml" for name in STAGE}
    assert all(getattr(settings, name) for name in STAGE)
    assert set(change["value"]) == {"worker", "topics", *STAGE}


def test_every_manifest_is_part_of_the_base():
    files = {path.name for path in (K8S / "base").glob("*.yaml")} - {"kustomization.yaml"}

    assert files == set(RESOURCES)


@pytest.mark.parametrize("path", ["base/kustomization.yaml", "overlays/example/kustomization.yaml"])
def test_the_environment_is_accepted_by_settings(path, monkeypatch):
    config = literals(path)
    assert set(config) <= {f"STREAMPROC_{field.upper()}" for field in Settings.model_fields}
    for name, value in config.items():
        monkeypatch.setenv(name, value)

    assert Settings().bootstrap_servers == config["STREAMPROC_BOOTSTRAP_SERVERS"]


def test_there_are_never_more_replicas_than_partitions():
    scaled = RESOURCES["scaledobject.yaml"]["spec"]

    assert scaled["maxReplicaCount"] <= int(literals("base/kustomization.yaml")["STREAMPROC_PARTITIONS"])


def test_the_autoscaler_watches_the_group_and_topic_of_the_worker():
    [trigger] = RESOURCES["scaledobject.yaml"]["spec"]["triggers"]
    settings = Settings()

    assert trigger["metadata"]["consumerGroup"] == settings.group
    assert trigger["metadata"]["topic"] == settings.topic_raw
    assert (
        trigger["metadata"]["bootstrapServers"] == literals("base/kustomization.yaml")["STREAMPROC_BOOTSTRAP_SERVERS"]
    )


def test_port_and_grace_agree_with_the_settings():
    pod = RESOURCES["statefulset.yaml"]["spec"]["template"]["spec"]
    [container] = pod["containers"]
    config = literals("base/kustomization.yaml")

    assert container["ports"] == [{"name": "http", "containerPort": int(config["STREAMPROC_HTTP_PORT"])}]
    assert RESOURCES["service.yaml"]["spec"]["ports"][0]["targetPort"] == "http"
    assert RESOURCES["servicemonitor.yaml"]["spec"]["endpoints"][0]["port"] == "http"


def test_every_worker_has_a_name_of_its_own_that_outlives_its_pod():
    workers = RESOURCES["statefulset.yaml"]
    [container] = workers["spec"]["template"]["spec"]["containers"]
    scaled = RESOURCES["scaledobject.yaml"]["spec"]["scaleTargetRef"]

    assert container["env"] == [
        {
            "name": f"STREAMPROC_{'group_instance_id'.upper()}",
            "valueFrom": {"fieldRef": {"fieldPath": "metadata.name"}},
        }
    ]
    assert workers["spec"]["serviceName"] == RESOURCES["service.yaml"]["metadata"]["name"]
    assert (scaled["kind"], scaled["name"]) == (workers["kind"], workers["metadata"]["name"])


def test_the_worker_may_do_nothing_that_it_need_not():
    pod = RESOURCES["statefulset.yaml"]["spec"]["template"]["spec"]
    [container] = pod["containers"]

    assert pod["securityContext"]["runAsNonRoot"]
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }


@pytest.mark.skipif(shutil.which("kustomize") is None, reason="kustomize is not installed")
def test_kustomize_builds_the_base():
    built = subprocess.run(["kustomize", "build", K8S / "base"], check=True, capture_output=True, text=True).stdout

    assert {document["kind"] for document in yaml.safe_load_all(built)} >= {r["kind"] for r in RESOURCES.values()}


@pytest.fixture(scope="module")
def overlay(tmp_path_factory):
    """The example overlay as kustomize builds it, by kind, and by kind and stage."""
    copy = tmp_path_factory.mktemp("k8s") / "k8s"
    shutil.copytree(K8S, copy)
    (copy / "overlays/example/kafka.env").write_text(
        "STREAMPROC_SASL_USERNAME=worker\nSTREAMPROC_SASL_PASSWORD=not-a-secret\n"
    )
    command = ["kustomize", "build", copy / "overlays/example"]
    built = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return {
        document["kind"]
        + next((f" {name}" for name in STAGE if document["metadata"]["name"].endswith(name)), ""): document
        for document in yaml.safe_load_all(built)
    }


@pytest.mark.skipif(shutil.which("kustomize") is None, reason="kustomize is not installed")
def test_the_autoscaler_of_the_overlay_logs_in_where_and_as_the_workers_do(overlay):
    config, secret = overlay["ConfigMap"]["data"], overlay["Secret"]
    [trigger] = overlay["ScaledObject"]["spec"]["triggers"]
    login = overlay["TriggerAuthentication"]

    assert trigger["metadata"]["bootstrapServers"] == config["STREAMPROC_BOOTSTRAP_SERVERS"]
    assert trigger["metadata"]["sasl"] == config["STREAMPROC_SASL_MECHANISM"].lower().replace("-sha-", "_sha")
    assert (trigger["metadata"]["tls"] == "enable") == config["STREAMPROC_SECURITY_PROTOCOL"].endswith("SSL")
    assert trigger["authenticationRef"]["name"] == login["metadata"]["name"]
    for reference in login["spec"]["secretTargetRef"]:
        assert reference["name"] == secret["metadata"]["name"]
        assert reference["key"] in secret["data"]


@pytest.mark.skipif(shutil.which("kustomize") is None, reason="kustomize is not installed")
@pytest.mark.parametrize("kind", ["StatefulSet", "Job", "StatefulSet copies", "StatefulSet stories"])
def test_workers_stages_and_the_job_that_makes_the_topics_have_the_same_settings_and_image(overlay, kind):
    [container] = overlay[kind]["spec"]["template"]["spec"]["containers"]

    assert container["envFrom"] == [
        {"configMapRef": {"name": overlay["ConfigMap"]["metadata"]["name"]}},
        {"secretRef": {"name": overlay["Secret"]["metadata"]["name"], "optional": True}},
    ]
    assert container["image"] == overlay["StatefulSet"]["spec"]["template"]["spec"]["containers"][0]["image"]


def test_the_topics_are_made_by_a_job():
    [container] = RESOURCES["job.yaml"]["spec"]["template"]["spec"]["containers"]

    assert container["args"] == ["topics", "create"]


def test_the_network_policy_lets_out_what_the_settings_offer():
    policy = RESOURCES["networkpolicy.yaml"]["spec"]
    ports = {port["port"] for rule in policy["egress"] for port in rule["ports"]}
    [expression] = policy["podSelector"]["matchExpressions"]
    components = {
        RESOURCES[name]["spec"]["template"]["metadata"]["labels"]["app.kubernetes.io/component"]
        for name in ("statefulset.yaml", "job.yaml")
    }

    assert ports >= {9092, 9093, 8081, int(SHOWN_ENDPOINT.search(described("trace_endpoint"))[1])}
    assert set(expression["values"]) == components


def described(setting):
    return Settings.model_fields[setting].description


@pytest.mark.skipif(HADOLINT is None, reason="hadolint is not installed")
def test_the_image_file_passes_the_linter():
    dockerfile = K8S.parent / "Dockerfile"

    assert subprocess.run([HADOLINT, dockerfile], check=False, capture_output=True, text=True).stdout == ""
