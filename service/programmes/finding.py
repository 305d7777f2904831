"""The decision that an address names."""

from __future__ import annotations

from service.i18n import gettext as _
from service.programmes.errors import DecisionNotFound
from service.programmes.queries import DecisionView, decision_by_slug
from service.web.context import municipality, public_db


def decision_of(slug: str) -> DecisionView:
    """The decision at an address.

    Raises DecisionNotFound.
    """
    view = decision_by_slug(public_db(), municipality().id, slug)
    if view is None:
        raise DecisionNotFound(_("There is no such decision."))
    return view
