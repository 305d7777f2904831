"""A giver without an account: known by the secret link, or by what this browser remembers."""

from __future__ import annotations

from dataclasses import replace

from flask import current_app, url_for

from service.i18n import gettext as _
from service.permissions import Actor
from service.statements.errors import StatementNotFound
from service.statements.references import REFERENCE
from service.web.context import actor
from service.web.sessions import own_token


def giver_aware(reference: str) -> Actor:
    """Who asks, with this statement's secret as the browser remembers it when the address carries none."""
    who = actor()
    return who if who.edit_token else replace(who, edit_token=own_token("statement", reference))


def normal_reference(given: str) -> str:
    """A reference as it is stored, from an address typed in any case.

    Raises StatementNotFound for what cannot be a reference at all.
    """
    reference = given.upper()
    if not REFERENCE.fullmatch(reference):
        raise statement_missing(given)
    return reference


def statement_missing(reference: str) -> StatementNotFound:
    """The error for a reference under which there is nothing that this person may see."""
    return StatementNotFound(_("There is no statement %(reference)s here.", reference=reference[:40]))


def own_url(slug: str, reference: str, token: str | None) -> str:
    """The secret link by which a giver comes back to a statement, on the address that people use."""
    base = str(current_app.config["SETTINGS"].public_url).rstrip("/")
    return base + url_for("statements.show_statement", slug=slug, reference=reference, key=token)
