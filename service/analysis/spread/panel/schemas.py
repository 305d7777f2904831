"""What the addresses of the change of zoning may carry."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class PanelQuery(BaseModel):
    """Which share is looked at in every division."""

    model_config = ConfigDict(extra="forbid")

    measure: str = Field(default="unemployment", max_length=120)
