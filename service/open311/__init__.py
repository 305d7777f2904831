"""Open311 GeoReport v2: the standard by which other services read what was said here, and report."""
