"""What a proposal touches: zoning, other layers, areas, people and what was said, line by line and in words."""
