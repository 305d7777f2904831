"""Which municipality a client means."""

from __future__ import annotations

from service.errors import NotFound
from service.i18n import gettext as _
from service.web.context import municipality


class UnknownJurisdiction(NotFound):
    """The client means another municipality than the one whose address it asks."""

    code = "unknown_jurisdiction"


def require_jurisdiction(given: str) -> None:
    """Refuse what is meant for another municipality. Its slug, its code and its host names are known; none is needed.

    Raises UnknownJurisdiction.
    """
    home = municipality()
    known = {home.slug, home.code, *home.settings.get("hosts", ())}
    if given and given not in known:
        raise UnknownJurisdiction(
            _("There is no jurisdiction %(given)s here; this is %(known)s.", given=given[:60], known=home.slug)
        )
