"""Taking a report in: its key, its limits, the one operation that stores pins, and what its sender is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from flask import current_app
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.errors import InvalidInput
from service.i18n import gettext as _
from service.i18n import language
from service.machines.models import MachineKey, MachineReport
from service.open311.report_form import CONTACT, in_words_of_the_standard, own_id_of, sender_of, submission_of
from service.participation.pins.models import Pin
from service.participation.pins.operations import submit_pin
from service.participation.pins.sending import home_of, place_notice
from service.permissions import Actor
from service.web.context import db_session, municipality, public_db
from service.web.limits import count_deed

HOUR = dt.timedelta(hours=1)


def receive_report(key: MachineKey, fields: Mapping[str, str]) -> dict[str, Any]:
    """Store a report as a pin of nobody, and say under which number it stands.

    What comes again under the sender's own number is not stored again. Raises TooMany, or what `submit_pin` raises.
    """
    db, home = db_session(), municipality()
    own_id = own_id_of(fields)
    # Counting holds the key until the transaction ends: two reports under one number wait for each other here.
    count_deed("machine", key.per_hour, HOUR, f"machine:{key.id}")
    key.used_at = func.now()
    known = _known(db, key, own_id)
    if known is not None:
        return answer(known, [_("This was sent before. Nothing was stored again.")])
    sent = submission_of(public_db(), home.id, fields)
    sender = sender_of(fields)
    if sender:
        count_deed("pin", current_app.config["SETTINGS"].pins_per_hour, HOUR, f"machine:{key.id}|{sender}")
    try:
        submitted = submit_pin(db, Actor(home.id), home_of(home), sent, language=language())
    except InvalidInput as error:
        raise in_words_of_the_standard(error) from None
    db.add(MachineReport(pin_id=submitted.pin.id, municipality_id=home.id, key_id=key.id, own_id=own_id))
    db.flush()
    return answer(submitted.pin, [place_notice(submitted), *left_out(fields)])


def _known(db: Session, key: MachineKey, own_id: str | None) -> Pin | None:
    if own_id is None:
        return None
    query = select(Pin).join(MachineReport, MachineReport.pin_id == Pin.id)
    return db.scalar(query.where(MachineReport.key_id == key.id, MachineReport.own_id == own_id))


def answer(pin: Pin, notices: list[str]) -> dict[str, Any]:
    """What the sender is told: the number of what is public, else a token that leads to it once it is."""
    is_public = pin.visibility == "public"
    if pin.visibility == "pending" and pin.waits_for != "outside":
        notices = [_("A moderator looks at it first. It becomes public after that."), *notices]
    found: dict[str, Any] = {"service_request_id": pin.reference} if is_public else {"token": str(pin.id)}
    return {**found, "service_notice": " ".join(one for one in notices if one) or None, "account_id": None}


def left_out(fields: Mapping[str, str]) -> list[str]:
    """What of the sender's fields was not kept, in sentences."""
    said = []
    if any(fields.get(name, "").strip() for name in CONTACT):
        said.append(_("Names and contact details are not kept here."))
    if fields.get("media_url", "").strip():
        # An address from outside is never fetched: it might lead to what only this server can reach.
        said.append(_("The picture was not taken along: pictures behind addresses are not fetched."))
    return said


def waits(db: Session, municipality_id: int, pin_id: Any) -> bool:
    """Whether a report that came by a key waits for a moderator."""
    query = select(Pin.id).join(MachineReport, MachineReport.pin_id == Pin.id)
    here = query.where(Pin.id == pin_id, Pin.municipality_id == municipality_id, Pin.visibility == "pending")
    return db.scalar(here) is not None
