"""Print what pyproject.toml asks for without any version: for the run on the newest of everything.

python scripts/unpinned.py > requirements.txt
"""

import re
import tomllib
from pathlib import Path

PYPROJECT = Path(__file__).resolve().parents[1] / "pyproject.toml"


def unpinned(project: dict[str, object]) -> list[str]:
    """The names of all dependencies, extras' included, each once; markers stay unless they choose between pins."""
    extras = project["optional-dependencies"]
    asked = [*project["dependencies"], *(one for extra in extras.values() for one in extra)]
    return sorted({re.match(r"[A-Za-z0-9._-]+(?:\[[^\]]*\])?", requirement)[0] for requirement in asked})


if __name__ == "__main__":
    print("\n".join(unpinned(tomllib.loads(PYPROJECT.read_text())["project"])))
