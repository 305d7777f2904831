"""What an area was before: its versions, what changed between two of them, and two people who edit at once."""
