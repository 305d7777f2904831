"""Handling statements: the desk, segments with their answers, and the official response to the whole."""
