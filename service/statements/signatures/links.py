"""Signatures by their secret links: a link stands in every mail, so it is not kept, only sealed."""

from __future__ import annotations

import uuid

from service.follows.links import sealed_as, unsealed_as

PURPOSE = "signature"


def own_token(secret_key: str, signature: uuid.UUID) -> str:
    """The token of a signature's own page."""
    return sealed_as(secret_key, PURPOSE, signature)


def signature_id(secret_key: str, token: str) -> uuid.UUID | None:
    """The signature that a token is of, or None when it was not made here."""
    return unsealed_as(secret_key, PURPOSE, token)
