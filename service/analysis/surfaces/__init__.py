"""Surfaces of what residents say: raw, per 1,000, adjusted for who takes part, and against residents."""
