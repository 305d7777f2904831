"""One thread model below everything: comments, support and official answers."""
