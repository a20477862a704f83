"""Look every locked package up in the advisory data base: ``python scripts/audit.py PATH_OF_PIP_AUDIT``.

Status 0: nothing is known against any of them; 1: something is, or one of them could not be looked up; 2: nobody answers.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

REQUIREMENTS = Path(__file__).resolve().parents[1] / "requirements"
LOCKS = ("runtime", "demo", "dev", "build", "train")
ARGUMENTS = ("--strict", "--disable-pip", "--no-deps", "-r")
UNKNOWN = "not found on PyPI"


def main(pip_audit: str) -> int:
    """Ask for pip alone first: where even that is not known, nobody answers, and any result would say nothing."""
    probe = audit(pip_audit, "pip", stderr=subprocess.PIPE)
    sys.stderr.write(probe.stderr)
    if UNKNOWN in probe.stderr:
        sys.stderr.write(
            "make audit: the package index has no JSON interface here (/pypi/NAME/VERSION/json), where the advisories "
            "stand: nothing was audited. A mirror often has the packages alone; run this where PyPI itself is reached.\n"
        )
        return 2
    return max(probe.returncode, *(audit(pip_audit, lock).returncode for lock in LOCKS))


def audit(pip_audit: str, lock: str, *, stderr: int | None = None) -> subprocess.CompletedProcess[str]:
    command = [pip_audit, *ARGUMENTS, str(REQUIREMENTS / f"{lock}.txt")]
    return subprocess.run(command, stderr=stderr, text=True, check=False)  # noqa: S603 - the tool that make has installed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
