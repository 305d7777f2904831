"""An author without an account: known by the secret link, or by what this browser remembers."""

from __future__ import annotations

from dataclasses import replace

from flask import current_app, url_for

from service.i18n import gettext as _
from service.participation.pins.errors import PinNotFound
from service.participation.pins.queries import REFERENCE
from service.permissions import Actor
from service.web.context import actor
from service.web.sessions import own_token


def author_aware(reference: str) -> Actor:
    """Who asks, with this pin's secret as the browser remembers it when the address carries none."""
    who = actor()
    return who if who.edit_token else replace(who, edit_token=own_token("pin", reference))


def author_token(token: str) -> Actor:
    """Who asks, as the author of what they sent in this very request."""
    return replace(actor(), edit_token=token)


def own_url(reference: str, token: str | None) -> str:
    """The secret link by which an author comes back to a pin, on the address that people use."""
    base = str(current_app.config["SETTINGS"].public_url).rstrip("/")
    return base + url_for("pins.show_pin", reference=reference, key=token)


def normal_reference(given: str) -> str:
    """A reference as it is stored, from an address typed in any case.

    Raises PinNotFound for what cannot be a reference at all.
    """
    reference = given.upper()
    if not REFERENCE.fullmatch(reference):
        raise pin_missing(given)
    return reference


def pin_missing(reference: str) -> PinNotFound:
    """The error for a reference under which there is nothing that this person may see."""
    return PinNotFound(_("There is no idea %(reference)s here.", reference=reference[:40]))
