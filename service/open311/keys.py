"""The key that another service shows in its form, and by what the same form is known when it comes again.

No cookie is looked at where a key is asked for, so that no other site can misuse a session.
"""

from __future__ import annotations

import hashlib

from flask import g, request

from service.errors import FieldError, InvalidInput
from service.i18n import gettext as _
from service.machines.models import MachineKey
from service.machines.queries import key_given
from service.open311.jurisdiction import require_jurisdiction
from service.web.context import db_session, municipality

#: Fields that say who asks and not what is said.
NOT_SAID = ("api_key", "jurisdiction_id")


def shown_key() -> MachineKey:
    """The working key of the form. Raises KeyRefused."""
    if "machine_key" not in g:
        g.machine_key = key_given(db_session(), municipality().id, request.form.get("api_key", ""))
    found: MachineKey = g.machine_key
    return found


def key_against_repeats(kind: str) -> str:
    """What a form is known by when it is sent again: the sender's `Idempotency-Key`, else all that it says.

    The key is looked at before anything else. The order of a form's fields says nothing; `kind` keeps what is sent
    to one address apart from what is sent to another.
    """
    key = shown_key()
    require_jurisdiction(request.values.get("jurisdiction_id", ""))
    said = sorted((name, values) for name, values in request.form.lists() if name not in NOT_SAID)
    g.body_hash = hashlib.sha256(repr(said).encode("utf-8", "backslashreplace")).digest()
    given = request.headers.get("Idempotency-Key") or g.body_hash.hex()
    return f"{kind}-" + hashlib.sha256(f"{key.id}|{given}".encode("utf-8", "backslashreplace")).hexdigest()


def sent_fields() -> dict[str, str]:
    """The fields of the form, the last of each name. Raises InvalidInput for files and for what is no text."""
    if request.files:
        raise refused("media", _("Files are not taken in here."))
    fields = {name: values[-1] for name, values in request.form.lists()}
    if any("\x00" in value for value in fields.values()):
        raise refused("", _("Something in what was sent is not text."))
    return fields


def refused(where: str, sentence: str) -> InvalidInput:
    """A field that cannot be taken, with why."""
    return InvalidInput(sentence, [FieldError(where, sentence)])
