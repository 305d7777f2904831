"""A service that sends mail, and its worker."""

from tests.service.follows.conftest import mailbox, work

__all__ = ["mailbox", "work"]
