"""Planners' proposals: a drawing, a text, and what it covers in the zoning, said in words."""
