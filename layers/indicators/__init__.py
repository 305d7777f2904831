"""Statistics by area and year: variables as published, and indicators computed from them."""
