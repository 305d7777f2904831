"""What every way of sending a pin shares: the limit, the operation, and what the author is given."""

from __future__ import annotations

import datetime as dt

from flask import current_app

from service.i18n import language
from service.participation.pins.home import Home, home_with
from service.participation.pins.opened import seconds_since
from service.participation.pins.operations import Submitted, submit_pin
from service.participation.pins.outside import moved_words, waiting_words
from service.participation.pins.schemas import Submission
from service.web.context import CurrentMunicipality, actor, db_session, municipality
from service.web.limits import count_deed
from service.web.sessions import remember_own


def receive(sent: Submission) -> Submitted:
    """Count the deed and store the pin, in the request's transaction.

    Raises TooMany, or what `submit_pin` raises.
    """
    count_deed("pin", current_app.config["SETTINGS"].pins_per_hour, dt.timedelta(hours=1))
    return submit_pin(
        db_session(),
        actor(),
        home_of(municipality()),
        sent,
        language=language(),
        seconds_open=seconds_since(sent.opened),
    )


def tell_author(submitted: Submitted) -> None:
    """Keep the secret link in this browser, so that its owner finds the pin again."""
    remember_own("pin", submitted.pin.reference, submitted.token)


def place_notice(submitted: Submitted) -> str:
    """What the author must know of the place: that it waits outside, or was moved inside; empty when neither."""
    location = submitted.location
    if location.outside is not None:
        return waiting_words(municipality().name(), location.outside)
    return moved_words(location.moved_m) if location.moved_m is not None else ""


def home_of(here: CurrentMunicipality) -> Home:
    """What submitting needs to know of the request's municipality."""
    return home_with(here.id, here.name(), here.reference_prefix, here.settings)
