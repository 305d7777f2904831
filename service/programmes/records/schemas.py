"""The words of a decision: its title, its reason, and the reasons of single areas."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from werkzeug.datastructures import MultiDict

from service.analysis.workbench.schema import MOST_AREAS
from service.programmes.schemas import REASON_LENGTH, TITLE_LENGTH
from service.web.parse import validated

START = "reason-"


class RecordForm(BaseModel):
    """`reasons` by code come as ``reason-<code>``; those of areas that an official took in or left out are needed.
    `seen` are the codes of the areas that the official saw chosen."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    title: str = Field(min_length=1, max_length=TITLE_LENGTH)
    reason: str = Field(min_length=1, max_length=REASON_LENGTH)
    seen: str = Field(default="", max_length=8000)
    reasons: dict[str, Annotated[str, Field(max_length=REASON_LENGTH)]] = Field(default={}, max_length=MOST_AREAS)


def record_form(form: MultiDict[str, str]) -> RecordForm:
    """The words in a form. Raises InvalidInput with a sentence for each field."""
    return validated(
        RecordForm,
        {
            "title": form.get("title", ""),
            "reason": form.get("reason", ""),
            "seen": form.get("seen", ""),
            "reasons": {name.removeprefix(START): value for name, value in form.items() if name.startswith(START)},
        },
    )
