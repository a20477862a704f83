"""The code of docs/LIFE.md, for tests that run it."""

from __future__ import annotations

import re
from pathlib import Path

GUIDE = Path(__file__).parents[1] / "docs/LIFE.md"


def blocks(language: str, heading: str) -> list[str]:
    """The code blocks of a language under a paragraph that begins with these words, in order."""
    pattern = rf"^{re.escape(heading)}[^\n]*:\n\n```{language}\n(.*?)```"
    return re.findall(pattern, GUIDE.read_text("utf-8"), re.DOTALL | re.MULTILINE)
