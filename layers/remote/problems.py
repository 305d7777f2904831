"""What can go wrong with another service. Each problem has a code; `service/remote/words.py` says it in words."""

from __future__ import annotations


class RemoteProblem(Exception):
    """Another service may not be asked, did not answer, or answered something that cannot be used.

    `code` is stable; `values` fill the sentence, all as text.
    """

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = {name: str(value) for name, value in values.items()}


#: Problems of the way to a service: what is asked next would fail alike, so that it is left in peace for a while.
UNREACHABLE = frozenset({"no_such_host", "no_answer", "too_slow", "broken_off", "not_secure", "down"})
