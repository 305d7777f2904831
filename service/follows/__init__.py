"""Following by e-mail: no account, a confirmed address, answers at once, digests, and one click to stop."""
