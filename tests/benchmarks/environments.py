"""The environments of those we are measured against: made once, from a requirement file with hashes."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
REQUIREMENTS = HERE / "peers" / "requirements.txt"
PLACE = ROOT / "build" / "benchmarks"


def peers() -> Path:
    """The Python of an environment with stock spaCy and the peer frameworks."""
    digest = hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()[:12]
    directory = PLACE / f"peers-{sys.version_info.major}{sys.version_info.minor}-{digest}"
    python = directory / "bin" / "python"
    done = directory / ".done"
    if not done.exists():
        print(f"making {directory} (once) …", flush=True)
        venv.create(directory, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", REQUIREMENTS], check=True)
        done.touch()
    return python
