"""What comes in about documents, beside the file."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from service.web.plain_text import PlainLine, PlainText


class Strict(BaseModel):
    """Unknown fields are refused, so that a typing error does not lose what was meant."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class DocumentForm(Strict):
    """The document's title, at least in Finnish."""

    name_fi: Annotated[PlainLine, Field(min_length=1, max_length=120)]
    name_sv: Annotated[PlainLine, Field(max_length=120)] = ""
    name_en: Annotated[PlainLine, Field(max_length=120)] = ""

    @property
    def names(self) -> dict[str, str]:
        """The titles that were given, by language."""
        given = {"fi": self.name_fi, "sv": self.name_sv, "en": self.name_en}
        return {code: name for code, name in given.items() if name}


class RemovalForm(Strict):
    """Why a document is taken away; residents read it."""

    reason: Annotated[PlainText, Field(min_length=5, max_length=300)]
