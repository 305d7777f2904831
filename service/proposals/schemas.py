"""What comes in about proposals."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from service.web.plain_text import PlainLine, PlainText

State = Literal["draft", "open", "closed", "withdrawn"]


class Strict(BaseModel):
    """Unknown fields are refused, so that a typing error does not lose what was meant."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class ProposalText(Strict):
    """The words of a proposal."""

    title: Annotated[PlainLine, Field(min_length=1, max_length=120)]
    summary: Annotated[PlainText, Field(min_length=1, max_length=300)]
    body: Annotated[PlainText, Field(max_length=10_000)] = ""
    state: State = "draft"
    signature: Annotated[PlainLine, Field(max_length=120)] = ""
    change_note: Annotated[PlainText, Field(max_length=300)] = ""
    matter: Annotated[PlainLine, Field(max_length=120)] | None = None  # none leaves it as it is


class ProposalForm(ProposalText):
    """The form: a drawing comes as GeoJSON or WKT text, or as an area's address."""

    geometry: str = Field("", max_length=1_000_000)
    area: str = Field("", max_length=80)
    idea: str = Field("", max_length=40)
    version: Annotated[Annotated[int, Field(ge=1)] | None, BeforeValidator(lambda text: text or None)] = None


class ProposalBody(ProposalText):
    """The same as JSON: the drawing is a GeoJSON geometry."""

    geometry: dict[str, Any] | None = None
    areas: list[str] = Field(default_factory=list, max_length=50)


class CoverageQuestion(Strict):
    """A drawing to be explained before anything is saved."""

    geometry: dict[str, Any] | None = None
    areas: list[str] = Field(default_factory=list, max_length=50)


class NewQuery(Strict):
    """Which idea a new proposal begins with."""

    idea: str = Field("", max_length=40)


class ListQuery(Strict):
    """Which proposals to list; ``coming`` are those whose phases have not begun."""

    state: Literal["", "draft", "open", "coming", "closed", "withdrawn"] = ""
