"""What comes in about followings."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from service.notices.addresses import EmailAddress

Rhythm = Literal["at_once", "daily", "weekly"]


class FollowForm(BaseModel):
    """The form that asks to follow something. `website` is the field that people do not see."""

    model_config = ConfigDict(extra="forbid")

    email: EmailAddress
    rhythm: Rhythm = "weekly"
    website: str = Field("", max_length=200)


class RhythmForm(BaseModel):
    """The form that changes how often."""

    model_config = ConfigDict(extra="forbid")

    rhythm: Rhythm


class AddressForm(BaseModel):
    """The form that asks for the link to all that an address follows."""

    model_config = ConfigDict(extra="forbid")

    email: EmailAddress
    website: str = Field("", max_length=200)
