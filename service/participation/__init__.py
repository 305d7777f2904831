"""What residents do: pins on the map and development walks."""
