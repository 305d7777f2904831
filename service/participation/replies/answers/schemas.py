"""What the form of an answer holds."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from service.participation.replies.handling.schemas import Day, Number
from service.web.plain_text import PlainLine, PlainText

Answer = Literal["considered", "accepted", "partly", "declined", "in_progress", "done", "closed_not_done"]
LONGEST_ANSWER = 3000
LONGEST_REASON = 1000


class AnswerForm(BaseModel):
    """An official's answer: where the input or its part goes, why in public, and what used it, if anything.

    `part` 0 is the whole. `whole_state` says what the whole becomes when a part is answered; empty lets it follow
    from the parts. `due_on` is the day by which the next step comes. `link`, `relation` and `link_reason` are the
    rows of what used the input, one list for each column.
    """

    model_config = ConfigDict(extra="forbid")

    part: Number = 0
    state: Answer
    whole_state: Answer | Literal[""] = ""
    public_text: PlainText = Field(min_length=1, max_length=LONGEST_ANSWER)
    due_on: Day = None
    link: Annotated[list[Annotated[PlainLine, Field(max_length=200)]], Field(max_length=20)] = []
    relation: Annotated[list[Annotated[PlainLine, Field(max_length=20)]], Field(max_length=20)] = []
    link_reason: Annotated[list[Annotated[PlainText, Field(max_length=LONGEST_REASON)]], Field(max_length=20)] = []
    at: Literal["pin", "desk"] = "pin"
    template: Annotated[PlainLine, Field(max_length=20)] = ""  # chosen but not taken; nothing is done with it


class DraftForm(BaseModel):
    """What the buttons beside the answer's form need; the rest of the form goes back as it came."""

    model_config = ConfigDict(extra="ignore")

    act: Literal["row", "preview", "template"]
    at: Literal["pin", "desk"] = "pin"
    public_text: PlainText = ""
    template: Annotated[int | None, BeforeValidator(lambda value: value or None)] = None
