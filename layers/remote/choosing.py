"""From what a service offers to what asking for one of its layers needs."""

from __future__ import annotations

from typing import Any

from layers.remote import info, maps
from layers.remote.addresses import service_address
from layers.remote.fetching import host_and_port
from layers.remote.problems import RemoteProblem
from layers.remote.reading import OfferedLayer, OfferedService


def offered_layer(offered: OfferedService, name: str) -> OfferedLayer:
    """The layer of that name. Raises RemoteProblem when the service has none, or none that can be used here."""
    found = next((one for one in offered.layers if one.name == name), None)
    if found is None:
        raise RemoteProblem("no_such_layer", name=name[:100])
    if not found.systems:
        raise RemoteProblem("no_system")
    return found


def chosen(offered: OfferedService, layer: OfferedLayer, *, address: str, style: str, epsg: int) -> dict[str, Any]:
    """The columns of `layers.remote_source` for a layer in one of its systems.

    Parameters
    ----------
    address : as somebody pasted it.
    style : one of the layer's, or empty for the service's own.

    Raises RemoteProblem for a system that the layer does not come in.
    """
    if epsg not in layer.systems:
        raise RemoteProblem("no_system")
    styles = {one.name: one for one in layer.styles}
    # A WMTS has no style of its own to fall back on: the first is its default.
    own = next(iter(styles), "") if offered.kind == "wmts" else ""
    legend = styles.get(style) or next(iter(styles.values()), None)
    return {
        "kind": offered.kind,
        "version": offered.version,
        "address": _address(offered, layer, address),
        "name": layer.name,
        "style": style if style in styles else own,
        "format": _first(maps.FORMATS, offered.formats),
        "info_format": _first(info.FORMATS, offered.info_formats) if layer.has_info else "",
        "legend": legend.legend if legend else "",
        "epsg": epsg,
        "facts": _facts(offered, layer, epsg),
    }


def _address(offered: OfferedService, layer: OfferedLayer, pasted: str) -> str:
    if offered.kind == "xyz":
        return pasted.strip()
    plain = service_address(pasted)
    if offered.kind != "oapif":
        return plain
    items = str(layer.facts.get("items") or "")
    if items and host_and_port(items) == host_and_port(plain):
        return service_address(items)
    # Behind a proxy a service may call itself by a name that nobody outside knows.
    return f"{plain.rstrip('/').removesuffix('/collections')}/collections/{layer.name}/items"


def _facts(offered: OfferedService, layer: OfferedLayer, epsg: int) -> dict[str, Any]:
    if offered.kind == "wfs":
        return {"srs": layer.facts["systems"][str(epsg)]}
    if offered.kind == "oapif":
        return {"crs": layer.facts["systems"].get(str(epsg), "")}
    if offered.kind == "wmts":
        return {"template": layer.facts["template"], **layer.facts["grids"][str(epsg)]}
    return dict(layer.facts)


def _first(liked: tuple[str, ...], offered: tuple[str, ...]) -> str:
    return next((one for one in liked if one in offered), "")
