"""E-mail addresses as people type them, and what is kept of one when the address itself is not."""

from __future__ import annotations

import hashlib
import hmac
import re
from typing import Annotated

from pydantic import AfterValidator, Field

from service.i18n import gettext as _
from service.web.plain_text import PlainLine

LONGEST_EMAIL = 254
_EMAIL = re.compile(r"[^@\s\"'<>(),;:\\\[\]]{1,64}@[^@\s\"'<>(),;:\\\[\]]+\.[^@\s\"'<>(),;:\\\[\].]{2,}")


def _is_address(value: str) -> str:
    if not _EMAIL.fullmatch(value):
        raise ValueError(_("Write the whole e-mail address, for example name@example.fi."))
    return value


#: A field that holds one address.
EmailAddress = Annotated[PlainLine, Field(max_length=LONGEST_EMAIL), AfterValidator(_is_address)]


def address_hash(secret_key: str, email: str) -> bytes:
    """An address as a keyed hash, the same however its letters are written: enough to know it again."""
    return hmac.new(secret_key.encode(), b"address|" + email.lower().encode(), hashlib.sha256).digest()
