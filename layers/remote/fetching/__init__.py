"""The one way out to other services: every call that the server makes for a layer goes through `fetch`.

Only hosts that an administrator allowed are asked. A name is looked up once, every address that it has is checked,
and the connection goes to an address that was checked. Redirects are not followed, cookies are not kept, and time,
size and unpacked size have limits.
"""

from layers.remote.fetching.addresses import is_inside
from layers.remote.fetching.allowance import Allowance, host_and_port, inside_hosts
from layers.remote.fetching.fetch import Fetched, Wish, fetch

__all__ = ["Allowance", "Fetched", "Wish", "fetch", "host_and_port", "inside_hosts", "is_inside"]
