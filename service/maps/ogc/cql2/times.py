"""Days and instants of a filter, and the relations between times (CQL2, 7.8)."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from service.i18n import gettext as _
from service.maps.ogc.cql2.refusals import refused

_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?(?:Z|[+-]\d{2}:\d{2})")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
#: Each relation of two times, by the beginnings and ends of both.
RELATIONS = {
    "t_after": "{a} > {d}",
    "t_before": "{b} < {c}",
    "t_contains": "{a} < {c} AND {b} > {d}",
    "t_disjoint": "({b} < {c} OR {a} > {d})",
    "t_during": "{a} > {c} AND {b} < {d}",
    "t_equals": "{a} = {c} AND {b} = {d}",
    "t_finishedby": "{a} < {c} AND {b} = {d}",
    "t_finishes": "{a} > {c} AND {b} = {d}",
    "t_intersects": "{a} <= {d} AND {b} >= {c}",
    "t_meets": "{b} = {c}",
    "t_metby": "{a} = {d}",
    "t_overlappedby": "{a} > {c} AND {a} < {d} AND {b} > {d}",
    "t_overlaps": "{a} < {c} AND {b} > {c} AND {b} < {d}",
    "t_startedby": "{a} = {c} AND {b} > {d}",
    "t_starts": "{a} = {c} AND {b} < {d}",
}


def moment(text: Any) -> dt.date | dt.datetime:
    """A day or an instant with its zone. Raises UnknownParameter for anything else."""
    try:
        if isinstance(text, str) and _DAY.fullmatch(text):
            return dt.date.fromisoformat(text)
        if isinstance(text, str) and _INSTANT.fullmatch(text):
            return dt.datetime.fromisoformat(text).astimezone(dt.UTC)
    except (ValueError, OverflowError):
        pass
    raise refused(_("A time is written as 2026-11-22 or 2026-11-22T12:00:00Z."))
