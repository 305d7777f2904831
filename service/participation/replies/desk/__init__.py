"""The desk of those who answer: what waits for me, for my unit, for anybody, what is late first."""
