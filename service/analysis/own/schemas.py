"""What comes in about an import of figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from layers.indicators.catalogue import Domain
from service.web.plain_text import PlainLine, PlainText

LANGUAGES = ("fi", "sv", "en")
PARTS = ("code", "name", "part", "whole", "value", "base", "error")
FIGURE_PARTS = PARTS[2:]
Column = Annotated[str, Field(max_length=120)]
Marks = Annotated[PlainLine, Field(max_length=120)]
Name = Annotated[PlainLine, Field(max_length=80)]
Sentence = Annotated[PlainText, Field(max_length=400)]
#: Typed as text, so that a slip of the finger is told beside the field and nothing else is lost.
Typed = Annotated[PlainLine, Field(max_length=20)]


class MeaningForm(BaseModel):
    """What an indicator is called and how it is taken."""

    model_config = ConfigDict(extra="ignore")

    name_fi: Name = ""
    name_sv: Name = ""
    name_en: Name = ""
    meaning_fi: Sentence = ""
    meaning_sv: Sentence = ""
    meaning_en: Sentence = ""
    of_fi: Name = ""
    of_sv: Name = ""
    of_en: Name = ""
    domain: Domain = "other"
    direction: Literal["more", "less"] = "more"
    unit: Annotated[PlainLine, Field(max_length=20)] = ""
    minimum_base: Typed = "1"
    treatment: Literal["rule", "never"] = "rule"


class ReportForm(MeaningForm):
    """Which column is what, how figures are read, and what the indicator is called."""

    mark: str = Field("", max_length=64)
    column_code: Column = ""
    column_name: Column = ""
    column_part: Column = ""
    column_whole: Column = ""
    column_value: Column = ""
    column_base: Column = ""
    column_error: Column = ""
    hidden_part: Marks = ""
    hidden_whole: Marks = ""
    hidden_value: Marks = ""
    hidden_base: Marks = ""
    hidden_error: Marks = ""
    missing: Marks = ""
    empty: Literal["missing", "hidden"] = "missing"
    twice: Literal["leave_out", "add"] = "leave_out"
    by_shape: bool = False
    indicator: Annotated[str, Field(max_length=60)] = ""
    kind: Literal["share", "value"] = "share"
    year: Typed = ""
    source: Annotated[PlainLine, Field(max_length=160)] = ""
    licence: Annotated[PlainLine, Field(max_length=60)] = ""

    def mapping(self, heading: Sequence[str]) -> dict[str, str]:
        """The chosen columns by part; what the file does not have is left out."""
        chosen = {part: getattr(self, f"column_{part}") for part in PARTS}
        return {part: name for part, name in chosen.items() if name in heading}

    def wish(self) -> dict[str, Any]:
        """Everything but the columns and the mark, as plain values."""
        return {
            name: value
            for name, value in self.model_dump().items()
            if name != "mark" and not name.startswith("column_")
        }


class LayerForm(BaseModel):
    """Which layer of a file is read."""

    model_config = ConfigDict(extra="ignore")

    layer: str = Field("", max_length=200)
