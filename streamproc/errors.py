"""The errors of streamproc: one class per reaction, not per cause.

StreamprocError             anything streamproc raises on purpose
├── InvalidInput            this message can't be processed, now or later: dead-letter it
│   └── InvalidArticle      it decoded, but is not an article (carries the field at fault)
├── ConfigurationError      the operator must change something: refuse to start, one readable line
│   └── MissingExtra        an extra of ours must be installed
└── InfrastructureError     broker or engine failed: end the process without acking
"""

from __future__ import annotations

from typing import Literal

Reason = Literal[
    "malformed_json",
    "invalid_article",
    "unsupported_language",
    "too_large",
    "engine_timeout",
    "engine_crash",
    "internal_error",
]
"""Why a message was dead-lettered: the closed set of CONTRACT, header ``streamproc.reason``."""


class StreamprocError(Exception):
    """Anything streamproc raises on purpose."""


class InvalidInput(StreamprocError):
    """The message can't be processed, now or later; the message says what is wrong and where."""

    reason: Reason

    def __init__(self, message: str, reason: Reason = "invalid_article") -> None:
        super().__init__(message)
        self.reason = reason


class InvalidArticle(InvalidInput):
    """It decoded, but is not an article."""


class ConfigurationError(StreamprocError):
    """The operator must change something before this can run."""


class MissingExtra(ConfigurationError):
    """A package that only one of our extras brings is not installed."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f"{what} is missing: it comes with the extra {extra!r} (in a clone: pip install '.[{extra}]')")


class InfrastructureError(StreamprocError):
    """Broker or engine failed; what is in flight must not be acknowledged."""
