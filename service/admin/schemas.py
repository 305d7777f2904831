"""What the moderation form holds."""

from __future__ import annotations

import uuid
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator

from service.i18n import gettext as _
from service.moderation.kinds import kind_named
from service.web.plain_text import PlainLine

DEEDS = ("publish", "hide")
#: Why something is hidden; the words are the template's.
REASONS = ("rules", "personal_data", "spam", "duplicate", "off_topic", "other")

Item = tuple[str, str]
Note = Annotated[PlainLine, StringConstraints(max_length=300)]


class ModerationForm(BaseModel):
    """What to do, and to what.

    `deed` is "hide" or "publish" for all ticked items, or "hide pin:<id>" for one item's own button, which
    does not need its box ticked.
    """

    model_config = ConfigDict(extra="forbid")

    deed: Annotated[str, StringConstraints(max_length=80)]
    item: Annotated[list[str], Field(max_length=200)] = []
    reason: Literal["rules", "personal_data", "spam", "duplicate", "off_topic", "other"] = "rules"
    note: Note = ""
    back: Literal["queue", "hidden", "patterns"] = "queue"

    @field_validator("deed")
    @classmethod
    def _known_deed(cls, value: str) -> str:
        if value.partition(" ")[0] not in DEEDS:
            raise ValueError(_("Choose one of the options."))
        return value

    @property
    def is_hiding(self) -> bool:
        """Whether to hide; else to publish."""
        return self.deed.startswith("hide")

    @property
    def reason_for_log(self) -> str:
        """The reason as the log keeps it; publishing needs none."""
        parts = ([self.reason] if self.is_hiding else []) + ([self.note] if self.note else [])
        return ": ".join(parts)

    def items(self) -> list[Item]:
        """What to do it to, each once; what cannot be an item is left out."""
        one = self.deed.partition(" ")[2]
        given = [_item(text) for text in ([one] if one else self.item)]
        return list(dict.fromkeys(found for found in given if found is not None))


class LogQuery(BaseModel):
    """Which part of the log: acts of one kind, before an entry."""

    model_config = ConfigDict(extra="forbid")

    kind: Annotated[str, StringConstraints(max_length=40, pattern="^[a-z_]*$")] = ""
    before: Annotated[int, Field(ge=1, le=2_147_483_647)] | None = None


class PlaceForm(BaseModel):
    """What to do with an idea that waits outside the municipality.

    `to` is for the deed "move": "nearest", "area:<slug>" or "place:<id>"; `reason` and `note` are for "hide".
    """

    model_config = ConfigDict(extra="forbid")

    pin: uuid.UUID
    deed: Literal["whole", "move", "hide"]
    to: Annotated[PlainLine, StringConstraints(max_length=140)] = "nearest"
    reason: Literal["rules", "personal_data", "spam", "duplicate", "off_topic", "other"] = "off_topic"
    note: Note = ""

    @property
    def reason_for_log(self) -> str:
        """The reason as the log keeps it."""
        return f"{self.reason}: {self.note}" if self.note else self.reason


class QueueQuery(BaseModel):
    """The filters of the queue; empty ones keep everything."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["", "pin", "comment", "photo", "observation", "area", "statement", "signature"] = ""
    why: Literal["", "reported", "premoderation", "machine", "repeat", "name", "no_name"] = ""
    q: Annotated[PlainLine, StringConstraints(max_length=100)] = ""
    done: Annotated[str, StringConstraints(max_length=80)] = ""  # the act that brought one here, to be undone


class UndoForm(BaseModel):
    """Which act to take back."""

    model_config = ConfigDict(extra="forbid")

    batch: Annotated[str, StringConstraints(min_length=8, max_length=400)]


def _item(text: str) -> Item | None:
    name, _colon, identifier = text.partition(":")
    kind = kind_named(name)
    if kind is None or not identifier:
        return None
    try:  # what can be hidden goes by an id of its own; an area by its address
        return (name, str(uuid.UUID(identifier)) if kind.move is not None else identifier)
    except ValueError:
        return None
