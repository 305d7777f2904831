"""How much a request about an outline may carry."""

from __future__ import annotations

from flask import request

from service.errors import PayloadTooLarge
from service.i18n import gettext as _

MAX_SHAPE_BYTES = 2 * 1024 * 1024


def check_size() -> None:
    """Refuse a body that is too large, before it is read.

    Raises PayloadTooLarge.
    """
    if (request.content_length or 0) > MAX_SHAPE_BYTES:
        raise PayloadTooLarge(_("What was sent is too large. Draw a simpler shape."))
