"""Routes of the catalogue: all layers, one layer's list, one feature."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import redirect, render_template

from boundaries.queries import AreaRow, area_by_slug
from geo.crs import METRIC, WEB_MERCATOR_QUAD
from layers.catalogue import CatalogueEntry, layers_of

# importing registers routes and the permission
from service.catalogue import admin_routes, classes_routes, rules  # noqa: F401
from service.catalogue.blueprint import blueprint
from service.catalogue.legend import classes_of, legend_of
from service.catalogue.map_layers import catalogue_layer
from service.catalogue.queries import feature_of, features_page, layer_named
from service.catalogue.schemas import ListQuery
from service.errors import NotFound
from service.i18n import gettext as _
from service.i18n import named
from service.web.context import base_url, municipality, public_db, seen_db
from service.web.map_config import map_config
from service.web.parse import parse_query
from service.web.routing import read
from service.web.sight import restriction

#: Kinds with pages of their own, where their list is.
OWN_PAGES = {"walks": "/walks"}


@blueprint.get("/layers")
@read("public")
def layers() -> str:
    """The layers that the reader may see: what each is, whose it is, as of when, and the ways to it."""
    return render_template(
        "catalogue/list.html",
        layers=layers_of(seen_db(), municipality().id),
        addresses=_addresses,
    )


@blueprint.get("/layers/<key>")
@read("public")
def layer(key: str) -> Any:
    """One layer: on the map, and everything in it as a list."""
    entry = _layer(key)
    if entry.kind in OWN_PAGES:
        return redirect(OWN_PAGES[entry.kind])
    query = parse_query(ListQuery)
    home = municipality()
    classes = classes_of(entry)
    area = _area(query.area) if query.area else None
    features, has_more = features_page(
        seen_db(),
        home.id,
        entry,
        q=query.q,
        by_code=query.sort == "code",
        page=query.page,
        area_version=area.version_id if area else None,
    )

    def address(page: int) -> str:
        return f"/layers/{key}?" + urlencode({**query.model_dump(exclude_defaults=True), "page": page})

    return render_template(
        "catalogue/layer.html",
        layer=entry,
        features=features,
        query=query,
        area=area,
        has_codes=any(one.code for one in features),
        previous=address(query.page - 1) if query.page > 1 else None,
        following=address(query.page + 1) if has_more else None,
        addresses=_addresses(entry),
        legend=legend_of(classes) if classes else [],
        config=_map(entry, area) if entry.has_features else None,
    )


@blueprint.get("/layers/<key>/<int:feature_id>")
@read("public")
def feature(key: str, feature_id: int) -> str:
    """One feature of a layer: what is known of it, and where it is."""
    entry = _layer(key)
    found = feature_of(seen_db(), municipality().id, entry, feature_id) if feature_id < 2**31 else None
    if found is None:
        raise NotFound(_("There is no such place in this layer."))
    shown = found.geom.buffer(250) if found.geom is not None else None
    return render_template(
        "catalogue/feature.html",
        layer=entry,
        feature=found,
        config=map_config(municipality(), [catalogue_layer(entry, is_visible=True)], show=shown, locate=False),
    )


def _layer(key: str) -> CatalogueEntry:
    found = layer_named(seen_db(), municipality().id, key)
    if found is None:
        raise NotFound(_("There is no such layer here."))
    return found


def _map(entry: CatalogueEntry, area: AreaRow | None) -> dict[str, Any]:
    """The layer's map, which opens on an area if that is given."""
    return map_config(municipality(), [catalogue_layer(entry, is_visible=True)], show=area.geometry if area else None)


def _area(slug: str) -> AreaRow:
    found = area_by_slug(public_db(), municipality().id, slug)
    if found is None:
        raise NotFound(_("There is no such area. It may have been taken down."))
    return found


def _addresses(entry: CatalogueEntry) -> list[tuple[str, Any]]:
    """Where programs read the layer: (what it is, address). Empty for one without features of its own, and for one
    that not everybody may see: programs do not sign in."""
    if not entry.has_features or not entry.is_public:
        return []
    root = base_url()
    return [
        ("OGC API Features", f"{root}/ogc/collections/{entry.key}"),
        ("GeoJSON", f"{root}/ogc/collections/{entry.key}/items?f=json"),
        *((f"TileJSON, {name}", f"{root}/tiles/{name}/{entry.key}.json")
          for name in (METRIC.matrix.name, WEB_MERCATOR_QUAD.name) if entry.kind != "backdrop"),
    ]  # fmt: skip


@blueprint.context_processor
def _words() -> dict[str, object]:
    return {"name_of": lambda entry: named(entry.names) or entry.key, "restriction": restriction}
