"""How large an article may be, and which unknown fields it may bring."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How large an article may be."""

    message_bytes: int = 10_485_760
    text_chars: int = 1_000_000
    extra_bytes: int = 16_384
    extra_fields: tuple[str, ...] = ("*",)


DEFAULT_LIMITS = Limits()
