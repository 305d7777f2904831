"""A coverage report as plain JSON, so that it can be kept with what was drawn and read back years later.

The record keeps what the plan said on the day: letters, shares, plan names, status codes and days. Words are
made from it in the reader's language when it is shown.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from layers.plans.coverage import CoverageReport, CoveredPart

SHARE_DECIMALS = 6


def coverage_record(report: CoverageReport) -> dict[str, Any]:
    """The report as a JSON object; shares 0-1 to a millionth, sizes in m2 or metres to a tenth."""
    return {
        "kind": report.kind,
        "size": round(report.size, 1),
        "parts": [_part(part) for part in report.parts],
        "slivers": [_part(part) for part in report.slivers],
        "no_plan_share": round(report.no_plan_share, SHARE_DECIMALS),
        "overlap_share": round(report.overlap_share, SHARE_DECIMALS),
    }


def _part(part: CoveredPart) -> dict[str, Any]:
    unit = part.unit
    return {
        "letter": unit.letter,
        "land_use": unit.land_use,
        "share": round(part.share, SHARE_DECIMALS),
        "size": round(part.size, 1),
        "unit_ids": list(part.unit_ids),
        "plan_id": unit.plan_id,
        "plan_names": unit.plan_names,
        "plan_kind": unit.plan_kind,
        "status": unit.life_cycle_status,
        "approved_on": _day(unit.approved_on),
        "valid_from": _day(unit.valid_from),
        "is_synthetic": unit.is_synthetic,
        **({"repealed": unit.regulations["repealed"]} if "repealed" in unit.regulations else {}),
    }


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
