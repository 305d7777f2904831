"""Walking along: joining by the group code, what is noted on the way, and how it was."""
