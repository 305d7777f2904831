"""Calls for drawings: many people draw what they call a place, and one boundary with its dissent comes of it."""
