"""Developing a proposal together: residents ask to join, suggest changes, and planners make versions of them."""
