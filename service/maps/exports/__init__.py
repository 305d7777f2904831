"""Whole collections as files: the same rows and filters as OGC API Features, in the formats of map programs."""
