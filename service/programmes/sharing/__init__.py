"""Sharing a sum among areas by need, beside the equal share and the share by heads."""
