"""docker-compose.yml can't be run in the suite; it is held to the code instead: names, ports, files, images."""

from pathlib import Path

import pytest
import yaml

from streamproc.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]


@pytest.mark.parametrize("name", ["topics", "worker", "copies", "stories", "articles"])
def test_the_environment_names_are_settings(name):
    fields = {f"STREAMPROC_{field.upper()}" for field in Settings.model_fields}

    assert set(SERVICES[name]["environment"]) <= fields


@pytest.mark.parametrize("name", ["topics", "worker", "copies", "stories"])
def test_the_environment_values_are_accepted(name, monkeypatch):
    for key, value in SERVICES[name]["environment"].items():
        monkeypatch.setenv(key, value)

    assert Settings().bootstrap_servers == "kafka:9092"


@pytest.mark.parametrize("name", SERVICES)
def test_every_mounted_file_exists(name):
    for volume in SERVICES[name].get("volumes", []):
        source = volume.split(":")[0]
        assert (ROOT / source).exists() if source.startswith(".") else source in COMPOSE["volumes"]


@pytest.mark.parametrize("name", SERVICES)
def test_every_published_port_is_on_loopback(name):
    for port in SERVICES[name].get("ports", []):
        assert port.startswith("127.0.0.1:")


@pytest.mark.parametrize(
    ("service", "job"), [("worker", "streamproc"), ("copies", "streamproc-copies"), ("stories", "streamproc-stories")]
)
def test_prometheus_scrapes_the_port_that_a_service_serves_under_the_name_that_it_answers_to(service, job):
    config = yaml.safe_load((ROOT / "deploy/prometheus/prometheus.yml").read_text())

    [found] = [one for one in config["scrape_configs"] if one["job_name"] == job]
    environment = SERVICES[service]["environment"]
    assert found["static_configs"] == [{"targets": [f"{service}:{environment['STREAMPROC_HTTP_PORT']}"]}]
    assert environment["STREAMPROC_HTTP_HOSTS"] == service


@pytest.mark.parametrize("stage", ["copies", "stories"])
def test_a_stage_has_its_state_on_a_volume_and_workers_tell_it_of_articles(stage, monkeypatch):
    service = SERVICES[stage]
    for key, value in service["environment"].items():
        monkeypatch.setenv(key, value)
    settings = Settings()
    [volume] = service["volumes"]

    assert service["command"] == [stage]
    assert getattr(settings, stage)
    assert str(getattr(settings, f"{stage}_state")).startswith(volume.split(":")[1])
    for told in ("worker", "topics"):
        assert SERVICES[told]["environment"][f"STREAMPROC_{stage.upper()}"] == "true"


def test_the_worker_talks_to_the_listener_that_kafka_advertises_inside():
    listeners = SERVICES["kafka"]["environment"]["KAFKA_ADVERTISED_LISTENERS"].split(",")

    assert f"INSIDE://{SERVICES['worker']['environment']['STREAMPROC_BOOTSTRAP_SERVERS']}" in listeners


def test_kafka_writes_where_the_volume_is():
    kafka = SERVICES["kafka"]
    mounted = dict(volume.split(":")[:2] for volume in kafka["volumes"])

    assert mounted["kafka"] == kafka["environment"]["KAFKA_LOG_DIRS"]


def test_the_health_check_asks_the_worker_where_it_serves():
    worker = SERVICES["worker"]
    *_, program = worker["healthcheck"]["test"]

    assert f"127.0.0.1:{worker['environment']['STREAMPROC_HTTP_PORT']}/readyz" in program
    compile(program, "healthcheck", "exec")


def test_articles_are_published_and_a_page_shows_them():
    [volume] = SERVICES["articles"]["volumes"]
    source, target, mode = volume.split(":")
    [loop] = SERVICES["articles"]["command"]

    assert any((ROOT / source).glob("*.json"))
    assert f"streamproc publish {target};" in loop
    assert mode == "ro"
    assert SERVICES["worker"]["command"] == ["worker", "--with-web"]


@pytest.mark.parametrize("name", SERVICES)
def test_every_dependency_is_a_service(name):
    assert set(SERVICES[name].get("depends_on", [])) <= set(SERVICES)


def test_the_dockerfile_copies_only_files_that_exist_and_are_not_ignored():
    allowed = set((ROOT / ".dockerignore").read_text().split())
    copied = [
        source
        for line in (ROOT / "deploy/Dockerfile").read_text().splitlines()
        if line.startswith("COPY ") and "--from" not in line
        for source in line.split()[1:-1]
    ]

    assert copied
    for source in copied:
        assert (ROOT / source).exists()
        assert f"!{source.split('/')[0]}" in allowed
