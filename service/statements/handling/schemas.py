"""What comes in from those who handle statements."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from service.participation.pins.schemas import Query
from service.statements.schemas import About
from service.web.plain_text import PlainLine

Show = Literal["waiting", "new", "in_hand", "answered", "any"]


class DeskQuery(Query):
    """Which statements the desk lists; `page` counts from 1."""

    show: Show = "waiting"
    proposal: Annotated[PlainLine, Field(max_length=120)] | None = None
    about: About | None = None
    area: Annotated[PlainLine, Field(max_length=120)] | None = None
    q: Annotated[PlainLine, Field(max_length=100)] | None = None
    tag: Annotated[PlainLine, Field(max_length=40)] | None = None
    mine: bool = False
    page: Annotated[int, Field(ge=1, le=500)] = 1

    def named_values(self) -> dict[str, str]:
        """The filters in use by name, for addresses; paging is not a filter."""
        values = self.model_dump(exclude={"page"}, exclude_none=True, exclude_defaults=True) | {"show": self.show}
        return {name: str(value) for name, value in values.items()}


class EntryQuery(BaseModel):
    """The proposal that a statement is written down for."""

    model_config = ConfigDict(extra="forbid")

    proposal: Annotated[str, BeforeValidator(lambda value: str(value).strip()), Field(max_length=120)] = ""
