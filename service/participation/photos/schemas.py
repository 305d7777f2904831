"""What comes in about photos."""

from __future__ import annotations

import uuid
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from service.participation.photos.rules import ALT_MAX
from service.web.plain_text import PlainLine

Alt = Annotated[PlainLine, Field(max_length=ALT_MAX)]


class PhotoForm(BaseModel):
    """The words beside a photo, and the sender's own name for it."""

    model_config = ConfigDict(extra="forbid")

    alt: Alt = ""
    client_id: uuid.UUID | None = None


class AltForm(BaseModel):
    """What is in a photo."""

    model_config = ConfigDict(extra="forbid")

    alt: Annotated[PlainLine, Field(min_length=1, max_length=ALT_MAX)]
