"""The layer definition file: a tree of layers, and each layer with its address, look and labels.

The format is QGIS's own and nowhere specified; what is written here is the part of it that QGIS 3.22 and later read.
"""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

from geo.crs import LONLAT
from service.maps.qgis.symbols import Look, add_renderer

_CHECKED = {True: "Qt::Checked", False: "Qt::Unchecked"}


@dataclass(frozen=True, slots=True)
class QgisLayer:
    """One layer.

    Parameters
    ----------
    collection : the collection that it shows.
    look : how it is drawn; None leaves it to QGIS.
    label : the property that is written on features; empty for none.
    is_shown : whether it is switched on at first.
    """

    collection: str
    title: str
    look: Look | None = None
    label: str = ""
    is_shown: bool = True


def layer_definition(base: str, name: str, layers: list[QgisLayer]) -> bytes:
    """The file's content, UTF-8.

    Parameters
    ----------
    base : the service's address ending in ``/ogc``.
    name : of the group that the layers come in.
    layers : the first is drawn over the others.
    """
    root = Element("qlr")
    tree = SubElement(root, "layer-tree-group", name="", checked=_CHECKED[True], expanded="1")
    group = SubElement(tree, "layer-tree-group", name=name, checked=_CHECKED[True], expanded="1")
    maps = SubElement(root, "maplayers")
    for layer in layers:
        # Only what lies in view is asked for, so that a million ideas are no matter.
        source = (
            f"typename='{layer.collection}' url='{base}' version='OGC_API_FEATURES' srsname='OGC:CRS84' "
            "pagingEnabled='true' restrictToRequestBBOX='1'"
        )
        own = f"aluekartta_{layer.collection}"
        SubElement(
            group,
            "layer-tree-layer",
            id=own,
            name=layer.title,
            source=source,
            providerKey="OAPIF",
            checked=_CHECKED[layer.is_shown],
            expanded="0",
        )
        _add_layer(maps, layer, own, source)
    return b"<!DOCTYPE qgis-layer-definition>\n" + tostring(root, encoding="utf-8")


def _add_layer(maps: Element, layer: QgisLayer, own: str, source: str) -> None:
    found = SubElement(maps, "maplayer", type="vector", labelsEnabled=str(int(bool(layer.label))))
    SubElement(found, "id").text = own
    SubElement(found, "datasource").text = source
    SubElement(found, "layername").text = layer.title
    system = SubElement(SubElement(found, "srs"), "spatialrefsys")
    # Degrees, which QGIS takes with longitude first. By the name alone it knows no system, and draws nothing.
    SubElement(system, "proj4").text = "+proj=longlat +datum=WGS84 +no_defs"
    SubElement(system, "srid").text = f"{LONLAT}"
    SubElement(system, "authid").text = f"EPSG:{LONLAT}"
    SubElement(found, "provider", encoding="UTF-8").text = "OAPIF"
    if layer.look:
        add_renderer(found, layer.look)
    if layer.label:
        settings = SubElement(SubElement(found, "labeling", type="simple"), "settings")
        style = SubElement(
            settings,
            "text-style",
            fieldName=layer.label,
            isExpression="0",
            fontSize="9",
            fontSizeUnit="Point",
            textColor="40,40,40,255",
        )
        SubElement(
            style, "text-buffer", bufferDraw="1", bufferSize="0.8", bufferSizeUnits="MM", bufferColor="255,255,255,255"
        )
