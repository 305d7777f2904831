"""Makes the demo's synthetic content: seeded, so that the same code and data always give the same bytes."""
