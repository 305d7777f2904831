"""Zoning: plans and the units they divide the land into."""
