"""Signing a statement that somebody else gave, so that neighbours need not copy it."""
