"""Other servers of map data, each in an environment of its own, over the same tables as ours."""
