"""Residents' ideas out of which proposals were made: linked both ways."""
