"""What the address of the comparison may carry."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field

from service.analysis.ideas import IdeaFilters
from service.analysis.pins import Base
from service.participation.pins.schemas import Query
from service.web.plain_text import PlainLine


class ParticipationQuery(Query):
    """Per whom, and which ideas are looked at; days are included."""

    base: Base = "residents"
    theme: Annotated[PlainLine, Field(max_length=60)] | None = None
    campaign: Annotated[PlainLine, Field(max_length=80)] | None = None
    since: dt.date | None = None
    until: dt.date | None = None

    @property
    def filters(self) -> IdeaFilters:
        """Which ideas are looked at."""
        return IdeaFilters(self.theme, self.campaign, self.since, self.until)

    def carried(self) -> dict[str, str]:
        """What the address must carry to keep these choices."""
        return {name: str(value) for name, value in self.model_dump(exclude_defaults=True).items()}
