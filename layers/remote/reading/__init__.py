"""What another service offers: its capabilities read to plain facts."""

from layers.remote.reading.model import OfferedLayer, OfferedService, OfferedStyle
from layers.remote.reading.service import KINDS, VERSIONS, read_service

__all__ = ["KINDS", "VERSIONS", "OfferedLayer", "OfferedService", "OfferedStyle", "read_service"]
