"""Noting what happened to something that people follow, in the transaction in which it happened."""

from __future__ import annotations

from sqlalchemy.orm import Session

from boundaries.database import sql
from service.jobs import defer
from service.notices.models import NOTICE_KINDS

PACKAGE = "service.notices"


def note_event(
    db: Session, municipality_id: int, kind: str, subject_kind: str, subject_id: str, *, source: str
) -> int | None:
    """Have those told who want to know at once: the author, and whoever follows the subject.

    Nothing is kept when there is nobody to tell. The letters are written by the worker, after the commit.

    Parameters
    ----------
    kind : one of NOTICE_KINDS.
    subject_id : the subject's own id, as text.
    source : what makes this one happening different from every other of its kind; noting it twice is once.

    Returns the notice's number, or None when there is nobody to tell or it was noted before.
    """
    if kind not in NOTICE_KINDS:
        raise ValueError(f"no such kind of notice: {kind!r}")
    noted: int | None = db.execute(
        sql(PACKAGE, "note_event"),
        {
            "municipality_id": municipality_id,
            "kind": kind,
            "subject_kind": subject_kind,
            "subject_id": subject_id,
            "source": source,
        },
    ).scalar_one_or_none()
    if noted is not None:
        defer(db, "tell_of_notice", "mail", notice=noted)
    return noted
