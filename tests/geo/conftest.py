"""How property tests run here."""

from __future__ import annotations

from hypothesis import settings

# No deadline: how long one example takes says more about the machine's other work than about the code.
settings.register_profile("geo", deadline=None, max_examples=60)
settings.load_profile("geo")
