"""Statistics by small cells, taken in as atoms of at least k people; the cells themselves are not kept."""
