"""What QGIS makes of the file of ready-made layers, as one line of JSON; run by the Python of Debian's QGIS.

Argument: a file of JSON with `file` (the .qlr), `extent` in EPSG:`crs`, and `picture`, the PNG to write.
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
    QgsLayerDefinition,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor

SIDE_PX = 400


def told(layer: QgsVectorLayer) -> dict[str, Any]:
    """A layer's address, its features, and the classes that it is drawn by."""
    renderer = layer.renderer()
    classes = renderer.categories() if renderer.type() == "categorizedSymbol" else []
    return {
        "title": layer.name(),
        "is_valid": layer.isValid(),
        "features": len(list(layer.getFeatures())),
        "classes": {str(one.value() or ""): [one.label(), one.symbol().color().name()] for one in classes},
        "symbol": renderer.symbol().color().name() if renderer.type() == "singleSymbol" else "",
        "label": layer.labeling().settings().fieldName if layer.labelsEnabled() else "",
    }


def main() -> None:
    """Load the file as somebody who drops it on the map, and draw what is switched on."""
    wishes = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    application = QgsApplication([], False)
    application.initQgis()
    project = QgsProject.instance()
    tree = project.layerTreeRoot()
    is_loaded, message = QgsLayerDefinition.loadLayerDefinition(wishes["file"], project, tree)
    nodes = tree.findLayers()
    layers = {node.layer().source().split("'")[1]: told(node.layer()) for node in nodes if node.layer()}
    settings = QgsMapSettings()
    settings.setLayers([node.layer() for node in nodes if node.layer() and node.isVisible()])
    settings.setDestinationCrs(QgsCoordinateReferenceSystem(f"EPSG:{wishes['crs']}"))
    settings.setExtent(QgsRectangle(*wishes["extent"]))
    settings.setOutputSize(QSize(SIDE_PX, SIDE_PX))
    settings.setBackgroundColor(QColor("white"))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    job.renderedImage().save(wishes["picture"])
    found = {
        "is_loaded": is_loaded,
        "message": message,
        "groups": [group.name() for group in tree.findGroups()],
        "order": [node.layer().source().split("'")[1] for node in nodes if node.layer()],
        "shown": [node.layer().source().split("'")[1] for node in nodes if node.layer() and node.isVisible()],
        "layers": layers,
        "errors": [error.message for error in job.errors()],
    }
    sys.stdout.write(json.dumps(found))
    sys.stdout.flush()
    # QGIS crashes while it takes itself down; what it read is written by now.
    os._exit(0)


main()
