"""Layers of other services."""
