"""Sets of areas on the web: their pages, and the edits that keep a partition whole."""
