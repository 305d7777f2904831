"""The service as it is, but on a test cluster, whose durability is off on purpose.

Only the check that refuses such a database is left out; nothing else differs from `service.wsgi`.
"""

from service.db import Database

Database.check_durability = lambda self: None  # type: ignore[method-assign]

from service.wsgi import application  # noqa: E402

__all__ = ["application"]
