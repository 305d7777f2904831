"""What comes in from the members of a body."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from service.statements.schemas import StatementForm, as_day
from service.web.plain_text import PlainText

LONGEST_DISSENT = 2000
#: More members than any body has.
MOST_VOTES = 500
Votes = Annotated[int, Field(ge=0, le=MOST_VOTES)]


class BodyForm(StatementForm):
    """The words of a draft, and how the body decides. `seen` is the version that the form was opened with."""

    way: Literal["votes", "meeting"] = "votes"
    seen: int = 0


class VoteForm(BaseModel):
    """A member's vote on the text of a version; whoever is not for it may say why."""

    model_config = ConfigDict(extra="forbid")

    version: int
    choice: Literal["for", "against", "abstained"]
    dissent: Annotated[PlainText, Field(max_length=LONGEST_DISSENT)] = ""


class MeetingForm(BaseModel):
    """What a meeting decided about the text of a version."""

    model_config = ConfigDict(extra="forbid")

    version: int
    decided_on: Annotated[dt.date, BeforeValidator(as_day)]
    votes_for: Votes
    votes_against: Votes
    votes_abstained: Votes
    dissent: Annotated[PlainText, Field(max_length=LONGEST_DISSENT)] = ""


class GiveForm(BaseModel):
    """Giving the text of a version; `shows_dissent` makes the members' dissenting opinions public, without names."""

    model_config = ConfigDict(extra="forbid")

    version: int
    shows_dissent: bool = False
