"""A venv with the engines: its own packages before those of this one, so that streamproc and its model are there, too."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ENGINES = HERE / "engines.py"
REQUIREMENTS = HERE / "requirements.txt"
VENVS = HERE.parents[1] / "build/connectors"
"""Kept between runs: 2 GB, a name for each version of the requirements."""


@pytest.fixture(scope="session")
def venv():
    made = VENVS / hashlib.sha256(REQUIREMENTS.read_bytes() + sys.executable.encode()).hexdigest()[:12]
    if not (made / "complete").exists():
        shutil.rmtree(made, ignore_errors=True)
        uv = shutil.which("uv") or str(Path(sys.executable).with_name("uv"))
        subprocess.run([uv, "venv", "-q", "-p", sys.executable, made], check=True)
        install = [uv, "pip", "install", "-q", "-p", made / "bin/python", "--require-hashes", "-r", REQUIREMENTS]
        subprocess.run(install, check=True)
        [packages] = made.glob("lib/python*/site-packages")
        ours = [sysconfig.get_path("purelib"), *(path for path in sys.path if path.endswith("site-packages"))]
        (packages / "streamproc-tests.pth").write_text("\n".join(dict.fromkeys([*ours, str(HERE.parents[1])])) + "\n")
        (made / "complete").touch()
    return made
