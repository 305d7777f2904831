"""What an area is besides its boundary, on the web: names, kind, hierarchy, set, and the body with its seats."""
