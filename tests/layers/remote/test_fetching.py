"""The one way out: inside addresses in every written form, and services that mean harm."""

from __future__ import annotations

import re
import resource
import socket
import time
from collections.abc import Iterator

import pytest

from layers.remote.fetching import Allowance, Wish, addresses, fetch, host_and_port, inside_hosts, is_inside, transport
from layers.remote.problems import RemoteProblem
from layers.remote.reading import read_service
from layers.remote.xml import sound_xml
from tests.hostile import Hostile, hostile_service, silent_listener

XML = Wish(("text/xml",), 5_000_000, 3.0)
HERE = "127.0.0.1"


@pytest.fixture(scope="module")
def hostile() -> Iterator[Hostile]:
    with hostile_service() as running:
        yield running


def may_ask(hostile: Hostile) -> Allowance:
    here = frozenset({(HERE, hostile.port)})
    return Allowance(here, here)


def refused(url: str, allowance: Allowance, wish: Wish = XML) -> str:
    with pytest.raises(RemoteProblem) as problem:
        fetch(url, allowance, wish)
    return problem.value.code


WRITTEN = [
    "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.0x0.0x0.0x1", "0177.0.0.1", "017700000001",
    "0x7f.1", "127.000.000.001", "0.0.0.0", "0", "localhost", "LOCALHOST", "localhost.", "[::1]", "[::]",  # noqa: S104
    "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:127.0.0.1]", "[::127.0.0.1]", "[64:ff9b::127.0.0.1]",
    "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "127.127.127.127", "①②⑦.0.0.1",
]  # fmt: skip


@pytest.mark.parametrize("host", WRITTEN)
def test_no_written_form_of_this_machine_is_reached(host: str) -> None:
    with silent_listener() as listener, silent_listener("0.0.0.0") as everywhere:  # noqa: S104
        for port in (listener.port, everywhere.port):
            url = f"http://{host}:{port}/secret"
            try:
                allowed = frozenset({host_and_port(url)})
            except RemoteProblem:
                allowed = frozenset()
            # Even an administrator who allows the host does not open the way inside.
            assert refused(url, Allowance(allowed)) in ("inside_address", "bad_host", "no_such_host", "bad_address")
        time.sleep(0.05)
        assert (listener.connections, everywhere.connections) == (0, 0)


@pytest.mark.parametrize(
    "address",
    ["10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1",
     "255.255.255.255", "240.0.0.1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1",
     "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "::ffff:169.254.169.254", "2001:db8::1", "2001::1", "100::1"],
)  # fmt: skip
def test_private_and_special_addresses_are_inside(address: str) -> None:
    assert is_inside(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "193.166.3.2", "2a00:1450:400f:80c::200e", "::ffff:8.8.8.8"])
def test_addresses_of_the_internet_are_not(address: str) -> None:
    assert not is_inside(address)


def test_a_name_with_one_address_inside_is_refused_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    with silent_listener() as listener:
        rows = [(socket.AF_INET, 1, 6, "", (one, listener.port)) for one in ("93.184.216.34", HERE)]
        monkeypatch.setattr(addresses.socket, "getaddrinfo", lambda *_args, **_more: rows)
        allowed = frozenset({("kartat.example", listener.port)})
        assert refused(f"http://kartat.example:{listener.port}/", Allowance(allowed)) == "inside_address"
        assert listener.connections == 0


