"""Keeping photos: named verbs that flush and never commit."""

from __future__ import annotations

import uuid

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from service.audit import record
from service.errors import FieldError, KeyReused
from service.i18n import gettext as _
from service.i18n import language
from service.moderation.personal_data import contact_details, has_identity_code
from service.participation.photos.errors import AltTextRefused, NotYourPhoto, TooManyPhotos
from service.participation.photos.isolated import CleanPhoto, clean_photo
from service.participation.photos.models import Photo, PhotoFile
from service.participation.photos.rules import MOST
from service.participation.photos.subjects import PhotoSubject
from service.permissions import Actor, may

_LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended('photo ' || :subject, 0))")


def add_photo(
    db: Session, actor: Actor, subject: PhotoSubject, upload: bytes, *, alt: str, client_id: uuid.UUID | None = None
) -> Photo:
    """Take a photo in: decode it apart, clean it, and keep it with its subject.

    Parameters
    ----------
    upload : the file as it was sent; only pixels of it are kept.
    alt : what is in the photo, in the sender's words; empty when they did not say.
    client_id : the sender's own name for the photo; one that is there already is given back as it is.

    Raises PhotoRefused, TooManyPhotos, AltTextRefused, NotYourPhoto, KeyReused.
    """
    known = _known(db, subject, client_id)
    return known or store_photo(db, actor, subject, clean_photo(upload), alt=alt, client_id=client_id)


def store_photo(
    db: Session,
    actor: Actor,
    subject: PhotoSubject,
    photo: CleanPhoto,
    *,
    alt: str,
    client_id: uuid.UUID | None = None,
) -> Photo:
    """Keep a photo that was cleaned already; else as `add_photo`."""
    if not may(actor, "photo.add", subject):
        raise NotYourPhoto(_("Photos can be added only by the one who sent this, and only for a week."))
    check_alt(alt)
    db.execute(_LOCK, {"subject": f"{subject.kind} {subject.id}"})
    known = _known(db, subject, client_id)
    if known is not None:
        return known
    stored = Photo(
        municipality_id=subject.municipality_id,
        subject_kind=subject.kind,
        subject_id=subject.id,
        number=_free_number(db, subject),
        alt=alt,
        language=language(),
        width=photo.width,
        height=photo.height,
        byte_count=len(photo.full),
        sha256=photo.sha256,
        visibility="pending" if subject.waits else "public",
        client_id=client_id,
        is_synthetic=subject.is_synthetic,
    )
    db.add(stored)
    db.flush()
    db.add(PhotoFile(photo_id=stored.id, municipality_id=subject.municipality_id, full=photo.full, thumb=photo.thumb))
    db.flush()
    return stored


def describe_photo(db: Session, actor: Actor, subject: PhotoSubject, photo: Photo, alt: str) -> Photo:
    """Say what is in one's own photo.

    Raises AltTextRefused, NotYourPhoto.
    """
    _require_own(actor, subject)
    check_alt(alt)
    photo.alt, photo.language = alt, language()
    db.flush()
    return photo


def remove_photo(db: Session, actor: Actor, subject: PhotoSubject, photo: Photo) -> None:
    """Take one's own photo away: its bytes are gone, and the log says only that it was.

    Raises NotYourPhoto.
    """
    _require_own(actor, subject)
    record(db, actor, "photo.removed", "photo", str(photo.id), of=f"{photo.subject_kind} {photo.subject_id}")
    db.delete(photo)
    db.flush()


def photo_for_change(db: Session, municipality_id: int, photo_id: uuid.UUID) -> Photo | None:
    """The stored photo whatever its visibility, locked for a change; None when there is none."""
    return db.scalar(
        select(Photo).where(Photo.id == photo_id, Photo.municipality_id == municipality_id).with_for_update()
    )


def check_alt(alt: str, where: str = "alt") -> None:
    """Refuse words about a photo that hold an identity code, a phone number or an e-mail address.

    Raises AltTextRefused.
    """
    if has_identity_code(alt):
        sentence = _("The words about the photo hold a personal identity code. Take it out: it must never be public.")
    elif contact_details(alt):
        sentence = _("The words about the photo hold contact details. Take them out.")
    else:
        return
    raise AltTextRefused(sentence, [FieldError(where, sentence)])


def _require_own(actor: Actor, subject: PhotoSubject) -> None:
    if not may(actor, "photo.own", subject):
        raise NotYourPhoto(_("Only the one who sent this photo can change it."))


def _known(db: Session, subject: PhotoSubject, client_id: uuid.UUID | None) -> Photo | None:
    if client_id is None:
        return None
    found = db.scalar(
        select(Photo).where(Photo.municipality_id == subject.municipality_id, Photo.client_id == client_id)
    )
    if found is not None and (found.subject_kind, found.subject_id) != (subject.kind, subject.id):
        raise KeyReused(_("This photo was already sent with something else. Choose it again."))
    return found


def _free_number(db: Session, subject: PhotoSubject) -> int:
    taken = set(
        db.scalars(select(Photo.number).where(Photo.subject_kind == subject.kind, Photo.subject_id == subject.id))
    )
    free = [number for number in range(1, MOST + 1) if number not in taken]
    if not free:
        sentence = _("There are %(count)s photos already. Take one away first.", count=MOST)
        raise TooManyPhotos(sentence, [FieldError("photo", sentence)])
    return free[0]
