"""What is public, as files for everybody: without authors, by the day, at the place that was let be shown."""
