"""How thick events lie: kernel intensity with edge correction, rates, and risk relative to residents."""

from geo.density.evidence import enough_evidence
from geo.density.intensity import EdgeCorrection, intensity_at, intensity_surface, scott_bandwidth
from geo.density.rates import RateSurface, rate_surface
from geo.density.risk import RelativeRisk, RiskState, log_relative_risk, relative_risk
from geo.grids import Raster, raster_over

__all__ = [
    "EdgeCorrection",
    "Raster",
    "RateSurface",
    "RelativeRisk",
    "RiskState",
    "enough_evidence",
    "intensity_at",
    "intensity_surface",
    "log_relative_risk",
    "raster_over",
    "rate_surface",
    "relative_risk",
    "scott_bandwidth",
]
