"""What lies over and under areas: the catalogue, zoning plans, indicators."""
