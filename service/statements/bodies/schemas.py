"""What comes in from the members of a body."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from service.errors import FieldError, InvalidInput
from service.i18n import gettext as _
from service.statements.schemas import StatementForm, absent, as_day
from service.web.plain_text import PlainText

LONGEST_DISSENT = 2000
WHOLE = 100  # per cent
#: More members than any body has.
MOST_VOTES = 500
Votes = Annotated[int, Field(ge=0, le=MOST_VOTES)]


class BodyForm(StatementForm):
    """The words of a draft, and how the body decides. `seen` is the version that the form was opened with."""

    way: Literal["votes", "meeting"] = "votes"
    quorum_kind: Literal["none", "number", "share"] = "none"
    quorum: Annotated[Annotated[int, Field(ge=1, le=MOST_VOTES)] | None, BeforeValidator(absent)] = None
    tie: Literal["falls", "chair"] = "falls"
    chair: Annotated[uuid.UUID | None, BeforeValidator(absent)] = None
    seen: int = 0

    @model_validator(mode="after")
    def _whole_rules(self) -> BodyForm:
        """A quorum has its number, and a share is one of a hundred. Raises ValueError with the sentence."""
        if self.quorum_kind == "none":
            self.quorum = None
        elif self.quorum is None or (self.quorum_kind == "share" and self.quorum > WHOLE):
            raise InvalidInput(
                "", [FieldError("quorum", _("Write how many members must take part, or which share of them, 1–100."))]
            )
        return self


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
    chair_choice: Annotated[Literal["for", "against"] | None, BeforeValidator(absent)] = None
    dissent: Annotated[PlainText, Field(max_length=LONGEST_DISSENT)] = ""


class GiveForm(BaseModel):
    """Giving the text of a version; `shows_dissent` makes the members' dissenting opinions public, without names."""

    model_config = ConfigDict(extra="forbid")

    version: int
    shows_dissent: bool = False
