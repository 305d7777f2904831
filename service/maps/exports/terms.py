"""On which terms a collection may be used: what every file says of itself."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from boundaries.database import sql
from service.i18n import TIME_ZONE
from service.i18n import gettext as _
from service.maps.ogc.collections import Collection
from service.web.context import base_url, municipality, seen_db

#: What a municipality's own data are published under.
LICENCE = "CC BY 4.0"
#: Addresses of the licences that layers have, by name.
ADDRESSES = {
    "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC0 1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "ODbL 1.0": "https://opendatacommons.org/licenses/odbl/1-0/",
    "MIT": "https://opensource.org/license/mit",
}


@dataclass(frozen=True, slots=True)
class Terms:
    """Whose data it is, under which licence, as of which day, and where it was taken from.

    `licence_address` is empty for a licence whose address is not known.
    """

    attribution: str
    licence: str
    licence_address: str
    taken_on: dt.date
    address: str

    def as_dict(self) -> dict[str, str]:
        """For the metadata of files."""
        return {
            "attribution": self.attribution,
            "licence": self.licence,
            "licence_address": self.licence_address,
            "taken_on": self.taken_on.isoformat(),
            "source_address": self.address,
        }


def terms_of(collection: Collection) -> Terms:
    """The terms of a collection: those of the catalogue's layer of the same key, else the municipality's own."""
    values = {"municipality": municipality().id, "key": collection.id}
    layer = seen_db().execute(sql("service.maps.exports", "layer_terms"), values).first()
    licence = layer.licence if layer else LICENCE
    name = municipality().name()
    if "source" in collection.properties:
        name = _("%(name)s; where each row comes from stands in its column source", name=name)
    return Terms(
        attribution=layer.attribution if layer else name,
        licence=licence,
        licence_address=(layer.licence_url if layer else None) or ADDRESSES.get(licence, ""),
        taken_on=dt.datetime.now(TIME_ZONE).date(),
        address=f"{base_url()}/data/collections/{collection.id}",
    )
