"""A decision's areas as files: a table with estimates, ranges and whether they can be relied on, and a GeoPackage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from service.areas.downloads.geopackage import Column, Layer
from service.i18n import gettext as _
from service.i18n import named
from service.programmes.queries import DecisionView, rows_of
from service.programmes.views import frozen_state
from service.web.spreadsheet import Cell


def columns_of(view: DecisionView) -> list[Column]:
    """The areas of a decision column by column, in the order of its table; for either file, and for older decisions
    too, whose ranges are empty."""
    table, chosen = rows_of(view), {one["code"]: one for one in view.chosen}
    chosen |= {row["code"]: {"by": "rule"} for row in table if row.get("is_chosen")}
    shares = {one["code"]: one for one in (view.method_card.get("sharing") or {}).get("shares", [])}

    def column(name: str, kind: str, description: str, values: Sequence[Any]) -> Column:
        return Column(name, kind, description, list(values))

    found = [
        column("code", "text", _("Postal code or other code"), [row["code"] for row in table]),
        column("name", "text", _("Name"), [named(row["name"]) for row in table]),
        column("is_chosen", "flag", _("Whether the area was chosen"), [row["code"] in chosen for row in table]),
        column("chosen_by", "text", _("rule, or official against the rule"), [_by(chosen, row) for row in table]),
        column(
            "reason", "text", _("Why the area was chosen"), [chosen.get(r["code"], {}).get("reason") for r in table]
        ),
        column("index", "number", _("Index; empty where it is not known"), [row["index"] for row in table]),
        column("rank", "whole", _("Rank, 1 has the greatest need"), [row["rank"] for row in table]),
        column("rank_low", "number", _("Rank in nine of ten draws: from"), [row.get("low") for row in table]),
        column("rank_high", "number", _("Rank in nine of ten draws: to"), [row.get("high") for row in table]),
        column("p_top", "number", _("Share of draws among the first"), [row.get("p_top") for row in table]),
        column("reliable", "whole", _("1 when it can be relied on, 0 when not"), [_reliable(row) for row in table]),
        column("state", "text", _("Why the area has no rank"), [_state(row) for row in table]),
        column("residents", "number", _("Residents"), [row["residents"] for row in table]),
    ]
    for one in view.method_card["indicators"]:
        key, name = one["key"], named(one["names"])
        cells = [row["indicators"][key] for row in table]
        found += [
            column(key, "number", name, [cell.get("value", cell["share"]) for cell in cells]),
            column(
                f"{key}_smoothed", "number", _("%(name)s, smoothed", name=name), [c["smoothed_share"] for c in cells]
            ),
            column(
                f"{key}_points",
                "number",
                _("%(name)s, points of the index", name=name),
                [c["contribution"] for c in cells],
            ),
            column(
                f"{key}_state",
                "text",
                _("%(name)s: whether it is published", name=name),
                [cell["state"] for cell in cells],
            ),
        ]
    if shares:
        found += [
            column(name, "number", label, [shares.get(row["code"], {}).get(key) for row in table])
            for name, key, label in (
                ("euros_by_need", "by_need", _("Euros by need")),
                ("euros_equal", "equal", _("Euros, the same for each area")),
                ("euros_per_head", "per_head", _("Euros by residents")),
            )
        ]
    return [
        *found,
        column(
            "boundary_version", "whole", _("Number of the boundary's version"), [r["boundary_version"] for r in table]
        ),
        column("boundary_sha256", "text", _("SHA-256 of the boundary"), [row["boundary_sha256"] for row in table]),
    ]


def table_of(view: DecisionView) -> tuple[list[str], list[list[Cell]]]:
    """The same as heading and rows."""
    columns = columns_of(view)
    heading = [column.description for column in columns]
    return heading, [list(row) for row in zip(*(column.values for column in columns), strict=True)]


def layer_of(view: DecisionView, boundaries: Mapping[str, bytes]) -> Layer:
    """The areas with their boundaries as they were when it was decided, in the metric CRS.

    Parameters
    ----------
    boundaries : well-known binary by code.
    """
    return Layer(
        name="areas",
        title=view.title,
        description=_(
            "Areas of a decision, with the numbers that it rests on. SHA-256 of the decision: %(seal)s.",
            seal=view.content_hash,
        ),
        columns=columns_of(view),
        geometry=[boundaries.get(row["code"]) for row in rows_of(view)],
        geometry_type="MultiPolygon",
    )


def _by(chosen: Mapping[str, Mapping[str, Any]], row: Mapping[str, Any]) -> str | None:
    one = chosen.get(row["code"])
    return None if one is None else str(one.get("by", "official"))


def _reliable(row: Mapping[str, Any]) -> int | None:
    """Whether a rank can be relied on: it has one, no indicator is missing, and its range is not wide."""
    if row["rank"] is None:
        return 0
    return int(not row["is_partial"] and not row.get("is_uncertain", False))


def _state(row: dict[str, Any]) -> str | None:
    return frozen_state(row) or None
