"""The table of collections: what each holds, its key, its time, and what it can be asked by.

Only what stands here is published; a function or view of the database never is by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from boundaries.models import AREA_KINDS
from layers.catalogue import CatalogueEntry
from service.i18n import N_, gettext, named
from service.participation.pins.models import STATES as PIN_STATES
from service.proposals.models import STATES as PROPOSAL_STATES

TEXT = MappingProxyType({"type": "string"})
WHOLE = MappingProxyType({"type": "integer"})
NUMBER = MappingProxyType({"type": "number"})
FLAG = MappingProxyType({"type": "boolean"})
DAY = MappingProxyType({"type": "string", "format": "date"})
INSTANT = MappingProxyType({"type": "string", "format": "date-time"})
NAMES = MappingProxyType({"name_fi": TEXT, "name_sv": TEXT, "name_en": TEXT})


@dataclass(frozen=True, slots=True)
class Filter:
    """A property that items can be narrowed down by; `values` lists the possible ones where they are fixed."""

    name: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Collection:
    """One collection of features.

    Parameters
    ----------
    id : its name in addresses; ``sql/ogc_<id>.sql`` gives its rows: key, geom, moment (a day or NULL) and a
        column for each property.
    title, description : message ids.
    geometry : the kind of GeoJSON geometry.
    properties : JSON schema of each property; none is personal.
    has_time : whether `datetime` narrows it down; where not, every feature matches every time (Core, 7.15.4).
    has_number_key : whether the key is a whole number.
    page : the address of an item's page in the service, with its key in it; empty where it has none.
    layer_id : the layer of the catalogue that it shows, whose title and description are texts rather than message ids;
        ``sql/ogc_layer.sql`` gives its rows. None for what is built in.
    visibility : who may see it (`layers.models.VISIBILITIES`).
    is_newest_first : whether pages go from the newest day back, by an index, rather than by key. For a large
        collection that people ask for by time.
    """

    id: str
    title: str
    description: str
    geometry: str
    properties: Mapping[str, Mapping[str, str]]
    filters: tuple[Filter, ...] = ()
    has_time: bool = False
    has_number_key: bool = False
    is_newest_first: bool = False
    page: str = ""
    layer_id: int | None = None
    visibility: str = "public"

    @property
    def is_public(self) -> bool:
        """Whether everybody may see it."""
        return self.visibility == "public"

    @property
    def shown_title(self) -> str:
        """The title in the reader's language."""
        return self.title if self.layer_id is not None else gettext(self.title)

    @property
    def shown_description(self) -> str:
        """The description in the reader's language."""
        return self.description if self.layer_id is not None else gettext(self.description)


_LAYER = {"code": TEXT, **NAMES, "source": TEXT, "licence": TEXT, "is_synthetic": FLAG}

_ALL = (
    Collection(
        "areas",
        N_("Areas"),
        N_("Postal-code areas, districts and the areas that residents drew, each with its boundary of today."),
        "MultiPolygon",
        {
            **NAMES,
            "slug": TEXT,
            "kind": TEXT,
            "code": TEXT,
            "description": TEXT,
            "version": WHOLE,
            "area_m2": NUMBER,
            "source": TEXT,
            "is_synthetic": FLAG,
        },
        (Filter("kind", AREA_KINDS),),
        page="/areas/{key}",
    ),
    Collection(
        "pins",
        N_("Ideas"),
        N_("What people have said about places: ideas, observations, problems and thanks."),
        "Point",
        {
            "reference": TEXT,
            "campaign": TEXT,
            "kind": TEXT,
            "is_solution": FLAG,
            "theme": TEXT,
            "title": TEXT,
            "body": TEXT,
            "language": TEXT,
            "state": TEXT,
            "precision": TEXT,
            "support_count": WHOLE,
            "comment_count": WHOLE,
            "created_on": DAY,
            "is_synthetic": FLAG,
        },
        (Filter("theme"), Filter("state", PIN_STATES), Filter("kind"), Filter("campaign")),
        has_time=True,
        is_newest_first=True,
        page="/pins/{key}",
    ),
    Collection(
        "proposals",
        N_("Proposals"),
        N_("What planners have proposed, open and closed."),
        "Geometry",
        {
            "slug": TEXT,
            "title": TEXT,
            "summary": TEXT,
            "state": TEXT,
            "version": WHOLE,
            "created_on": DAY,
            "is_synthetic": FLAG,
        },
        (Filter("state", tuple(state for state in PROPOSAL_STATES if state in ("open", "closed"))),),
        has_time=True,
        page="/proposals/{key}",
    ),
    Collection(
        "walks",
        N_("Walks"),
        N_("Routes of development walks."),
        "LineString",
        {
            "slug": TEXT,
            "title": TEXT,
            "theme": TEXT,
            "summary": TEXT,
            "walked_at": INSTANT,
            "light": TEXT,
            "participant_count": WHOLE,
            "is_synthetic": FLAG,
        },
        (Filter("theme"),),
        has_time=True,
        page="/walks/{key}",
    ),
    Collection(
        "zoning",
        N_("Zoning"),
        N_("Units of zoning plans with their land use."),
        "MultiPolygon",
        {
            "letter": TEXT,
            "number": TEXT,
            "land_use": TEXT,
            "plan_fi": TEXT,
            "plan_sv": TEXT,
            "plan_kind": TEXT,
            "life_cycle_status": TEXT,
            "approved_on": DAY,
            "area_m2": NUMBER,
            "is_synthetic": FLAG,
        },
        (Filter("letter"),),
        has_number_key=True,
    ),
    Collection(
        "decisions",
        N_("Decisions"),
        N_("The areas that a decision was about, each with the reason given for it."),
        "MultiPolygon",
        {
            "slug": TEXT,
            "title": TEXT,
            "area": TEXT,
            "area_fi": TEXT,
            "area_sv": TEXT,
            "reason": TEXT,
            "decided_on": DAY,
            "is_synthetic": FLAG,
        },
        (Filter("area"),),
        has_time=True,
    ),
)

#: What is built in. Layers of the catalogue come beside these (`collection_of_layer`), and never in their place.
COLLECTIONS: Mapping[str, Collection] = MappingProxyType({one.id: one for one in _ALL})


def collection_of_layer(entry: CatalogueEntry) -> Collection:
    """A layer of the catalogue as a collection, in the reader's language, with the attributes that it shows."""
    return Collection(
        entry.key,
        named(entry.names) or entry.key,
        named(entry.descriptions) or entry.source or entry.key,
        "Geometry",
        {**_LAYER, **{one.key: TEXT for one in entry.attributes}},
        (Filter("code"),),
        has_number_key=True,
        page=f"/layers/{entry.key}/{{key}}",
        layer_id=entry.id,
        visibility=entry.visibility,
    )
