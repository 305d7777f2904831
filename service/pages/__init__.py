"""Pages about the service itself: about, open data, accessibility, privacy."""
