"""Settings: who wins, what is refused, and that no secret is shown."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from streamproc.errors import ConfigurationError
from streamproc.settings import Settings
from streamproc.stream.topics import expected_topics


@pytest.fixture(autouse=True)
def environment(monkeypatch):
    """No settings but the test's own."""
    import os

    for name in [name for name in os.environ if name.upper().startswith("STREAMPROC_")]:
        monkeypatch.delenv(name)
    return monkeypatch


@pytest.fixture
def file(tmp_path, environment):
    path = tmp_path / "streamproc.toml"
    environment.setenv("STREAMPROC_CONFIG", str(path))
    return path


def test_the_environment_wins_over_the_file_and_the_file_over_the_default(file, environment):
    file.write_text('topic_prefix = "file."\ngroup = "file"\n')
    environment.setenv("STREAMPROC_GROUP", "environment")

    settings = Settings()

    assert (settings.group, settings.topic_prefix, settings.topic_raw) == ("environment", "file.", "articles.raw")
    assert [Settings.origin(name) for name in ("group", "topic_prefix", "topic_raw")] == [
        "environment",
        "file",
        "default",
    ]


def test_an_empty_variable_sets_nothing(environment):
    environment.setenv("STREAMPROC_PARTITIONS", "")

    assert Settings().partitions == 6
    assert Settings.origin("partitions") == "default"


def test_settings_are_frozen():
    with pytest.raises(ValidationError, match="frozen"):
        Settings().partitions = 7


def test_a_wrong_value_is_refused_with_the_name_of_its_variable(environment):
    environment.setenv("STREAMPROC_PARTITIONS", "many")
    environment.setenv("STREAMPROC_SECURITY_PROTOCOL", "TLS")

    with pytest.raises(ConfigurationError) as caught:
        Settings()

    first, second = sorted(str(caught.value).split("; "))
    assert first.startswith("STREAMPROC_PARTITIONS: ")
    assert first.endswith(", not 'many'")
    assert second.startswith("STREAMPROC_SECURITY_PROTOCOL: ")
    assert "SASL_SSL" in second


def test_a_wrong_value_in_the_file_is_refused_with_the_name_of_the_file(file):
    file.write_text("partitions = 0\n")

    with pytest.raises(ConfigurationError, match=r"partitions in .*streamproc\.toml: .*, not 0"):
        Settings()


def test_a_misspelt_key_in_the_file_is_refused_with_the_right_one(file):
    file.write_text("partitons = 3\n")

    with pytest.raises(
        ConfigurationError, match=r"partitons in .*: there is no such setting, did you mean partitions\?"
    ):
        Settings()


def test_a_file_that_is_no_toml_or_not_there_is_refused(file):
    with pytest.raises(ConfigurationError, match=r"settings file .*streamproc\.toml: No such file"):
        Settings()
    file.write_text("partitions: 3\n")
    with pytest.raises(ConfigurationError, match=r"settings file .*: .*line 1"):
        Settings()


def test_a_wrong_secret_is_refused_without_showing_it(file):
    file.write_text("sasl_password = 4711\n")

    with pytest.raises(ConfigurationError) as caught:
        Settings()

    assert str(caught.value).startswith("sasl_password in ")
    assert "4711" not in str(caught.value)


def test_secrets_do_not_show_in_the_settings_themselves(environment):
    environment.setenv("STREAMPROC_SASL_PASSWORD", "open sesame")

    assert "sesame" not in repr(Settings())
    assert Settings().sasl_password.get_secret_value() == "open sesame"


def test_variables_that_set_nothing_are_known(environment):
    environment.setenv("STREAMPROC_TOPIC_PREFX", "a")
    environment.setenv("STREAMPROC_TOPIC_PREFIX", "a")

    assert Settings.unknown_variables() == ["STREAMPROC_TOPIC_PREFX"]


def test_every_field_says_what_it_means():
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


def test_a_secret_can_be_a_mounted_file(file, environment, tmp_path):
    (tmp_path / "password").write_text("open sesame\n")
    (tmp_path / "registry").write_text("mellon")
    environment.setenv("STREAMPROC_SASL_PASSWORD_FILE", str(tmp_path / "password"))
    file.write_text(f"schema_registry_password_file = '{tmp_path / 'registry'}'\n")

    settings = Settings()

    assert settings.sasl_password.get_secret_value() == "open sesame"
    assert settings.schema_registry_password.get_secret_value() == "mellon"
    assert [Settings.origin(name) for name in ("sasl_password", "schema_registry_password")] == [
        "environment",
        "file",
    ]
    assert Settings.unknown_variables() == []


def test_a_secret_that_is_given_twice_or_can_not_be_read_is_refused(environment, tmp_path):
    environment.setenv("STREAMPROC_SASL_PASSWORD_FILE", str(tmp_path / "nothing"))
    with pytest.raises(ConfigurationError, match=r"STREAMPROC_SASL_PASSWORD_FILE: .*nothing: No such file"):
        Settings()
    environment.setenv("STREAMPROC_SASL_PASSWORD", "open sesame")
    with pytest.raises(ConfigurationError, match=r"PASSWORD, STREAMPROC_SASL_PASSWORD_FILE: only one of them"):
        Settings()


def test_dead_letters_are_kept_no_longer_than_articles_unless_set():
    roles = ("raw", "dead_letters")
    unset, longer = Settings(retention_hours=24), Settings(retention_hours=24, dead_letter_retention_hours=48)

    assert [expected_topics(unset)[role].retention_ms for role in roles] == [86_400_000, 86_400_000]
    assert [expected_topics(longer)[role].retention_ms for role in roles] == [86_400_000, 172_800_000]


def test_unknown_fields_are_passed_on_by_a_list_that_names_no_private_ones():
    allowed = Settings().extra_fields

    assert "section" in allowed
    assert not [name for name in allowed if "*" in name or "?" in name]
