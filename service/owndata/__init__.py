"""One's own data: a copy of them, and erasing them, for an account and for a single thing sent without one."""
