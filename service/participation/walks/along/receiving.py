"""What forms and scripts of walkers share: who it is, and the operation."""

from __future__ import annotations

import uuid

from service.i18n import gettext as _
from service.i18n import language
from service.participation.photos.models import Photo
from service.participation.photos.operations import add_photo
from service.participation.photos.schemas import PhotoForm
from service.participation.photos.sending import count_photo, keep_photos, photos_of_form, required_upload
from service.participation.walks.along.operations import (
    check_earlier,
    confirm_passage,
    note_observation,
    note_of,
    tell_experience,
)
from service.participation.walks.along.photos import subject_of_note
from service.participation.walks.along.schemas import CheckSent, ExperienceSent, ObservationSent, PassageSent
from service.participation.walks.along.walkers import known_walker
from service.participation.walks.errors import ObservationNotFound
from service.participation.walks.models import Observation, Walk, Walker
from service.web.context import actor, db_session, municipality

Known = tuple[Walk, Walker]


def walker_of(slug: str, token: str) -> Known:
    """The walk and the walker with this secret. Raises WalkerUnknown, WalkOver."""
    return known_walker(db_session(), municipality().id, slug, token)


def receive_note(known: Known, sent: ObservationSent) -> Observation:
    """Store an observation of a walker. Raises InvalidInput."""
    return note_observation(db_session(), *known, sent, language=language())


def receive_passage(known: Known, sent: PassageSent) -> None:
    """Store that a leg was walked. Raises InvalidInput."""
    confirm_passage(db_session(), *known, sent)


def receive_check(known: Known, sent: CheckSent) -> None:
    """Store what became of an earlier observation. Raises InvalidInput."""
    check_earlier(db_session(), *known, sent)


def receive_experience(known: Known, sent: ExperienceSent) -> None:
    """Store how the walk was."""
    tell_experience(db_session(), known[1], sent)


def receive_photo(known: Known, client_id: uuid.UUID, form: PhotoForm) -> Photo:
    """Store a photo of a walker's observation, by the id that the observation was given on the device.

    Raises ObservationNotFound when the observation itself has not arrived, PhotoRefused, TooManyPhotos,
    AltTextRefused, TooMany.
    """
    walk, walker = known
    note = note_of(db_session(), walker, client_id)
    if note is None:
        raise ObservationNotFound(_("There is no such observation on this walk."))
    count_photo()
    subject = subject_of_note(walk, note, is_own=True)
    return add_photo(db_session(), actor(), subject, required_upload("photo"), alt=form.alt, client_id=form.client_id)


def receive_note_with_photos(known: Known, sent: ObservationSent) -> tuple[Observation, list[str]]:
    """Store an observation and the photos that the form brought along; an observation is not refused for a photo.

    Returns it and a sentence for each photo that was left out.
    """
    photos = photos_of_form()  # before the observation takes its number, for which others wait
    note = receive_note(known, sent)
    return note, keep_photos(subject_of_note(known[0], note, is_own=True), photos)
