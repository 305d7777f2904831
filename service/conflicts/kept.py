"""Reports that this process made before, each with the state of the database that it shows.

The page of a proposal, its report and its comparisons all ask for the same report. As with tiles, the state is the
database's own word for which transactions are seen: while it is the same nothing was written anywhere, so that what is
kept is what would be reckoned now, and a write shows at once in every process.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable, Sequence

from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection

from service.conflicts.lines import Tolerance
from service.conflicts.queries import Judgement, database_state
from service.conflicts.report import Report, report_on
from service.i18n import language

#: A report has some hundred lines at most, about as many kilobytes.
MOST = 64
_lock = threading.Lock()
_kept: OrderedDict[Hashable, tuple[str, Report]] = OrderedDict()


def kept_report_on(
    connection: Connection, municipality_id: int, shape: BaseGeometry, said: Sequence[Judgement], tolerance: Tolerance
) -> Report:
    """As `report_on`, from memory while nothing was written since; in the reader's language."""
    key = (str(connection.engine.url), municipality_id, shape.wkb, tuple(said), tolerance, language())
    # Asked for first: what is written while the report is made belongs to a later state than it is kept with.
    state = database_state(connection)
    with _lock:
        of_state, found = _kept.get(key, ("", None))
    if found is not None and of_state == state:
        return found
    made = report_on(connection, municipality_id, shape, said, tolerance)
    with _lock:
        _kept[key] = (state, made)
        _kept.move_to_end(key)
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return made
