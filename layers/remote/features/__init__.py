"""Features of WFS and OGC API Features, brought to the metric CRS page by page."""

from layers.remote.features.model import LIMITS, Harvest, HarvestLimits
from layers.remote.features.pages import features_of

__all__ = ["LIMITS", "Harvest", "HarvestLimits", "features_of"]
