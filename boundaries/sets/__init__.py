"""Sets of areas, and partitions among them: checked, mended, and changed so that they stay whole."""
