"""Development walks: routes, stops and what was observed on the spot."""
