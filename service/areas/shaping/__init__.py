"""Shaping an outline by commands: the same on the map, by keyboard, and in the form without scripts."""
