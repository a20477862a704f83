"""Python processes that we start: which modules they can import, and which variables they are given."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

PASSED_ON = frozenset(
    ("PATH", "HOME", "LANG", "LANGUAGE", "TZ", "TMPDIR", "LD_LIBRARY_PATH", "LD_PRELOAD", "VIRTUAL_ENV")
)
PASSED_ON_PREFIXES = ("LC_", "PYTHON", "OMP_", "OPENBLAS_", "MKL_", "BLIS_", "MALLOC_")
"""What interpreter, C library and linear algebra look at. Nothing else: the environment holds passwords."""


def python(module: str, *arguments: str) -> list[str]:
    """The command that runs a module; ``-P`` keeps the current folder, which may hold anybody's files, off its path."""
    return [sys.executable, "-P", "-m", module, *arguments]


def module_path() -> str:
    """Where this process finds modules, as PYTHONPATH; the current folder only where PYTHONPATH names it."""
    named = {str(Path(entry).resolve()) for entry in os.environ.get("PYTHONPATH", "").split(os.pathsep) if entry}
    here = str(Path.cwd())
    resolved = {entry: str(Path(entry).resolve()) for entry in sys.path if entry}
    return os.pathsep.join(entry for entry, place in resolved.items() if place != here or place in named)


def plain_environment() -> Mapping[str, str]:
    """The variables of this process that are no secret and no setting of ours."""
    return {
        name: value for name, value in os.environ.items() if name in PASSED_ON or name.startswith(PASSED_ON_PREFIXES)
    }


def leave_current_folder() -> None:
    """Take the folder that ``python -m`` put on the module path off it again."""
    if not sys.flags.safe_path and sys.path and Path(sys.path[0] or ".").resolve() == Path.cwd():
        del sys.path[0]


def usable_cores() -> int:
    """The cores this process may run on."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
