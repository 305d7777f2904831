"""Zoning on the web: its legend, what a unit is, and what a drawing covers, in words."""
