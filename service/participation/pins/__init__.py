"""Pins: ideas, observations, problems and thanks, with or without a point on the map."""
