"""A municipality's own indicators: bringing their figures in from a file, and taking them back."""
