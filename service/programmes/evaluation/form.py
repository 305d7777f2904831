"""The fields of a decision's form that fix what it will be held against."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from service.i18n import gettext as _
from service.i18n import named
from service.programmes.evaluation.fixing import proposed_areas
from service.programmes.evaluation.schemas import START


@dataclass(frozen=True, slots=True)
class Option:
    """An area that the chosen ones may be compared with."""

    code: str
    name: dict[str, str]
    index: float
    is_taken: bool


@dataclass(frozen=True, slots=True)
class FollowupFields:
    """What the fields show: what was typed, or else what is proposed. `options` come in the order of the table."""

    first_year: str
    last_year: str
    reason: str
    proposed_names: str
    options: list[Option]


def followup_fields(
    table: Sequence[Mapping[str, Any]], chosen: Collection[str], form: MultiDict[str, str] | None = None
) -> FollowupFields:
    """The fields for a choice among the areas of a table.

    Parameters
    ----------
    table : rows with code, name and index (None for an unranked area).
    form : what was sent, when the form comes back.
    """
    proposed = proposed_areas(table, chosen)
    sent = form if form is not None and f"{START}shown" in form else None
    taken = set(sent.getlist(f"{START}compare")) if sent is not None else set(proposed)
    free = [row for row in table if row["index"] is not None and row["code"] not in chosen]
    usual = str(dt.datetime.now(dt.UTC).year + 1)
    return FollowupFields(
        first_year=sent.get(f"{START}first_year", "") if sent is not None else usual,
        last_year=sent.get(f"{START}last_year", "") if sent is not None else "",
        reason=sent.get(f"{START}reason", "") if sent is not None else "",
        proposed_names=", ".join(named(row["name"]) for row in free if row["code"] in set(proposed)),
        options=[Option(row["code"], row["name"], row["index"], row["code"] in taken) for row in free],
    )


def field_names() -> dict[str, str]:
    """What the fields are called in a list of what is wrong."""
    return {
        f"{START}first_year": _("First year of the programme"),
        f"{START}last_year": _("Last year"),
        f"{START}compare": _("Comparison areas"),
        f"{START}reason": _("Why others than the proposed ones?"),
    }
