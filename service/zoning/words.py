"""What a drawing covers in the zoning, said in the reader's language."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from babel.lists import format_list

from layers.plans.colours import Colour
from layers.plans.designations import designation
from layers.plans.land_use import plan_status
from service.i18n import format_date, format_number, format_percent, locale, named
from service.i18n import gettext as _

HECTARE_M2 = 10_000
KM2_M2 = 1_000_000
#: Overlaps smaller than this come from borders that do not meet exactly.
TOLD_OVERLAP = 0.005


@dataclass(frozen=True)
class CoverageLine:
    """One row of the table: a letter of a plan, its share and what it means."""

    letter: str
    name: str
    amount: str
    meaning: str
    colour: Colour
    share: float
    share_text: str
    size_text: str
    plan: str
    is_sliver: bool
    is_in_force: bool

    @property
    def has_letter(self) -> bool:
        """Whether the plan marks it with a letter; streets carry a plain word ("katu") instead."""
        return self.letter.isupper()


@dataclass(frozen=True)
class CoverageWords:
    """A coverage record in words: one sentence, its table, and what must be said beside it."""

    sentence: str
    size_text: str
    kind: str
    lines: list[CoverageLine]
    no_plan_share: float
    no_plan_text: str
    notes: list[str]

    @property
    def only_plan(self) -> str:
        """The plan by name, status and day when there is just one; empty otherwise."""
        plans = {line.plan for line in self.lines}
        return plans.pop() if len(plans) == 1 else ""


def coverage_words(record: dict[str, Any]) -> CoverageWords:
    """The words of a record made by `layers.plans.record.coverage_record`."""
    kind = record["kind"]
    parts = [_line(part, kind) for part in record["parts"]]
    slivers = [_line(part, kind, is_sliver=True) for part in record["slivers"]]
    no_plan = float(record["no_plan_share"])
    return CoverageWords(
        sentence=_sentence(kind, parts, no_plan),
        size_text=size_words(record["size"], kind),
        kind=kind,
        lines=[*parts, *slivers],
        no_plan_share=no_plan,
        no_plan_text=share_words(no_plan) if no_plan > 0 else "",
        notes=_notes(record, slivers),
    )


def plan_words(part: dict[str, Any]) -> str:
    """A plan by name, status and day: "Harjoituskaava, voimassa 1.3.2026 alkaen", and whether a part of it ended."""
    words = _status_words(part)
    ended = part.get("repealed")
    if not ended:
        return words
    since = _day(ended.get("since"))
    told = _("partly repealed on %(day)s", day=format_date(since)) if since else _("partly repealed")
    return f"{words}, {told}"


def repeal_words(repealed: dict[str, Any] | None) -> str:
    """What a later plan ended of a unit, as it was noted upon the repeal, in a sentence; empty for nothing."""
    if not repealed:
        return ""
    size, plan, since = (
        size_words(float(repealed["area_m2"]), "area"),
        repealed["by_plan"],
        _day(repealed.get("since")),
    )
    if since is None:
        return _("Partly repealed: %(size)s ended with the plan %(plan)s.", size=size, plan=plan)
    return _(
        "Partly repealed on %(day)s: %(size)s ended with the plan %(plan)s.",
        day=format_date(since),
        size=size,
        plan=plan,
    )


def _status_words(part: dict[str, Any]) -> str:
    status = plan_status(part["status"])
    name, state = named(part["plan_names"]), named(status.names)
    since, approved, ended = (_day(part.get(name)) for name in ("valid_from", "approved_on", "valid_to"))
    if ended and status.phase == "ended":
        return _("%(plan)s, %(status)s on %(day)s", plan=name, status=state, day=format_date(ended))
    if since and status.phase == "in_force":
        return _("%(plan)s, %(status)s since %(day)s", plan=name, status=state, day=format_date(since))
    if approved and status.code == "06":
        return f"{name}, {state} {format_date(approved)}"
    if approved:
        return _("%(plan)s, %(status)s, approved on %(day)s", plan=name, status=state, day=format_date(approved))
    return f"{name}, {state}"


def share_words(share: float) -> str:
    """A share in whole per cent, without ever rounding something to nothing or nearly all to all."""
    if 0 < share < 0.01:
        return _("under %(share)s", share=format_percent(0.01, 0))
    if 0.99 < share < 1 - 1e-6:
        return _("over %(share)s", share=format_percent(0.99, 0))
    return format_percent(share, 0)


def size_words(size: float, kind: str) -> str:
    """An area (from m2) or a length (from metres) in a unit that fits it; empty for a point."""
    if kind == "point":
        return ""
    if kind == "line":
        return f"{format_number(size / 1000, 1)}\u00a0km" if size >= 1000 else f"{format_number(round(size))}\u00a0m"
    if size >= KM2_M2:
        return f"{format_number(size / KM2_M2, 1)}\u00a0km²"
    if size >= HECTARE_M2:
        return f"{format_number(size / HECTARE_M2, 1)}\u00a0ha"
    return f"{format_number(round(size))}\u00a0m²"


def _line(part: dict[str, Any], kind: str, *, is_sliver: bool = False) -> CoverageLine:
    meant = designation(part["letter"])
    return CoverageLine(
        letter=part["letter"],
        name=named(meant.names),
        amount=named(meant.amounts),
        meaning=named(meant.meanings),
        colour=meant.colour,
        share=part["share"],
        share_text=share_words(part["share"]),
        size_text=size_words(part["size"], kind),
        plan=plan_words(part),
        is_sliver=is_sliver,
        is_in_force=plan_status(part["status"]).phase == "in_force",
    )


def _sentence(kind: str, lines: list[CoverageLine], no_plan: float) -> str:
    if not lines:
        return _("There is no plan at this place.") if kind == "point" else _("There is no plan where you drew.")
    plans = sorted({line.plan for line in lines})
    items = [_item(line, kind, with_plan=len(plans) > 1) for line in lines]
    if no_plan > 0 and kind != "point":
        items.append(_("%(share)s in no plan", share=share_words(no_plan)))
    parts = format_list(items, locale=locale())
    whole = {
        "area": _("The area is %(parts)s.", parts=parts),
        "line": _("The line is %(parts)s.", parts=parts),
        "point": _("The place is %(parts)s.", parts=parts),
    }[kind]
    if len(plans) > 1:
        return whole
    plan = _("Plan: %(plan)s.", plan=plans[0])
    return f"{whole} {plan}"


def _item(line: CoverageLine, kind: str, *, with_plan: bool) -> str:
    told = [word for word in (line.letter if line.has_letter else "", line.plan if with_plan else "") if word]
    use = f"{line.amount} ({', '.join(told)})" if told else line.amount
    if kind == "point":
        return use
    if kind == "line":
        return f"{line.share_text} {use}, {line.size_text}"
    return f"{line.share_text} {use}"


def _notes(record: dict[str, Any], slivers: list[CoverageLine]) -> list[str]:
    parts = record["parts"]
    notes = []
    if slivers:
        strips = format_list([f"{s.letter} ({s.size_text})" for s in slivers], locale=locale())
        notes.append(
            _(
                "At the edges there are also narrow strips, which may come from inexact borders: %(strips)s.",
                strips=strips,
            )
        )
    if record["overlap_share"] > TOLD_OVERLAP and record["kind"] != "point":
        notes.append(_("Some of it lies under more than one plan, so the shares add up to more than 100 per cent."))
    if any(plan_status(part["status"]).phase == "coming" for part in parts):
        notes.append(_("A plan that is not in force may still change."))
    if any(part["is_synthetic"] for part in [*parts, *record["slivers"]]):
        notes.append(_("The plan was made up for practice. It is not a real plan."))
    return notes


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
