"""Choosing priority areas by a rule: who is in, why, what would change it, and who was nearest."""
