"""Documents of a proposal: reports, drawings and pictures that a planner attaches, and what became of them."""
