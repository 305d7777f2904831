"""Change over time: gaps, trends, who moves in the ranking, and what a programme changed."""
