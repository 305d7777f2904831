"""Handling one input: splitting it, saying who looks after what and by when, and notes between staff."""
