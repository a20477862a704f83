"""Secrets from mounted files: ``STREAMPROC_SASL_PASSWORD_FILE`` names the file that holds ``sasl_password``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from streamproc.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

SUFFIX = "_file"
LONGEST = 65_536
"""Bytes of a secret."""


def from_variables(
    fields: Iterable[str], variable: Callable[[str], str | None], environ: Mapping[str, str]
) -> dict[str, Any]:
    """The secrets whose files the environment names; ``variable`` finds the variable that sets a name.

    Raises:
        ConfigurationError: a file can't be read, or the secret is given as well.
    """
    found = {}
    for field in fields:
        if name := variable(field + SUFFIX):
            if other := variable(field):
                raise ConfigurationError(f"{other}, {name}: only one of them can be set")
            found[field] = read(name, environ[name])
    return found


def resolved(fields: Iterable[str], values: Mapping[str, Any], origin: str) -> dict[str, Any]:
    """The keys of a settings file, with secrets in the place of the files that hold them."""
    found = dict(values)
    for field in fields:
        if (path := found.pop(field + SUFFIX, None)) is not None:
            if field in found:
                raise ConfigurationError(f"{field}, {field}{SUFFIX} in {origin}: only one of them can be set")
            found[field] = read(f"{field}{SUFFIX} in {origin}", str(path))
    return found


def read(name: str, path: str) -> str:
    """A file's content without the line's end."""
    try:
        with Path(path).open("rb") as file:
            content = file.read(LONGEST + 1)
        if len(content) > LONGEST:
            raise ConfigurationError(f"{name}: {path}: more than {LONGEST:,} bytes")
        return content.decode().rstrip("\r\n")
    except OSError as error:
        raise ConfigurationError(f"{name}: {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{name}: {path}: not UTF-8") from error
