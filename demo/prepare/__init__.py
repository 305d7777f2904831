"""Scripts that made the files of demo/data; run once, kept so that anyone can repeat them."""
