"""Nothing leaves the machine but by the modules made for it."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
#: Modules that talk to other machines, each with what it checks.
WAYS = {
    "layers/remote/fetching/fetch.py": "layers of other services: allowed hosts, checked addresses",
    "layers/remote/fetching/transport.py": "the same",
    "layers/remote/fetching/addresses.py": "the same: looks a name up once",
    "service/accounts/connect/client.py": "signing in: providers of the installation's own file",
    "service/mail.py": "mail: the server of the settings",
}
LEAVES = re.compile(
    r"\burllib\.request\b|\bhttp\.client\b|^\s*(?:import|from) (?:requests|httpx|aiohttp|urllib3|smtplib|ftplib)\b"
    r"|\bcreate_connection\b|\bgetaddrinfo\b|\burlopen\b",
    re.MULTILINE,
)


def test_only_the_ways_out_lead_out() -> None:
    sources = [path for folder in ("geo", "boundaries", "layers", "service") for path in (ROOT / folder).rglob("*.py")]
    leading = {path.relative_to(ROOT).as_posix() for path in sources if LEAVES.search(path.read_text("utf-8"))}
    assert leading == set(WAYS)


def test_capabilities_are_read_from_bytes_that_we_fetched() -> None:
    """OWSLib would go to the service by itself where it is given no document."""
    for path in (ROOT / "layers" / "remote" / "reading").glob("*.py"):
        for call in re.findall(r"= Web\w+Service\((.*)\)", path.read_text("utf-8")):
            assert "xml=without_dtd(root)" in call, path
