"""What is known of the people inside any shape, with bounds, sources and how sure it is."""
