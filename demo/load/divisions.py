"""Measures of disparity that the demo has counted in many divisions into areas, by the worker once it runs."""

from __future__ import annotations

from sqlalchemy.orm import Session

from boundaries.models import Municipality
from layers.indicators.catalogue import SUM_INDEX
from service.analysis.spread.panel.operations import ask

#: No state of the figures has this mark, so that what is counted first is never taken for the newest.
NEVER = "never"


def ask_for_divisions(db: Session, town: Municipality) -> None:
    """Have the shares of the sum index counted."""
    for indicator in SUM_INDEX:
        ask(db, town.id, indicator.key, NEVER)
