"""Units of the municipality: who is in them, what they look after, and the promise of when answers come."""
