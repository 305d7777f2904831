"""What the form under the report of a table holds."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict


class UseForm(BaseModel):
    """Whether a wrong row keeps all answers back (`all`) or only its own (`good`)."""

    model_config = ConfigDict(extra="forbid")

    rows: Literal["all", "good"] = "all"
