"""What the form of a report holds."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from service.web.plain_text import PlainText


class ReportForm(BaseModel):
    """Why something is out of place; `website` is a field that people do not see and only programs fill in."""

    model_config = ConfigDict(extra="forbid")

    reason: Literal["personal_data", "photo", "rules", "spam", "wrong_place", "danger", "other"]
    body: Annotated[PlainText, Field(max_length=500)] = ""
    website: Annotated[str, Field(max_length=500)] = ""
