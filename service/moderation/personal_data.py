"""Finds in a text what its author would regret having published: identity codes, phones, e-mail addresses.

Pure functions on plain text. They look for the forms used in Finland, and for international numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable

#: Day, month, year, the century's sign, an individual number and a check character. The check character is
#: not verified: a code with one wrong key still gives a birthday and nearly the code away.
IDENTITY_CODE = re.compile(
    r"(?<![0-9A-Za-z])(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])\d\d\s?[-–+A-FU-Ya-fu-y]\s?\d{3}\s?[0-9A-Ya-y]"
    r"(?![0-9A-Za-z])"
)
_GAP = r"[ \u00a0-]?"
PHONE = re.compile(
    r"(?<![\w.,+-])(?:"
    # +358 40 123 4567, 00358-40-1234567 and any other country
    rf"(?:\+|00)[1-9]\d{{0,2}}{_GAP}(?:\(0\){_GAP})?(?:\d{_GAP}){{6,11}}\d"
    # mobile 04x and 050, then 5-8 digits
    rf"|\(?0(?:4\d|50)\)?(?:{_GAP}\d){{5,8}}"
    # landlines by area code, then 5-8 digits of which the first is no 0, and a 1 only after a gap
    rf"|\(?0(?:(?:2|3|5|6|8|9)\)?{_GAP}[2-9]|1[3-9]\)?(?:{_GAP}[2-9]|[ \u00a0-]1))(?:{_GAP}\d){{4,7}}"
    # service numbers 010, 020, 029, 030, 0600, 0700, 0800
    rf"|0(?:10|20|29|30|[678]00)(?:{_GAP}\d){{4,7}}"
    r")(?![\d/.:]*\d)"
)
EMAIL = re.compile(
    r"[\w.+-]{1,64}\s?(?:@|\(at\)|\[at\]|\(ät\)|\[ät\])\s?[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}", re.IGNORECASE
)


def has_identity_code(text: str) -> bool:
    """Whether the text holds a Finnish personal identity code, of a person real or not."""
    return IDENTITY_CODE.search(text) is not None


def has_phone_number(text: str) -> bool:
    """Whether the text holds a phone number as people write them."""
    return PHONE.search(IDENTITY_CODE.sub(" ", text)) is not None


def has_email_address(text: str) -> bool:
    """Whether the text holds an e-mail address, also in the disguise ``name(at)host.fi``."""
    return EMAIL.search(text) is not None


#: What may be published only when its author says so once more.
CONTACT_DETAILS: dict[str, Callable[[str], bool]] = {"phone": has_phone_number, "email": has_email_address}


def contact_details(text: str) -> tuple[str, ...]:
    """The kinds of contact details in a text: "phone", "email", both or none."""
    return tuple(kind for kind, is_there in CONTACT_DETAILS.items() if is_there(text))
