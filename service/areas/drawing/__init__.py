"""The drawing page: one form that works by hand on the map, by buttons, and by pasted coordinates."""
