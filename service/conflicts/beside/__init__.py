"""Proposals beside each other: versions of one before and after a change, and alternatives of one matter."""
