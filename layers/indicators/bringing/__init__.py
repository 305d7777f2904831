"""Figures of a municipality's own out of a table: which cell is a number, which row which area, what would be kept."""
