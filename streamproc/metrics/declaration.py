"""A metric's declaration, what is made of it, and what the docs say of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prometheus_client import CollectorRegistry


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric in words. ``values``: the closed set of its one label, which begin at zero."""

    name: str
    meaning: str
    labels: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    buckets: tuple[float, ...] | None = None

    def made(self, kind: type[Any], registry: CollectorRegistry) -> Any:
        buckets = {"buckets": self.buckets} if self.buckets else {}
        metric = kind(self.name, self.meaning, self.labels, registry=registry, **buckets)
        for value in self.values:
            metric.labels(value)
        return metric


def declarations(metrics: type[Any]) -> Iterator[tuple[str, type[Any], Metric]]:
    """Field, kind and declaration of every metric of a class whose fields are ``Annotated[kind, Metric(…)]``, in their order."""
    for name, hint in get_type_hints(metrics, include_extras=True).items():
        kind, declared = get_args(hint)
        yield name, kind, declared
