"""What comes in about assessments."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from service.web.plain_text import PlainLine, PlainText

Direction = Literal["much_better", "better", "none", "worse", "much_worse", "unknown"]
Certainty = Literal["known", "estimated", "guess"]
Revision = Annotated[int, Field(ge=0, le=1_000_000)]


class Strict(BaseModel):
    """Unknown fields are refused, so that a typing error does not lose what was meant."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class RowForm(Strict):
    """One effect. Topic, people, alternative and source are keys of the lists that the form shows (`choosing`)."""

    topic: Annotated[str, Field(min_length=1, max_length=40)]
    topic_own: Annotated[PlainLine, Field(max_length=80)] = ""
    people: Annotated[str, Field(min_length=1, max_length=120)]
    people_own: Annotated[PlainLine, Field(max_length=80)] = ""
    alternative: Annotated[str, Field(min_length=1, max_length=40)]
    direction: Direction
    certainty: Certainty
    why: Annotated[PlainText, Field(min_length=5, max_length=1500)]
    easing: Annotated[PlainText, Field(max_length=1000)] = ""
    source: Annotated[str, Field(max_length=120)] = ""
    source_text: Annotated[PlainLine, Field(max_length=300)] = ""
    revision: Revision = 0


class TextsForm(Strict):
    """The texts around the rows; `revision` is the draft's that was read."""

    summary: Annotated[PlainText, Field(max_length=2000)] = ""
    follow_up: Annotated[PlainText, Field(max_length=2000)] = ""
    revision: Revision


class PublishForm(Strict):
    """Making a version of the draft with the `revision` that was read."""

    change_note: Annotated[PlainText, Field(max_length=300)] = ""
    signature: Annotated[PlainLine, Field(max_length=120)] = ""
    revision: Revision


class NewRowQuery(Strict):
    """What a new row begins with."""

    topic: Annotated[str, Field(max_length=40)] = ""
    people: Annotated[str, Field(max_length=120)] = ""
    alternative: Annotated[str, Field(max_length=40)] = ""


class NumberQuery(Strict):
    """Which version; 0 is the newest."""

    number: Annotated[Revision, BeforeValidator(lambda text: text or 0)] = 0
