"""Settings of the stage that groups articles by what happened."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, Field


class StoriesSettings(BaseModel):
    """What `streamproc stories` needs, and what workers do for it."""

    stories: bool = Field(
        default=False,
        description="group articles that tell of the same happening: workers publish a profile of every article, `streamproc stories` "
        "compares them; set it for both, and for `streamproc topics`",
    )
    stories_window_hours: float = Field(
        72.0, gt=0, description="articles whose messages are further apart are not linked with each other"
    )
    stories_state: Path | None = Field(
        None,
        description="directory for the state of `streamproc stories`, which a topic holds as well; unset: a temporary one, filled from "
        "the topic at every start",
    )
    topic_stories: str = Field("articles.stories", description="topic of the stories")
    topic_stories_work: str = Field(
        "articles.stories.work",
        description="internal topic of profiles and of what articles tell each other about stories",
    )
    topic_stories_state: str = Field(
        "articles.stories.state", description="internal topic that holds the state of stories (a changelog)"
    )
