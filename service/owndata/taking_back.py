"""Taking back what somebody sent: the text goes, and it leaves every public output."""

from __future__ import annotations

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from service.discussion.models import Comment
from service.discussion.subjects import note_comment, subject_of
from service.errors import NotFound
from service.owndata.rows import Rows
from service.participation.photos.models import Photo
from service.participation.pins.models import Pin, StateChange

#: What stands where a text was: a pin must say something, and this is nobody's words.
NOTHING = "–"


def take_back(db: Session, rows: Rows) -> None:
    """Take back the pins, comments and photos among the rows. Others' answers below a comment stay."""
    _pins(db, rows)
    for identifier in rows.get("service.comment", []):
        _comment(db, db.get_one(Comment, identifier))
    photos = rows.get("service.photo", [])
    if photos:
        db.execute(delete(Photo).where(Photo.id.in_(photos)))
        rows.pop("service.photo_file", None)
    db.flush()


def _pins(db: Session, rows: Rows) -> None:
    pins = rows.get("service.pin", [])
    public = db.execute(select(Pin.id, Pin.is_synthetic).where(Pin.id.in_(pins), Pin.visibility != "withdrawn")).all()
    gone = {"title": "", "body": NOTHING, "visibility": "withdrawn", "state": "withdrawn"}
    db.execute(update(Pin).where(Pin.id.in_(pins)).values(gone))
    db.add_all(StateChange(pin_id=one.id, state="withdrawn", is_synthetic=one.is_synthetic) for one in public)


def _comment(db: Session, comment: Comment) -> None:
    if comment.visibility == "public":
        try:
            subject = subject_of(db, comment.municipality_id, comment.subject_kind, comment.subject_id)
            note_comment(db, subject, -1)
        except NotFound:  # its subject is not public any more, and counts nothing
            pass
    comment.visibility, comment.body = "withdrawn", NOTHING
