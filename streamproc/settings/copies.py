"""Settings of the stage that finds copies."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, Field


class CopiesSettings(BaseModel):
    """What `streamproc copies` needs, and what workers do for it."""

    copies: bool = Field(
        default=False,
        description="find copies: workers publish a sketch of every article, `streamproc copies` compares them; set it for both, "
        "and for `streamproc topics`",
    )
    copies_window_hours: float = Field(
        168.0, gt=0, description="articles whose messages are further apart are not compared"
    )
    copies_state: Path | None = Field(
        None,
        description="directory for the state of `streamproc copies`, which a topic holds as well; unset: a temporary one, filled from "
        "the topic at every start",
    )
    topic_copies: str = Field("articles.copies", description="topic of the copies")
    topic_copies_work: str = Field(
        "articles.copies.work", description="internal topic of sketches and of what articles tell each other"
    )
    topic_copies_state: str = Field(
        "articles.copies.state", description="internal topic that holds the state (a changelog)"
    )
