"""Space and statistics only: arrays, geometries and frames in, the same out. Knows no database."""
