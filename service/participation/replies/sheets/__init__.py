"""Answers of many inputs at once: a table to fill in, a report on it, and its use in one transaction."""
