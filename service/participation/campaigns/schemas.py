"""What comes in about a campaign from the form of officials."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from service.i18n import TIME_ZONE
from service.i18n import gettext as _
from service.participation.campaigns.kinds import BUILT_IN, OWN_ICONS
from service.web.plain_text import PlainLine, PlainText

LONGEST_NAME = 120
LONGEST_SUMMARY = 2000
MOST_OWN_KINDS = 8

Name = Annotated[PlainLine, Field(max_length=LONGEST_NAME)]
Summary = Annotated[PlainText, Field(max_length=LONGEST_SUMMARY)]
KindName = Annotated[PlainLine, Field(max_length=40)]


class CampaignForm(BaseModel):
    """The fields of a campaign. Rows of own kinds come as lists of one length; a row without a name is none."""

    model_config = ConfigDict(extra="forbid")

    name_fi: Annotated[PlainLine, Field(min_length=2, max_length=LONGEST_NAME)]
    name_sv: Name = ""
    name_en: Name = ""
    summary_fi: Summary = ""
    summary_sv: Summary = ""
    summary_en: Summary = ""
    kinds: list[str] = []
    own_key: list[PlainLine] = []
    own_fi: list[KindName] = []
    own_sv: list[KindName] = []
    own_en: list[KindName] = []
    own_icon: list[str] = []
    shapes: list[str] = []
    themes: list[PlainLine] = []
    asks: Literal["both", "wishes", "solutions"] = "both"
    is_premoderated: bool = False
    opens_on: dt.date | None = None
    closes_on: dt.date | None = None
    area: Annotated[PlainLine, Field(max_length=120)] = ""
    retention_months: int | None = Field(None, ge=1, le=240)
    is_published: bool = False

    @field_validator("opens_on", "closes_on", "retention_months", mode="before")
    @classmethod
    def _empty_is_none(cls, value: Any) -> Any:
        return None if isinstance(value, str) and not value.strip() else value

    @field_validator("kinds")
    @classmethod
    def _known_kinds(cls, value: list[str]) -> list[str]:
        return [kind for kind in BUILT_IN if kind in value]

    @field_validator("shapes")
    @classmethod
    def _known_shapes(cls, value: list[str]) -> list[str]:
        return [shape for shape in ("point", "line", "area") if shape in value]

    @field_validator("closes_on")
    @classmethod
    def _after_the_beginning(cls, value: dt.date | None, info: Any) -> dt.date | None:
        begins = info.data.get("opens_on")
        if value is not None and begins is not None and value < begins:
            raise ValueError(_("The last day is before the first."))
        return value

    @field_validator("own_fi")
    @classmethod
    def _not_too_many(cls, value: list[str]) -> list[str]:
        if len([name for name in value if name]) > MOST_OWN_KINDS:
            raise ValueError(_("Give at most %(count)s kinds of your own.", count=MOST_OWN_KINDS))
        return value

    @property
    def names(self) -> dict[str, str]:
        """The names that were given, by language."""
        return _given(self.name_fi, self.name_sv, self.name_en)

    @property
    def summaries(self) -> dict[str, str]:
        """The summaries that were given, by language."""
        return _given(self.summary_fi, self.summary_sv, self.summary_en)

    @property
    def own_rows(self) -> list[dict[str, Any]]:
        """The campaign's own kinds with their names and icons; ``key`` is empty for a new one."""
        rows = []
        for n, name in enumerate(self.own_fi):
            names = _given(name, *(_at(column, n) for column in (self.own_sv, self.own_en)))
            if names:
                icon = _at(self.own_icon, n)
                rows.append(
                    {
                        "key": _at(self.own_key, n),
                        "names": names,
                        "icon": icon if icon in OWN_ICONS else next(iter(OWN_ICONS)),
                    }
                )
        return rows

    @property
    def opens_at(self) -> dt.datetime | None:
        """The first moment of the first day."""
        return _midnight(self.opens_on) if self.opens_on else None

    @property
    def closes_at(self) -> dt.datetime | None:
        """The moment after the last day."""
        return _midnight(self.closes_on + dt.timedelta(days=1)) if self.closes_on else None


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), TIME_ZONE).astimezone(dt.UTC)


def _given(fi: str, sv: str, en: str) -> dict[str, str]:
    return {language: text for language, text in (("fi", fi), ("sv", sv), ("en", en)) if text}


def _at(column: list[str], n: int) -> str:
    return column[n] if n < len(column) else ""
