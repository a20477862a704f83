"""AccessTokens for OAUTHBEARER: kept until they are nearly spent, and errors that say what to change."""

from __future__ import annotations

import sys

import pytest
from aiokafka.errors import KafkaConnectionError, SaslAuthenticationFailed

from streamproc.errors import ConfigurationError
from streamproc.settings import Settings
from streamproc.stream.access_tokens import AccessTokens, Token, unpadded
from streamproc.stream.connection import connection
from tests.stream.conftest import Clock


class Fetch:
    """Gives a token that lives for 100 seconds, or raises."""

    def __init__(self, clock):
        self.clock = clock
        self.error = None
        self.count = 0

    def __call__(self):
        if self.error is not None:
            raise self.error
        self.count += 1
        return Token(f"token {self.count}", self.clock() + 100)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def fetch(clock):
    return Fetch(clock)


async def test_a_token_is_kept_for_four_fifths_of_its_life(fetch, clock):
    tokens = AccessTokens(fetch, now=clock)
    first = await tokens.token()

    clock.seconds = 79
    assert await tokens.token() == first == "token 1"
    clock.seconds = 80
    assert await tokens.token() == "token 2"


async def test_a_refusal_is_told_from_a_provider_that_does_not_answer(fetch, clock):
    tokens = AccessTokens(fetch, refusals=(PermissionError,), now=clock)

    fetch.error = PermissionError("no such client")
    with pytest.raises(SaslAuthenticationFailed, match="no such client"):
        await tokens.token()
    fetch.error = OSError("no route")
    with pytest.raises(KafkaConnectionError, match="no route"):
        await tokens.token()
    fetch.error = None
    assert await tokens.token() == "token 1"


def settings(**changes):
    return Settings(security_protocol="SASL_SSL", sasl_mechanism="OAUTHBEARER", **changes)


def test_what_the_brokers_want_beside_the_token_is_passed_on():
    oidc = {"sasl_oauth_token_url": "https://id.example.org/token", "sasl_username": "me", "sasl_password": "x"}
    extensions = ("logicalCluster=lkc-1", "identityPoolId=pool-1")

    provider = connection(settings(**oidc, sasl_oauth_extensions=extensions))["sasl_oauth_token_provider"]

    assert provider.extensions() == {"logicalCluster": "lkc-1", "identityPoolId": "pool-1"}


def test_all_clients_share_the_tokens():
    oidc = {"sasl_oauth_token_url": "https://id.example.org/token", "sasl_username": "me", "sasl_password": "x"}

    first, second = (connection(settings(**oidc))["sasl_oauth_token_provider"] for _ in range(2))

    assert first is second


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({}, "sasl_oauth_token_url"),
        ({"sasl_oauth": "aws"}, "sasl_oauth_region"),
        ({"sasl_oauth": "azure"}, "sasl_oauth_scope"),
    ],
)
def test_a_setting_that_is_missing_is_named(given, missing):
    with pytest.raises(ConfigurationError, match=missing):
        connection(settings(**given))


def test_an_extra_that_is_missing_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "aws_msk_iam_sasl_signer.MSKAuthTokenProvider", None)

    with pytest.raises(ConfigurationError, match=r"the extra \[aws\]"):
        connection(settings(sasl_oauth="aws", sasl_oauth_region="eu-west-2"))


async def test_a_request_for_msk_is_signed_with_the_processs_credentials(monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "an example, of no use")

    provider = connection(settings(sasl_oauth="aws", sasl_oauth_region="eu-west-3"))["sasl_oauth_token_provider"]
    token = await provider.token()

    signed = unpadded_decoded(token)
    assert signed.startswith("https://kafka.eu-west-3.amazonaws.com/?Action=kafka-cluster%3AConnect")
    assert "AKIAEXAMPLE" in signed
    assert "of%20no%20use" not in signed


def unpadded_decoded(token):
    import base64

    return base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)).decode()


def test_parts_of_a_token_are_not_padded():
    assert unpadded('{"a":1}') == "eyJhIjoxfQ"
