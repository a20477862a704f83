"""AccessTokens for SASL OAUTHBEARER: from an OIDC provider, or for the identity that a cloud gives the process.

Each kind needs its library (an extra of the same name). A connection lives as long as the brokers let it; its successor
asks again, so a token is renewed a while before it expires.
"""

from __future__ import annotations

import asyncio
import base64
import importlib
import json
import threading
import time
from datetime import UTC
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from aiokafka.abc import AbstractTokenProvider
from aiokafka.errors import KafkaConnectionError, SaslAuthenticationFailed

from streamproc.errors import ConfigurationError
from streamproc.logs import log

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamproc.settings import Settings

RENEW_AT = 0.8
"""Of a token's life."""

GOOGLE_SCOPE = "https://www.googleapis.com/auth/cloud-platform"


class Token(NamedTuple):
    """A token, and when it expires in Unix seconds."""

    value: str
    expires: float


class AccessTokens(AbstractTokenProvider):
    """Gives aiokafka's connections their token; one for all of them, whichever thread's loop they run in.

    ``refusals`` are the library's errors that mean a no, which asking again would not change.
    """

    def __init__(
        self,
        fetch: Callable[[], Token],
        *,
        extensions: dict[str, str] | None = None,
        refusals: tuple[type[Exception], ...] = (),
        now: Callable[[], float] = time.time,
    ) -> None:
        self._fetch = fetch
        self._extensions = extensions or {}
        self._refusals = refusals
        self._now = now
        self._token = Token("", 0.0)
        self._renew = 0.0
        self._lock = threading.Lock()

    async def token(self) -> str:
        """A token that is valid for a while.

        Raises:
            SaslAuthenticationFailed: whoever gives tokens gives us none.
            KafkaConnectionError: it can't be asked.
        """
        return await asyncio.to_thread(self._valid)

    def extensions(self) -> dict[str, str]:
        return self._extensions

    def _valid(self) -> str:
        with self._lock:
            now = self._now()
            if now >= self._renew:
                try:
                    self._token = self._fetch()
                except self._refusals as error:
                    raise SaslAuthenticationFailed(f"no token: {error}") from error
                except Exception as error:  # the boundary to four vendors' libraries, each with errors of its own
                    log.warning("no token for Kafka", error=f"{type(error).__name__}: {error}")
                    raise KafkaConnectionError(f"no token: {type(error).__name__}: {error}") from error
                self._renew = now + RENEW_AT * (self._token.expires - now)
            return self._token.value


@lru_cache(maxsize=8)
def tokens_for(settings: Settings) -> AccessTokens:
    """The tokens that these settings ask for; the same for every client.

    Raises:
        ConfigurationError: a setting or the library is missing.
    """
    extensions = dict(pair.partition("=")[::2] for pair in settings.sasl_oauth_extensions)
    make = {"oidc": oidc, "aws": aws, "google": google, "azure": azure}[settings.sasl_oauth]
    fetch, refusals = make(settings)
    return AccessTokens(fetch, extensions=extensions, refusals=refusals)


Source = tuple["Callable[[], Token]", tuple[type[Exception], ...]]


def oidc(settings: Settings) -> Source:
    """Client credentials (RFC 6749, 4.4) at an OIDC provider's token endpoint."""
    if settings.sasl_oauth_token_url is None or settings.sasl_username is None or settings.sasl_password is None:
        raise ConfigurationError(
            "sasl_oauth_token_url, sasl_username, sasl_password: must be set for OAUTHBEARER with sasl_oauth oidc"
        )
    client: Any = library("authlib.integrations.requests_client", extra="oidc")
    errors: Any = library("authlib.integrations.base_client.errors", extra="oidc")
    url, user, password = settings.sasl_oauth_token_url, settings.sasl_username, settings.sasl_password

    def fetch() -> Token:
        with client.OAuth2Session(user, password.get_secret_value(), scope=settings.sasl_oauth_scope) as session:
            answer = session.fetch_token(url, grant_type="client_credentials", timeout=settings.request_timeout / 4)
        return Token(answer["access_token"], float(answer.get("expires_at") or time.time() + 60))

    return fetch, (errors.OAuthError,)


def aws(settings: Settings) -> Source:
    """IAM for Amazon MSK: the request for a connection, signed with whatever credentials AWS gives the process."""
    if settings.sasl_oauth_region is None:
        raise ConfigurationError("sasl_oauth_region: must be set for OAUTHBEARER with sasl_oauth aws")
    signer: Any = library("aws_msk_iam_sasl_signer.MSKAuthTokenProvider", extra="aws")

    def fetch() -> Token:
        value, expires = signer.generate_auth_token(settings.sasl_oauth_region)
        return Token(value, expires / 1000)

    return fetch, ()


def google(settings: Settings) -> Source:  # noqa: ARG001 - the default credentials know all of it
    """Managed Service for Apache Kafka: the access token of the process's service account, wrapped as it asks for."""
    auth: Any = library("google.auth", extra="google")
    transport: Any = library("google.auth.transport.requests", extra="google")
    credentials: Any = None

    def fetch() -> Token:
        nonlocal credentials
        if credentials is None:
            credentials, _ = auth.default(scopes=[GOOGLE_SCOPE])
        credentials.refresh(transport.Request())
        expires = credentials.expiry.replace(tzinfo=UTC).timestamp()  # naive, in UTC
        claims = {"exp": expires, "iat": time.time(), "iss": "Google", "scope": "kafka"}
        claims["sub"] = credentials.service_account_email
        parts = (json.dumps({"typ": "JWT", "alg": "GOOG_OAUTH2_TOKEN"}), json.dumps(claims), credentials.token)
        return Token(".".join(unpadded(part) for part in parts), expires)

    return fetch, ()


def azure(settings: Settings) -> Source:
    """Event Hubs: a token of Microsoft Entra for the process's identity (workload identity, managed identity)."""
    if settings.sasl_oauth_scope is None:
        raise ConfigurationError(
            "sasl_oauth_scope: must be set for OAUTHBEARER with sasl_oauth azure: "
            "https://NAMESPACE.servicebus.windows.net/.default"
        )
    identity: Any = library("azure.identity", extra="azure")
    credential = identity.DefaultAzureCredential()

    def fetch() -> Token:
        token = credential.get_token(settings.sasl_oauth_scope)
        return Token(token.token, float(token.expires_on))

    return fetch, ()


def unpadded(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def library(name: str, *, extra: str) -> Any:
    """A module that only some installations have.

    Raises:
        ConfigurationError: this one does not.
    """
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise ConfigurationError(f"sasl_oauth: {extra} needs the extra [{extra}] of streamproc: {error}") from error
