"""What a layer's list can be asked."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from service.web.plain_text import PlainLine


class ListQuery(BaseModel):
    """Words to look for, the address of an area to look in, the order, and the page from 1."""

    model_config = ConfigDict(extra="forbid")

    q: Annotated[PlainLine, Field(max_length=100)] = ""
    area: Annotated[PlainLine, Field(max_length=120)] = ""
    sort: Literal["name", "code"] = "name"
    page: Annotated[int, Field(ge=1, le=20_000)] = 1
