"""Which areas a programme takes, how a sum is shared among areas, and why."""
