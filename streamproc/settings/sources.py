"""Where settings come from: the environment, a TOML file, mounted secrets; and errors that name the place.

Settings are told apart by their fields (``Fields``), so that this knows none of them by name.
"""

from __future__ import annotations

import difflib
import os
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from streamproc import secret_files
from streamproc.errors import ConfigurationError
from streamproc.masking import mask

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic import ValidationError
    from pydantic.fields import FieldInfo
    from pydantic_core import ErrorDetails

    Fields = Mapping[str, FieldInfo]

PREFIX = "STREAMPROC_"
FILE_VARIABLE = "STREAMPROC_CONFIG"

Origin = Literal["environment", "file", "default"]


def mounted_secrets(fields: Fields) -> dict[str, Any]:
    """The secrets whose files the environment names."""
    return secret_files.from_variables(secret_fields(fields), environment_name, os.environ)


def read_file(fields: Fields) -> dict[str, Any]:
    """Return the keys of the settings file, nothing if none is named.

    Raises:
        ConfigurationError: it can't be read.
    """
    name = os.environ.get(FILE_VARIABLE)
    if not name:
        return {}
    try:
        values = tomllib.loads(Path(name).read_text("utf-8"))
    except OSError as error:
        raise ConfigurationError(f"settings file {name}: {error.strerror}") from error
    except ValueError as error:
        raise ConfigurationError(f"settings file {name}: {error}") from error
    return secret_files.resolved(secret_fields(fields), values, name)


def problems(error: ValidationError, fields: Fields) -> Iterator[str]:
    """One line for each wrong value: where it was set, its name, what is wrong. No secret is repeated."""
    for detail in error.errors():
        name = ".".join(str(part) for part in detail["loc"])
        yield f"{_place(name, fields)}: {_problem(name, detail, fields)}"


def _problem(name: str, detail: ErrorDetails, fields: Fields) -> str:
    if detail["type"] == "extra_forbidden":
        near = difflib.get_close_matches(name, fields, n=1)
        return "there is no such setting" + (f", did you mean {near[0]}?" if near else "")
    message = detail["msg"][0].lower() + detail["msg"][1:]
    return message if is_secret(name, fields) else mask(f"{message}, not {detail['input']!r}")


def origin(name: str, fields: Fields) -> Origin:
    """Where a field's value comes from."""
    if environment_name(name) or (is_secret(name, fields) and environment_name(name + secret_files.SUFFIX)):
        return "environment"
    return "file" if name in read_file(fields) else "default"


def _place(name: str, fields: Fields) -> str:
    """The name under which an operator finds the value: the variable, or the key in the file."""
    if variable := environment_name(name):
        return variable
    return f"{name} in {os.environ[FILE_VARIABLE]}" if name in read_file(fields) else name


def environment_name(name: str) -> str | None:
    """The variable that sets a field; the case of its name does not matter."""
    wanted = f"{PREFIX}{name}".upper()
    return next((variable for variable, value in os.environ.items() if variable.upper() == wanted and value), None)


def unknown_variables(fields: Fields) -> list[str]:
    """Variables with our prefix that set nothing: a misspelling, or what Kubernetes adds for a service of that name."""
    names = [*fields, *(name + secret_files.SUFFIX for name in secret_fields(fields))]
    known = {f"{PREFIX}{name}".upper() for name in names} | {FILE_VARIABLE}
    return sorted(name for name in os.environ if name.upper().startswith(PREFIX) and name.upper() not in known)


def secret_fields(fields: Fields) -> list[str]:
    """The settings that are secrets; each can also be given as the name of a file, by the field's name and ``_file``."""
    return [name for name in fields if is_secret(name, fields)]


def is_secret(name: str, fields: Fields) -> bool:
    """Whether a field's value must not be shown."""
    info = fields.get(name)
    return info is not None and "SecretStr" in str(info.annotation)
