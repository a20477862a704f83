"""The boundary that keeps the failure of one article from the others, and the time of each stage."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TypeVar

from streamproc.engine.outcome import Rejected
from streamproc.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


def timed(seconds: dict[str, float], stage: str, function: Callable[[], T]) -> T | Rejected:
    start = time.process_time()
    result = attempt(stage, function)
    seconds[stage] = time.process_time() - start
    return result


def attempt(stage: str, function: Callable[[], T]) -> T | Rejected:
    """Run one stage on one article: the boundary that keeps its failure from the other articles."""
    try:
        return function()
    except InvalidInput as error:
        return Rejected(error.reason, str(error), stage, qualified_name(error))
    except MemoryError as error:
        return Rejected(
            "too_large", f"{stage}: takes more memory than a process may have", stage, qualified_name(error)
        )
    except Exception as error:  # noqa: BLE001 - a defect met by one article must not stop the others
        return Rejected("internal_error", f"{stage}: {describe(error)}", stage, qualified_name(error))


def describe(error: Exception) -> str:
    """What and where, without the text that the error may quote."""
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    code = frame.tb_frame.f_code if frame is not None else None
    where = f" in {code.co_name} ({code.co_filename.rpartition('/')[2]}:{frame.tb_lineno})" if code and frame else ""
    return f"{type(error).__name__}{where}"


def qualified_name(error: Exception) -> str:
    return f"{type(error).__module__}.{type(error).__qualname__}"
