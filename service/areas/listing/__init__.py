"""The list of areas: the twin of their map."""
