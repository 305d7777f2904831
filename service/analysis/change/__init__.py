"""Change over time: one share by year on one version of the areas, its gap to the municipality, and who moves."""
