"""Files as a form sends them: which there are, what is wrong with each, and keeping the good ones."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from flask import request

from service.errors import FieldError
from service.i18n import gettext as _
from service.participation.photos.errors import PhotoRefused
from service.participation.photos.formats import refusal
from service.participation.photos.isolated import CleanPhoto, clean_photo
from service.participation.photos.operations import check_alt, store_photo
from service.participation.photos.rules import ALT_MAX, MOST, PER_HOUR, UPLOAD_BYTES
from service.participation.photos.subjects import PhotoSubject
from service.web.context import actor, db_session
from service.web.limits import count_deed
from service.web.plain_text import clean_line


@dataclass(frozen=True)
class SentPhoto:
    """One photo of a form: the cleaned picture or why there is none, and the words beside it."""

    number: int
    alt: str
    photo: CleanPhoto | None
    problem: str = ""


def photos_of_form() -> list[SentPhoto]:
    """The photos that the request's form holds in the fields photo_1, photo_alt_1 and so on, each decoded.

    A refused photo does not refuse the form: it comes back with a sentence. Empty fields are passed over.

    Raises AltTextRefused when words hold what may not be public, and TooMany.
    """
    found = []
    for number in range(1, MOST + 1):
        alt = str(clean_line(request.form.get(f"photo_alt_{number}", "")))[:ALT_MAX]
        data = uploaded(f"photo_{number}")
        if data is not None:
            check_alt(alt, f"photo_alt_{number}")
            found.append((number, alt, data))
    return [_decoded(*one) for one in found]


def uploaded(name: str) -> bytes | None:
    """The bytes of a file field, one more than a photo may have at most; None when nothing was chosen."""
    sent = request.files.get(name)
    return sent.stream.read(UPLOAD_BYTES + 1) if sent is not None and sent.filename else None


def count_photo() -> None:
    """Count one photo of this client.

    Raises TooMany.
    """
    count_deed("photo", PER_HOUR, dt.timedelta(hours=1))


def keep_photos(subject: PhotoSubject, photos: list[SentPhoto]) -> list[str]:
    """Keep the good ones below a subject that was stored in this transaction; returns a sentence for each other."""
    problems = []
    for sent in photos:
        if sent.photo is None:
            problems.append(_("Photo %(number)s was left out. %(why)s", number=sent.number, why=sent.problem))
        else:
            store_photo(db_session(), actor(), subject, sent.photo, alt=sent.alt)
    return problems


def required_upload(name: str) -> bytes:
    """The bytes of a file field that must hold one.

    Raises PhotoRefused.
    """
    data = uploaded(name)
    if data is None:
        sentence = _("Choose a photo.")
        raise PhotoRefused(sentence, [FieldError(name, sentence)])
    if not data:
        raise refusal("empty", where=name)
    return data


def _decoded(number: int, alt: str, data: bytes) -> SentPhoto:
    count_photo()
    try:
        return SentPhoto(number, alt, clean_photo(data))
    except PhotoRefused as error:
        return SentPhoto(number, alt, None, error.message)
