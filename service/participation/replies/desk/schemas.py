"""What the desk can be narrowed to."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from service.participation.pins.schemas import Query
from service.web.plain_text import PlainLine

Whose = Literal["mine", "unit", "all", "nobody"]
Show = Literal["waiting", "late", "open", "ended", "any"]


class DeskQuery(Query):
    """Whose inputs, in which stage, of what; `page` counts from 1."""

    whose: Whose | None = None
    show: Show = "waiting"
    theme: Annotated[PlainLine, Field(max_length=60)] | None = None
    area: Annotated[PlainLine, Field(max_length=120)] | None = None
    unit: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None
    q: Annotated[PlainLine, Field(max_length=100)] | None = None
    page: Annotated[int, Field(ge=1, le=500)] = 1

    def named_values(self) -> dict[str, str]:
        """The filters in use by name, for addresses; paging is not a filter."""
        values = self.model_dump(exclude={"page"}, exclude_none=True)
        return {name: str(value) for name, value in values.items()}
