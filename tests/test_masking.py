"""The mask: no secret is shown, wherever it stands."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from streamproc.cli import main
from streamproc.errors import InfrastructureError
from streamproc.masking import mask
from streamproc.settings import Settings
from streamproc.stream.registry import register_schemas


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("http://ann:sesame@registry:8081/subjects", "http://********@registry:8081/subjects"),
        ("https://ann:se@same@registry", "https://********@registry"),
        ("'basic.auth.user.info': 'ann:sesame'", "'basic.auth.user.info': '********'"),
        ("GET /x?token=sesame&page=2", "GET /x?token=********&page=2"),
        ("Authorization: Bearer sesame1234", "Authorization: Bearer ********"),
        ("http://example.org/a@b", "http://example.org/a@b"),
        ("the ministry said: no", "the ministry said: no"),
    ],
)
def test_what_looks_like_a_secret_is_masked_and_nothing_else(shown, expected):
    assert mask(shown) == expected


def test_the_settings_secrets_are_masked_however_they_are_written():
    Settings(sasl_password='say "friend"/enter')

    assert mask('login of ann with say "friend"/enter failed') == "login of ann with ******** failed"
    assert mask(r'{"login": "say \"friend\"/enter"}') == '{"login": "********"}'
    assert mask("say%20%22friend%22%2Fenter") == "********"


def test_an_unreachable_registry_is_named_without_its_password():
    class Unreachable:
        def register_schema(self, *_):
            raise OSError("can't connect to http://ann:sesame@registry.test")

    pytest.importorskip("confluent_kafka.schema_registry", reason="the extra 'registry' is not installed")
    with pytest.raises(InfrastructureError) as caught:
        register_schemas(Settings(schema_registry_url="http://ann:sesame@registry.test"), Unreachable())

    assert "sesame" not in str(caught.value)
    assert "registry.test" in str(caught.value)


def test_a_command_that_fails_shows_neither_secrets_nor_control_characters(monkeypatch):
    def fail(**_):
        raise OSError("http://ann:sesame@broker \x1b[2J gone")

    monkeypatch.setattr("streamproc.cli.config.Settings", fail)
    result = CliRunner().invoke(main, ["config"])

    assert result.exit_code == 1
    assert "sesame" not in result.output
    assert "\x1b" not in result.output
