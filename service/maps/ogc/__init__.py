"""OGC API Features: Part 1 (Core, GeoJSON, OpenAPI 3.0) and Part 2 (coordinate reference systems)."""
