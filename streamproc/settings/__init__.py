"""Settings: one frozen object from the environment (``STREAMPROC_…``) and an optional TOML file.

A name given in code wins over the environment, the environment over the file, the file over the default. The file is
named by ``STREAMPROC_CONFIG`` (``--config`` on the command line); its keys are the fields' names. Nothing else reads
the environment. A secret can be given as a file that holds it: ``STREAMPROC_SASL_PASSWORD_FILE``, ``sasl_password_file``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from pydantic import SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, InitSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict

from streamproc.errors import ConfigurationError
from streamproc.masking import remember
from streamproc.settings import sources
from streamproc.settings.articles import ArticleSettings
from streamproc.settings.copies import CopiesSettings
from streamproc.settings.kafka import KafkaSettings
from streamproc.settings.operation import OperationSettings
from streamproc.settings.sources import PREFIX, Origin, mounted_secrets, problems, read_file, secret_fields
from streamproc.settings.stories import StoriesSettings

if TYPE_CHECKING:
    from pydantic import ModelWrapValidatorHandler


class Settings(StoriesSettings, CopiesSettings, OperationSettings, KafkaSettings, ArticleSettings, BaseSettings):
    """Everything an operator can set; each field's description is what ``streamproc config`` prints."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, frozen=True, extra="forbid", hide_input_in_errors=True
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - pydantic's signature
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        given = mounted_secrets(cls.model_fields), read_file(cls.model_fields)
        return init_settings, env_settings, *(InitSettingsSource(settings_cls, values) for values in given)

    @model_validator(mode="wrap")
    @classmethod
    def _refuse_readably(cls, values: Any, validate: ModelWrapValidatorHandler[Self]) -> Self:
        for field in secret_fields(cls.model_fields):
            value = values.get(field) if isinstance(values, dict) else None
            remember(value.get_secret_value() if isinstance(value, SecretStr) else str(value or ""))
        try:
            return validate(values)
        except ValidationError as error:
            raise ConfigurationError("; ".join(problems(error, cls.model_fields))) from None

    @classmethod
    def origin(cls, field: str) -> Origin:
        """Where a field's value comes from."""
        return sources.origin(field, cls.model_fields)

    @classmethod
    def unknown_variables(cls) -> list[str]:
        """Variables with our prefix that set nothing: a misspelling, or what Kubernetes adds for a service of that name."""
        return sources.unknown_variables(cls.model_fields)
