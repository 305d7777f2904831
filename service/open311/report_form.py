"""A report as the standard sends it: the form's fields, and what they come to as a pin."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pydantic import BaseModel, ConfigDict
from sqlalchemy import Connection

from service.errors import FieldError, InvalidInput
from service.i18n import gettext as _
from service.participation.pins.form import PinForm, submission_from_form
from service.participation.pins.schemas import Submission
from service.web.parse import validated

_ATTRIBUTE = re.compile(r"attribute\[([^\[\]]{1,80})\](?:\[\])?")
#: What the sender's own number of a report is called, the first that is there counts.
OWN_IDS = ("attribute[fixmystreet_id]", "attribute[external_id]", "service_request_id_ext")
OWN_ID_MOST = 80
#: What tells one resident from another for the sender; counted, never kept.
SENDERS = ("account_id", "device_id", "email", "phone")
#: What leads to a person. The standard lets it be sent; nothing of it is kept.
CONTACT = (*SENDERS, "first_name", "last_name")
#: Our names of what can be wrong, in the standard's words.
NAMES = {
    "theme": "service_code", "text": "description", "lon": "long", "lonlat": "lat", "place_name": "address_string",
    "place": "address_string", "kind": "attribute[kind]", "confirm_contact": "attribute[confirm_contact]",
}  # fmt: skip


class Sent(BaseModel):
    """The fields of a report that are used, as text; unknown ones are left alone, as the standard has it."""

    model_config = ConfigDict(extra="ignore")

    service_code: str = ""
    description: str = ""
    title: str = ""
    lat: str = ""
    long: str = ""
    address_string: str = ""
    media_url: str = ""


def attributes_of(fields: Mapping[str, str]) -> dict[str, str]:
    """The answers to a service's own questions by their codes."""
    return {found[1]: value for name, value in fields.items() if (found := _ATTRIBUTE.fullmatch(name))}


def own_id_of(fields: Mapping[str, str]) -> str | None:
    """The sender's own number of the report; None when it sends none. Raises InvalidInput as `number_in`."""
    return number_in(fields, OWN_IDS)


def number_in(fields: Mapping[str, str], names: Sequence[str]) -> str | None:
    """A number of the sender's own, in the first of some fields that holds one; None where none does.

    Raises InvalidInput for one that is too long to be a number.
    """
    name = next((name for name in names if fields.get(name, "").strip()), None)
    if name is None:
        return None
    value = "".join(c for c in fields[name].strip() if c.isprintable())
    if len(value) > OWN_ID_MOST:
        sentence = _("Write at most %(count)s characters.", count=OWN_ID_MOST)
        raise InvalidInput(sentence, [FieldError(name, sentence)])
    return value


def sender_of(fields: Mapping[str, str]) -> str:
    """Who of the other service's people reports, as far as it says; empty when it does not."""
    return next((f"{name}:{fields[name].strip().lower()}" for name in SENDERS if fields.get(name, "").strip()), "")


def submission_of(connection: Connection, municipality_id: int, fields: Mapping[str, str]) -> Submission:
    """The report as the service's own form would send it.

    Raises InvalidInput with the standard's names of the fields.
    """
    sent, answers = validated(Sent, dict(fields)), attributes_of(fields)
    has_point = bool(sent.lat.strip() or sent.long.strip())
    if not has_point and not sent.address_string.strip():
        sentence = _("Give lat and long, or address_string.")
        raise InvalidInput(sentence, [FieldError("lat", sentence)])
    values = {
        "theme": sent.service_code,
        # Some senders put a heading and an address around the words, and send the words alone beside them.
        "text": answers.get("description") or sent.description,
        "title": sent.title or answers.get("title", ""),
        "kind": answers.get("kind", ""),
        "where": "coordinates" if has_point else "name",
        "lat": sent.lat,
        "lon": sent.long,
        "place_name": "" if has_point else sent.address_string,
        "confirm_contact": answers.get("confirm_contact", "") or False,
    }
    try:
        return submission_from_form(connection, municipality_id, validated(PinForm, values))
    except InvalidInput as error:
        raise in_words_of_the_standard(error) from None


def in_words_of_the_standard(error: InvalidInput) -> InvalidInput:
    """The same error, its fields named as the sender named them."""
    error.errors = [FieldError(NAMES.get(one.where, one.where), one.message) for one in error.errors]
    return error
