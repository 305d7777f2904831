"""Keys with which other services write here, and what came by them."""
