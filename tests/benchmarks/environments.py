"""The environments of those we are measured against: made once, from requirement files with hashes."""

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


def release(revision: str) -> Path:
    """The Python of an environment with the wheel of an earlier revision, built from its tree, and what that pins."""
    asked = ["git", "-C", ROOT, "rev-parse", "--verify", f"{revision}^{{commit}}"]
    commit = subprocess.run(asked, check=True, capture_output=True, text=True).stdout.strip()
    directory = PLACE / f"release-{sys.version_info.major}{sys.version_info.minor}-{commit[:12]}"
    python = directory / "bin" / "python"
    done = directory / ".done"
    if not done.exists():
        print(f"making {directory} (once) …", flush=True)
        venv.create(directory, with_pip=True, clear=True)
        tree = directory / "tree"
        subprocess.run(["git", "-C", ROOT, "worktree", "prune"], check=True)
        subprocess.run(["git", "-C", ROOT, "worktree", "add", "--quiet", "--detach", tree, commit], check=True)
        try:
            pins = [option for name in ("build", "demo") for option in ("-r", tree / "requirements" / f"{name}.txt")]
            pip = [python, "-m", "pip", "--quiet", "--disable-pip-version-check"]
            subprocess.run([*pip, "install", "--require-hashes", "--only-binary", ":all:", *pins], check=True)
            subprocess.run([*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", directory, tree], check=True)
            subprocess.run([*pip, "install", "--no-deps", *directory.glob("streamproc-*.whl")], check=True)
        finally:
            subprocess.run(["git", "-C", ROOT, "worktree", "remove", "--force", tree], check=True)
        done.touch()
    return python