def test_a_name_is_looked_up_once_and_the_checked_address_is_reached(
    monkeypatch: pytest.MonkeyPatch, hostile: Hostile
) -> None:
    """A name that means something else at the second look (rebinding) leads nowhere else."""
    looked: list[str] = []
    real = socket.getaddrinfo

    def once(host: str, port: int, *args: object, **more: object) -> object:
        looked.append(host)
        wanted = HERE if looked.count("kartat.example") == 1 and host == "kartat.example" else host
        return real(wanted, port, *args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", once)
    host = frozenset({("kartat.example", hostile.port)})
    assert fetch(f"http://kartat.example:{hostile.port}/good", Allowance(host, host), XML).content == b"<good/>"
    assert looked.count("kartat.example") == 1


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("file:///etc/passwd", "bad_scheme"),
        ("ftp://kartat.example/", "bad_scheme"),
        ("gopher://127.0.0.1/", "bad_scheme"),
        ("//127.0.0.1/", "bad_scheme"),
        ("http://kartat.example@127.0.0.1/", "names_a_person"),
        ("http://user:secret@kartat.example/", "names_a_person"),
        ("http://kartat.example\\@127.0.0.1/", "bad_address"),
        ("http://kartat.example/\r\nHost: x", "bad_address"),
        ("http://kartat.example:99999/", "bad_address"),
        ("http:///nothing", "bad_host"),
        ("http://kartat.example/", "host_not_allowed"),
        ("http://" + "a" * 3000, "bad_address"),
    ],
)
def test_addresses_that_lead_astray_are_refused(url: str, code: str) -> None:
    assert refused(url, Allowance(frozenset())) == code


def test_another_port_of_an_allowed_host_is_not_allowed(hostile: Hostile) -> None:
    assert refused(f"http://{HERE}:{hostile.inside.port}/", may_ask(hostile)) == "host_not_allowed"
    assert hostile.inside.connections == 0


@pytest.mark.parametrize(
    ("trick", "codes"),
    [
        ("redirect", {"redirect"}),
        ("endless", {"too_large"}),
        ("announced", {"too_large"}),
        ("bomb", {"too_large"}),
        ("drip", {"too_slow"}),
        ("drip-head", {"too_slow"}),
        ("hang", {"too_slow"}),
        ("cut", {"broken_off"}),
        ("page", {"wrong_type"}),
    ],
)
def test_what_means_harm_is_refused_soon_and_in_little_memory(hostile: Hostile, trick: str, codes: set[str]) -> None:
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    assert refused(hostile.at(trick), may_ask(hostile)) in codes
    assert time.monotonic() - started < XML.seconds + 2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000, "kilobytes"
    assert hostile.inside.connections == 0


@pytest.mark.parametrize("trick", ["entity", "laughs"])
def test_entities_are_refused_and_nothing_is_fetched(hostile: Hostile, trick: str) -> None:
    answer = fetch(hostile.at(trick), may_ask(hostile), XML)
    with pytest.raises(RemoteProblem) as problem:
        sound_xml(answer.content)
    assert problem.value.code == "xml_entities"
    assert hostile.inside.connections == 0


def test_a_document_type_is_never_fetched(hostile: Hostile) -> None:
    with pytest.raises(RemoteProblem) as problem:
        read_service(lambda url, wish: fetch(url, may_ask(hostile), wish), "wms", hostile.at("outside-dtd"))
    assert problem.value.code in ("no_layers", "bad_capabilities")
    assert hostile.inside.connections == 0


def test_cookies_are_not_kept(hostile: Hostile) -> None:
    hostile.cookies.clear()
    for _ in range(2):
        fetch(hostile.at("good"), may_ask(hostile), XML)
    assert hostile.cookies == ["", ""]


def test_a_dead_port_is_said_at_once(hostile: Hostile) -> None:
    with silent_listener() as listener:
        port = listener.port
    here = frozenset({(HERE, port)})
    assert refused(f"http://{HERE}:{port}/", Allowance(here, here)) == "no_answer"


def test_a_server_without_a_trusted_certificate_is_not_believed(
    hostile: Hostile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "CONNECT_S", 1.0)
    assert refused(hostile.at("good").replace("http:", "https:"), may_ask(hostile)) in ("not_secure", "no_answer")


def test_the_setting_of_inside_hosts() -> None:
    assert inside_hosts("") == frozenset()
    assert inside_hosts("127.0.0.1:80, Kartat.Sisä:443,[::1]:8080") == {
        (HERE, 80),
        ("kartat.xn--sis-sla", 443),
        ("::1", 8080),
    }
    for wrong in ("127.0.0.1", "127.0.0.1:http", ":80", "a b:80", "host:0"):
        with pytest.raises(ValueError, match=re.escape(wrong)):
            inside_hosts(wrong)
