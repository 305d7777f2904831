"""Campaigns: what a municipality asks its residents for, when, where, and what may be said in it."""
