"""Texts that answers begin from, kept by the municipality in each language."""
