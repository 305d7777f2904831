"""What the form of an answer holds."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from service.participation.replies.handling.schemas import Day, Number
from service.web.plain_text import PlainText

Answer = Literal["considered", "accepted", "partly", "declined", "in_progress", "done", "closed_not_done"]


class AnswerForm(BaseModel):
    """An official's answer: where the input or its part goes, why in public, and what used it, if anything.

    `part` 0 is the whole. `whole_state` says what the whole becomes when a part is answered; empty lets it follow
    from the parts. `due_on` is the day by which the next step comes.
    """

    model_config = ConfigDict(extra="forbid")

    part: Number = 0
    state: Answer
    whole_state: Answer | Literal[""] = ""
    public_text: PlainText = Field(min_length=1, max_length=3000)
    due_on: Day = None
    decision_slug: str = Field(default="", max_length=200)
