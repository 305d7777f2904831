"""What became of inputs: which proposals and decisions used them, used them in part or did not, and why."""
