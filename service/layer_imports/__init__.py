"""Zoning plans and map layers out of files that planners send: read, looked at, brought in whole, taken back whole."""
