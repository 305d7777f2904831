"""Legends of picture layers."""

from __future__ import annotations

from layers.remote.addresses import question
from layers.remote.maps import Source, opened
from layers.remote.pictures import Pixels
from layers.remote.problems import RemoteProblem
from layers.remote.reading.model import Ask


def legend_picture(ask: Ask, source: Source) -> Pixels:
    """The picture of a layer's legend: that of its chosen style, or what a WMS draws when asked for one.

    Raises RemoteProblem.
    """
    if source.legend:
        try:
            return opened(ask, source.legend)
        except RemoteProblem as problem:
            # Behind a proxy a service often names itself by a host that nobody can reach.
            if source.kind != "wms" or problem.code == "service_said":
                raise
    if source.kind != "wms":
        raise RemoteProblem("status", status=404)
    asked = {
        "SERVICE": "WMS",
        "VERSION": source.version,
        "REQUEST": "GetLegendGraphic",
        "LAYER": source.name,
        "STYLE": source.style,
        "FORMAT": source.format,
    }
    if source.version.startswith("1.3"):
        asked["SLD_VERSION"] = "1.1.0"
    return opened(ask, question(source.address, asked))
