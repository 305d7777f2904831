"""What came of a programme: comparison areas fixed when it was decided, and what the later years say."""
