"""Filters in CQL2 (OGC 21-065r2): read to the tree of its JSON form, then to a condition with bound values."""
