"""What happens in an area or in the municipality, as an Atom feed."""
