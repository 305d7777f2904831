"""Computations too long for a request: asked for once, made by the worker, kept while the figures stay the same."""
