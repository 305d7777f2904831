"""Following an area by e-mail: no account, a confirmed address, digests, and one click to stop."""
