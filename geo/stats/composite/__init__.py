"""Composite indices: indicators made comparable, weighted and put together, with all that was done on the way.

`recipes` says how an index is made, `engine` makes it, `measures` is what it is made of.
"""
