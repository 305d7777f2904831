"""Which files of open data there are, and what each of their columns means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from boundaries.database import sql
from service.i18n import N_

PACKAGE = "service.pages.open_data"
#: A file holds at most so many rows, the newest; the API gives the rest page by page.
MOST = 50_000
LICENCE = "CC BY 4.0"
LICENCE_ADDRESS = "https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its name in files, its kind (text, whole, flag, day) and what it means."""

    name: str
    kind: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Dataset:
    """One kind of open data. `has_places` says whether its rows stand at places."""

    key: str
    title: str
    what: str
    fields: tuple[Field, ...]
    has_places: bool = True


_DAY = Field("day", "day", N_("The day; times are not published"))
_SAMPLE = Field("is_sample", "flag", N_("Whether it is sample material"))
_LANGUAGE = Field("language", "text", N_("Language of the text"))
_TEXT = Field("text", "text", N_("What was said"))
_REFERENCE = Field("reference", "text", N_("Reference of the idea"))
_STATE = Field("state", "text", N_("State of the idea, as a word for programs"))

DATASETS = {
    one.key: one
    for one in (
        Dataset(
            "ideas",
            N_("Ideas"),
            N_("Each public idea, at the place that its author let be shown."),
            (
                _REFERENCE, Field("kind", "text", N_("Kind of idea")), Field("theme", "text", N_("Theme")), _STATE,
                Field("title", "text", N_("Title")), _TEXT, _LANGUAGE,
                Field("precision", "text", N_("How exactly the place is shown")),
                Field("shape", "text", N_("The line or area that was drawn, as well-known text in WGS 84")),
                Field("supports", "whole", N_("Supporters")), Field("comments", "whole", N_("Comments")),
                _DAY, _SAMPLE,
            ),
        ),
        Dataset(
            "answers",
            N_("Answers"),
            N_("What the municipality answered to ideas, and who signed it."),
            (
                _REFERENCE, _STATE, _TEXT, Field("signature", "text", N_("Who signed the answer")),
                Field("decision", "text", N_("The decision that used the idea")), _DAY, _SAMPLE,
            ),
        ),
        Dataset(
            "uses",
            N_("Use of ideas"),
            N_("Which proposals and decisions used an idea, used it in part or did not, and why."),
            (
                _REFERENCE, Field("part", "whole", N_("The part of the idea that it is about; empty for the whole")),
                Field("relation", "text", N_("used, partly or not_used")),
                Field("used_by_kind", "text", N_("proposal or decision")),
                Field("used_by", "text", N_("Name of the proposal or decision in its address")),
                Field("title", "text", N_("Title of the proposal or decision")),
                Field("reason", "text", N_("Why it was used so")), _DAY, _SAMPLE,
            ),
        ),
        Dataset(
            "comments",
            N_("Comments"),
            N_("What was said below ideas, areas, walks, proposals and decisions. Writers are not named."),
            (
                Field("below_kind", "text", N_("What kind of thing it stands below")),
                Field("below", "text", N_("Which one it stands below")), _TEXT, _LANGUAGE,
                Field("official", "text", N_("The unit, when an official speaks")), _DAY, _SAMPLE,
            ),
            has_places=False,
        ),
        Dataset(
            "observations",
            N_("Observations of walks"),
            N_("What was noted on development walks. Nobody's track is kept."),
            (
                Field("walk", "text", N_("The walk")), Field("number", "whole", N_("Number of the observation")),
                Field("stop", "whole", N_("Number of the stop")), Field("severity", "text", N_("How serious it is")),
                _TEXT, Field("wish", "text", N_("What should be done")), _LANGUAGE, _DAY, _SAMPLE,
            ),
        ),
    )
}  # fmt: skip


def rows_of(connection: Connection, municipality_id: int, dataset: Dataset) -> Sequence[Any]:
    """The rows of a file from the public views, the newest first, at most `MOST`."""
    values = {"municipality_id": municipality_id, "limit": MOST}
    return connection.execute(sql(PACKAGE, dataset.key), values).all()
