"""The secret links in mails.

The link that confirms an address is used once and only its hash is kept. The link that changes or stops a
following stands in every digest, so it is not kept at all: it is the following's id, sealed with the service's
key.
"""

from __future__ import annotations

import hashlib
import hmac
import uuid

SEAL_LENGTH = 32


def sealed(secret_key: str, follow_id: uuid.UUID) -> str:
    """The token of a following for its own links."""
    return sealed_as(secret_key, "follow", follow_id)


def follow_id(secret_key: str, token: str) -> uuid.UUID | None:
    """The following that a token is of, or None when it was not made here."""
    return unsealed_as(secret_key, "follow", token)


def own_address(public_url: str, secret_key: str, follow: uuid.UUID) -> str:
    """The full address of the page where a following is changed or stopped."""
    return f"{public_url.rstrip('/')}/follows/{sealed(secret_key, follow)}"


def signature_address(public_url: str, secret_key: str, signature: uuid.UUID) -> str:
    """The full address of the page where a signature under a statement is taken back, or its owner forgotten."""
    return f"{public_url.rstrip('/')}/signatures/{sealed_as(secret_key, 'signature', signature)}"


def sealed_as(secret_key: str, purpose: str, identifier: uuid.UUID) -> str:
    """The token of a thing; one made for another purpose is of no use."""
    message = purpose.encode() + b"|" + identifier.bytes
    return identifier.hex + hmac.new(secret_key.encode(), message, hashlib.sha256).hexdigest()[:SEAL_LENGTH]


def unsealed_as(secret_key: str, purpose: str, token: str) -> uuid.UUID | None:
    """The thing that a token is of, or None when it was not made here for this purpose."""
    try:
        found = uuid.UUID(hex=token[:32])
    except ValueError:
        return None
    is_ours = hmac.compare_digest(token.encode(), sealed_as(secret_key, purpose, found).encode())
    return found if is_ours else None
