"""Debian packages: installs what lacks, as root or through sudo, and makes no system-wide database."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from ctypes.util import find_library
from pathlib import Path

from operate import postgres
from operate.errors import OperateError
from operate.paths import Places
from operate.steps import Step, step

_CREATE_CLUSTER = "/etc/postgresql-common/createcluster.conf"
_BROWSER_PROGRAMS = {"chromium": "chromium"}
_TEST_PROGRAMS = {"ogrinfo": "gdal-bin", "mapserv": "mapserver-bin"}
#: The Python module of QGIS stands in the system's Python, which is not ours: no program on the path tells of it.
QGIS = Path("/usr/lib/python3/dist-packages/qgis/core/__init__.py")
_QGIS_PACKAGE = "python3-qgis"
# The browser's driver is a program of its own that needs this library, and says so to nobody.
_DRIVER_LIBRARY = ("atomic", "libatomic1")
_ENVIRONMENT = {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}


class PackagesMissing(OperateError):
    """Packages lack and may not, or cannot, be installed from here."""


def missing_for_service(*, own_server: bool) -> list[str]:
    """Return the packages that `up` needs and this machine lacks.

    Params: `own_server` false asks only for PostgreSQL's client programs.
    """
    lacking = [] if _has_venv() else ["python3-venv"]
    if own_server:
        try:
            postgres.find_binaries()
        except postgres.PostgresqlMissing:
            lacking += _server_packages()
    else:
        try:
            postgres.find_client("pg_dump")
        except postgres.PostgresqlMissing:
            lacking.append("postgresql-client")
    return lacking


def missing_for_tests(*, browser: bool) -> list[str]:
    """Return the packages that the tests need and this machine lacks, the service's own included.

    Params: `browser` false leaves out the large ones, the browser and QGIS; tests skip what needs QGIS then.
    """
    programs = _TEST_PROGRAMS | (_BROWSER_PROGRAMS if browser else {})
    lacking = [package for program, package in programs.items() if not shutil.which(program)]
    name, package = _DRIVER_LIBRARY
    if browser and not find_library(name):
        lacking.append(package)
    if browser and not QGIS.exists():
        lacking.append(_QGIS_PACKAGE)
    return missing_for_service(own_server=True) + lacking


def install(places: Places, packages: Sequence[str], *, allowed: bool) -> None:
    """Install Debian packages; does nothing for an empty list.

    Params: `allowed` false (`--no-install`) turns a lack into an error.
    Errors: PackagesMissing with the command to type, StepFailed.
    """
    if not packages:
        return
    names = " ".join(packages)
    by_hand = f"Install them: apt-get install --no-install-recommends {names}"
    if not allowed:
        raise PackagesMissing(f"These packages are missing: {names}.", by_hand)
    if not shutil.which("apt-get"):
        raise PackagesMissing(f"This system has no apt-get to install {names} with.", "Install their like by hand.")
    prefix = _as_root(by_hand)
    with step(f"Installing {names}") as now:
        _install(now, prefix, packages, places)


def _install(now: Step, prefix: list[str], packages: Sequence[str], places: Places) -> None:
    log = places.logs / "packages.log"
    environment = ["env", *(f"{name}={value}" for name, value in _ENVIRONMENT.items())]

    def run(*command: str) -> None:
        now.run([*prefix, *environment, *command], log, cwd=Path("/"))

    try:
        run("apt-get", "-q", "-o", "DPkg::Lock::Timeout=300", "update")
    except OperateError:
        # One unreachable extra source must not stop us: the install tells whether it matters.
        now.detail = "the package lists are not all up to date"
    with _no_system_cluster(prefix):
        options = ("-o", "DPkg::Lock::Timeout=300", "-o", "Dpkg::Options::=--force-confold")
        install = ("apt-get", "-q", "-y", *options, "install", "--no-install-recommends", *packages)
        try:
            run(*install)
        except OperateError:
            now.detail = "finishing what an earlier installation left half done"
            run("dpkg", "--configure", "-a", "--force-confold")
            run(*install)


@contextmanager
def _no_system_cluster(prefix: list[str]) -> Iterator[None]:
    """Keep a first server package from starting a database of its own on port 5432.

    Only while no server is installed; a configuration that was there before comes back unchanged.
    """
    if postgres.installed_servers():
        yield
        return
    keep = f"{_CREATE_CLUSTER}.before-aluekartta"
    prepare = (
        f"mkdir -p {Path(_CREATE_CLUSTER).parent} && "
        f"if [ -e {_CREATE_CLUSTER} ] && [ ! -e {keep} ]; then cp -p {_CREATE_CLUSTER} {keep}; fi && "
        f"echo 'create_main_cluster = false' >> {_CREATE_CLUSTER}"
    )
    subprocess.run([*prefix, "sh", "-c", prepare], check=True)
    yield
    restore = f"if [ -e {keep} ]; then mv {keep} {_CREATE_CLUSTER}; fi"
    subprocess.run([*prefix, "sh", "-c", restore], check=True)


def _as_root(by_hand: str) -> list[str]:
    if os.geteuid() == 0:
        return []
    if not shutil.which("sudo"):
        raise PackagesMissing("Packages are missing, and you are neither root nor is there sudo.", by_hand)
    # Without a terminal nobody can type a password: fail at once instead of waiting for one.
    return ["sudo"] if sys.stdin.isatty() else ["sudo", "-n"]


def _server_packages() -> list[str]:
    servers = postgres.installed_servers()
    if servers:
        return [f"postgresql-{servers[-1].parent.name}-postgis-3"]
    version = _offered_version()
    return [f"postgresql-{version}", f"postgresql-{version}-postgis-3"]


def _offered_version() -> str:
    """Return the version of PostgreSQL that this release of Debian ships; 15, Debian 12's, if unknown."""
    if not shutil.which("apt-cache"):
        return "15"
    shown = subprocess.run(["apt-cache", "show", "postgresql"], capture_output=True, text=True, check=False)
    found = re.search(r"^Depends:.*\bpostgresql-(\d+)\b", shown.stdout, re.MULTILINE)
    return found.group(1) if found else "15"


def _has_venv() -> bool:
    """Debian splits ensurepip from Python: without it `python3 -m venv` cannot put pip in."""
    folder = Path(os.__file__).parent / "ensurepip"
    return (folder / "__init__.py").exists()
