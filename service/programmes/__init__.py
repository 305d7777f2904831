"""Choosing priority areas with reasons, frozen at one public address."""
