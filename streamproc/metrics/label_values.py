"""The closed sets of labels' values, and the limits of histograms in seconds, tokens and articles."""

from __future__ import annotations

from typing import get_args

from streamproc.errors import Reason

STAGE_SECONDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
AGE_SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600, 6 * 3600, 24 * 3600)
BATCH_TOKENS = (100, 250, 500, 1000, 2500, 5000, 10_000, 25_000, 50_000, 100_000, 250_000)
OPTIONAL_FIELDS = ("id", "url", "title", "source", "author", "language", "published_at", "tags", "extra")
OUTCOMES = ("enriched", "rejected", "withdrawn", "tombstone")
KEY_KINDS = ("missing", "differs")
TRANSACTION_RESULTS = ("committed", "aborted", "fenced")
RESET_CAUSES = ("new", "expired", "rewound")
RELOAD_RESULTS = ("loaded", "refused")
RESTART_REASONS = ("crash", "timeout", "memory")
BATCH_ARTICLES = (1, 2, 4, 8, 16, 32, 64, 128, 256)
REASONS: tuple[str, ...] = get_args(Reason)
