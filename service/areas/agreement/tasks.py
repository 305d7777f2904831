"""Background work on calls: when one is over, all of its drawings are counted."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.areas.agreement.counting import refresh_surface, today
from service.areas.agreement.models import AgreementSurface, AreaCall
from service.config import Settings
from service.db import Database
from service.jobs import app


@app.periodic(cron="7 * * * *")
@app.task(queue="areas", queueing_lock="count_closed_calls", pass_context=False)
def count_closed_calls(timestamp: int) -> None:  # noqa: ARG001
    """Count what waited for its five when the call closed."""
    database = Database(Settings.from_environment())
    try:
        with database.session() as db:
            count_what_waits(db)
    finally:
        database.close()


def count_what_waits(db: Session) -> int:
    """Make the surfaces of closed calls that leave drawings uncounted; how many were made."""
    waiting = select(AreaCall).join(AgreementSurface, AgreementSurface.call_id == AreaCall.id)
    waiting = waiting.where(AreaCall.closes_on < today(), AgreementSurface.counted < AgreementSurface.drawing_count)
    calls = db.scalars(waiting.with_for_update(of=AreaCall)).all()
    return sum(refresh_surface(db, call) for call in calls)
