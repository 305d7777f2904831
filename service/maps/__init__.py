"""The doors for maps: vector tiles, TileJSON and OGC API Features."""
