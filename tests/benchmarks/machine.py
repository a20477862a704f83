"""What a figure was measured on: processor, kernel, and the BLAS that multiplies."""

from __future__ import annotations

import ctypes
import os
import platform
from pathlib import Path

import numpy as np

_CORE_NAMES = (
    "scipy_openblas_get_corename64_",
    "scipy_openblas_get_corename",
    "openblas_get_corename64_",
    "openblas_get_corename",
)


def machine() -> dict[str, str]:
    """Names for a table's heading."""
    return {
        "processor": processor(),
        "cores": str(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()),
        "kernel": f"{platform.system()} {platform.release()}",
        "blas": blas(),
        "python": platform.python_version(),
        "numpy": np.__version__,
    }


def processor() -> str:
    """The model's name, with family and model where the name says little (``AMD EPYC`` of a virtual machine)."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").split("\n\n")[0].splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    facts = {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in lines)}
    flags = facts.get("flags", "").split()
    vectors = next((name for name in ("avx512f", "avx2", "avx") if name in flags), "no AVX")
    extras = [name for name in ("avx512_vnni", "avx_vnni", "amx_int8", "avx512_bf16") if name in flags]
    family = f"family {facts.get('cpu family')}, model {facts.get('model')}"
    return f"{facts.get('model name', platform.machine())} ({family}; {', '.join([vectors, *extras])})"


def blas() -> str:
    """The library and, of OpenBLAS, the kernels it chose for this processor."""
    built = np.show_config(mode="dicts")["Build Dependencies"]["blas"]
    name = f"{built.get('name')} {built.get('version')}"
    folder = Path(np.__file__).parents[1] / "numpy.libs"
    for library in sorted(folder.glob("*openblas*")):
        loaded = ctypes.CDLL(str(library))
        for function in _CORE_NAMES:
            if hasattr(loaded, function):
                ask = getattr(loaded, function)
                ask.restype = ctypes.c_char_p
                return f"{name}, kernels for {ask().decode()}"
    return name
