"""Bringing whole layers in: features of a file, batch by batch, to sound shapes in the metric CRS."""
