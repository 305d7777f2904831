"""Pages of moderators and administrators."""
