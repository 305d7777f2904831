"""People who sign in, what they may do, and their sessions."""
