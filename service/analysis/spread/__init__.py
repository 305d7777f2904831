"""How unequal areas are, who lives apart from whom, and where it clusters; always of one named zoning."""
