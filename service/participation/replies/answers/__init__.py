"""Answering an input or a part of it, in public and with a reason."""
