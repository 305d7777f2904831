"""Reading the local mailbox of the demo."""

from __future__ import annotations

import datetime as dt
import mailbox
import re
from dataclasses import dataclass
from email import message_from_bytes, policy

from markupsafe import Markup, escape

#: The newest are shown, at most so many.
MOST = 50
_ADDRESS = re.compile(r"https?://[^\s<>\"']+")


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail as the page shows it; addresses in its text can be pressed."""

    to: str
    subject: str
    body: Markup
    at: dt.datetime


def newest_letters(folder: mailbox.Maildir) -> list[Letter]:
    """The newest mails in a folder, the newest first."""
    dated = sorted(((folder.get_message(key).get_date(), key) for key in folder.iterkeys()), reverse=True)
    return [_letter(folder.get_bytes(key), when) for when, key in dated[:MOST]]


def _letter(stored: bytes, when: float) -> Letter:
    message = message_from_bytes(stored, policy=policy.default)
    body = message.get_body(("plain",))
    text = str(body.get_content()) if body is not None else ""
    at = dt.datetime.fromtimestamp(when, dt.UTC)
    return Letter(str(message["To"] or ""), str(message["Subject"] or ""), _linked(text), at)


def _linked(text: str) -> Markup:
    parts, end = [], 0
    for found in _ADDRESS.finditer(text):
        parts += [escape(text[end : found.start()]), Markup('<a href="{0}">{0}</a>').format(found[0])]
        end = found.end()
    return Markup("").join([*parts, escape(text[end:])])
