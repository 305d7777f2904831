"""Making what tests need: a small town, pins, areas, proposals."""
