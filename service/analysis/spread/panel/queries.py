"""Which shares can be counted in any division, and what was counted of one."""

from __future__ import annotations

from sqlalchemy import Connection

from layers.indicators.catalogue import Indicator
from layers.indicators.own import indicators_of
from service.analysis.runs.kinds import Values
from service.analysis.runs.queries import Run, run_asked
from service.analysis.spread.errors import NoSuchMeasure
from service.i18n import gettext as _

#: The kind of run (service/analysis/runs) that counts a share in every division.
DIVISIONS = "divisions"


def shares_of(connection: Connection, municipality_id: int) -> tuple[Indicator, ...]:
    """The indicators that can be counted in any division: shares, whose counts add up."""
    return tuple(one for one in indicators_of(connection, municipality_id) if one.kind == "share")


def share_of(connection: Connection, municipality_id: int, key: object) -> Indicator:
    """The share with a key.

    Raises NoSuchMeasure.
    """
    found = next((one for one in shares_of(connection, municipality_id) if one.key == key), None)
    if found is None:
        raise NoSuchMeasure(_("There is no share %(key)s here that can be counted in other divisions.", key=key))
    return found


def wishes(measure: str) -> Values:
    """What is asked for, as the run takes it."""
    return {"measure": measure}


def divisions_run(connection: Connection, municipality_id: int, measure: str) -> Run | None:
    """The run over the present figures, None when nobody has asked for it.

    Raises NoSuchMeasure.
    """
    return run_asked(connection, municipality_id, DIVISIONS, wishes(measure))
