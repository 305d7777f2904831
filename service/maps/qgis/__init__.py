"""Ready-made layers for QGIS: a layer definition file (.qlr) that points at our own features, with our colours."""
