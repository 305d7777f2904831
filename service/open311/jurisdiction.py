"""Which municipality and which of its services a client means."""

from __future__ import annotations

from service.errors import NotFound
from service.i18n import gettext as _
from service.open311.queries import theme_keys
from service.web.context import municipality, public_db


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


def unknown_service(code: str) -> NotFound:
    """The refusal of a service code that is not here, with those that are."""
    known = ", ".join(theme_keys(public_db(), municipality().id))
    return NotFound(_("There is no service %(code)s here; there are: %(known)s.", code=code[:60], known=known))
