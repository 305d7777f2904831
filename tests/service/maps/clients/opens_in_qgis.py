"""What QGIS reads from a service, as one line of JSON; run by the Python that Debian's QGIS belongs to.

Argument: a file of JSON with `base` (the address of the service), `collections` (their names), `tiles` (layers to
draw, each with `layer`, `extent` in EPSG:`crs`, and `picture`, the path of the PNG to be written) and `crs`.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsRectangle,
    QgsVectorLayer,
    QgsVectorTileBasicRenderer,
    QgsVectorTileLayer,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor

SIDE_PX = 400


def features(base: str, name: str) -> dict[str, Any]:
    """A collection as a layer of features: its system, and each feature with its shape as text."""
    source = f"typename='{name}' url='{base}/ogc' version='OGC_API_FEATURES' srsname='OGC:CRS84'"
    layer = QgsVectorLayer(source, name, "OAPIF")
    if not layer.isValid():
        return {"error": layer.dataProvider().error().summary() if layer.dataProvider() else "no provider"}
    read = list(layer.getFeatures())
    return {
        "crs": layer.crs().authid(),
        "fields": [field.name() for field in layer.fields()],
        "count": layer.featureCount(),
        "shapes": [one.geometry().asWkt(9) for one in read if one.hasGeometry()],
    }


def picture(base: str, crs: int, wish: dict[str, Any]) -> list[str]:
    """Draw a layer of vector tiles in one colour on white, as somebody who has just added it; gives the errors."""
    source = f"type=xyz&url={base}/tiles/WebMercatorQuad/{wish['layer']}/{{z}}/{{x}}/{{y}}.mvt&zmin=0&zmax=19"
    layer = QgsVectorTileLayer(source, wish["layer"])
    if not layer.isValid():
        return ["the layer is not valid"]
    fill, line = QColor("#c02020"), QColor("#000000")
    renderer = QgsVectorTileBasicRenderer()
    renderer.setStyles(QgsVectorTileBasicRenderer.simpleStyle(fill, line, 0.2, fill, 0.6, fill, line, 3))
    layer.setRenderer(renderer)
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(QgsCoordinateReferenceSystem(f"EPSG:{crs}"))
    settings.setExtent(QgsRectangle(*wish["extent"]))
    settings.setOutputSize(QSize(SIDE_PX, SIDE_PX))
    settings.setBackgroundColor(QColor("white"))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    job.renderedImage().save(wish["picture"])
    return [error.message for error in job.errors()]


def main() -> None:
    """Read and draw all that the file names."""
    wishes = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    application = QgsApplication([], False)
    application.initQgis()
    found = {
        "collections": {name: features(wishes["base"], name) for name in wishes["collections"]},
        "errors": [picture(wishes["base"], wishes["crs"], one) for one in wishes["tiles"]],
    }
    sys.stdout.write(json.dumps(found))
    sys.stdout.flush()
    # QGIS crashes while it takes itself down; what it read is written by now.
    os._exit(0)


main()
