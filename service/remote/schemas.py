"""What comes in about hosts and layers of other services."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from service.web.plain_text import PlainLine

Kind = Literal["wms", "wmts", "xyz", "wfs", "oapif"]
Address = Annotated[str, Field(min_length=8, max_length=1500)]
Name = Annotated[PlainLine, Field(max_length=120)]


class HostForm(BaseModel):
    """A host to be allowed: its name alone or a whole address, its port, and what it is for."""

    model_config = ConfigDict(extra="forbid")

    host: Annotated[str, Field(min_length=1, max_length=1500)]
    port: Annotated[int, Field(ge=1, le=65535)] | Literal[""] = ""
    note: Annotated[PlainLine, Field(max_length=200)] = ""


class LookForm(BaseModel):
    """A service to look at."""

    model_config = ConfigDict(extra="forbid")

    address: Address
    kind: Kind
    version: Annotated[str, Field(max_length=10)] = ""


class PickForm(LookForm):
    """A layer of a service to be described."""

    name: Annotated[str, Field(min_length=1, max_length=300)]


class LayerForm(PickForm):
    """A layer of a service to be added, with what people are told of it."""

    style: Annotated[str, Field(max_length=300)] = ""
    epsg: Annotated[int, Field(ge=1024, le=999_999)]
    name_fi: Annotated[PlainLine, Field(min_length=1, max_length=120)]
    name_sv: Name = ""
    name_en: Name = ""
    source: Annotated[PlainLine, Field(min_length=1, max_length=200)]
    licence: Annotated[PlainLine, Field(max_length=120)] = ""
    attribution: Annotated[PlainLine, Field(max_length=300)] = ""
    keep_hours: Annotated[int, Field(ge=1, le=8784)] = 24

    @property
    def names(self) -> dict[str, str]:
        """The names by language, only those given."""
        named = {"fi": self.name_fi, "sv": self.name_sv, "en": self.name_en}
        return {language: name for language, name in named.items() if name}


class StateForm(BaseModel):
    """Whether a layer is shown to everybody."""

    model_config = ConfigDict(extra="forbid")

    shown: Literal["yes", "no"]
