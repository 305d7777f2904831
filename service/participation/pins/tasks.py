"""Background work on pins: folding deltas into the pyramid of the low zooms."""
