"""What can be wrong with a key."""

from __future__ import annotations

from service.errors import NotAllowed, NotFound, SignInNeeded


class KeyRefused(NotAllowed):
    """The key is missing, unknown or has been ended."""

    code = "key_refused"


class TokenRefused(SignInNeeded):
    """The token of a request to the JSON API is unknown, has expired or was taken back."""

    code = "token_refused"


class KeyNotFound(NotFound):
    """The municipality has given no such key."""

    code = "machine_key_not_found"
