"""Where everything lies: the checkout, its environment, and the folder of the data."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from operate import files, postgres, sockets
from operate.cluster import Cluster
from operate.errors import OperateError

ROOT = Path(__file__).resolve().parent.parent
FALLBACK = Path("/var/lib/aluekartta")


class DataBelongsToAnother(OperateError):
    """The data folder was made by another account of this machine."""


@dataclass(frozen=True)
class Places:
    """The folders of one checkout. Params: `root` is the checkout, `home` the folder of its data."""

    root: Path
    home: Path

    @property
    def python(self) -> Path:
        """The Python of the project's own environment."""
        return self.venv / "bin" / "python"

    @property
    def venv(self) -> Path:
        """The project's own environment."""
        return self.root / ".venv"

    @property
    def logs(self) -> Path:
        """The folder of all logs."""
        return self.home / "log"

    @property
    def uploads(self) -> Path:
        """The folder of what people uploaded."""
        return self.home / "uploads"

    @property
    def cluster(self) -> Cluster:
        """The project's private database cluster."""
        return Cluster(self.home)

    def secret_key(self) -> str:
        """Return the key that signs sessions and tokens; it is made once and readable by its owner only."""
        path = self.home / "secret_key"
        if not path.exists():
            files.write_whole(path, os.urandom(32).hex() + "\n", 0o600)
        return path.read_text().strip()

    def stamp(self, name: str) -> str | None:
        """Return the mark that a finished step left, or None if it has not finished yet."""
        try:
            return (self.home / "stamps" / name).read_text()
        except FileNotFoundError:
            return None

    def set_stamp(self, name: str, mark: str | None) -> None:
        """Leave a step's mark, or remove it (None)."""
        path = self.home / "stamps" / name
        if mark is None:
            path.unlink(missing_ok=True)
        else:
            files.write_whole(path, mark, 0o600)


def find_places(root: Path = ROOT) -> Places:
    """Return the folders of a checkout, and make the data folder if there is none.

    The data lies in ALUEKARTTA_DATA or in `.data`. A server started by root runs as another account,
    which cannot enter a checkout below a private home: then it lies below /var/lib/aluekartta, and
    `.data/location` remembers that, so that a later change of modes hides no data.
    Errors: DataBelongsToAnother.
    """
    home = _chosen_home(root)
    _make(home)
    return Places(root, home)


def _chosen_home(root: Path) -> Path:
    if given := os.environ.get("ALUEKARTTA_DATA"):
        return Path(given).resolve()
    usual = root / ".data"
    location = usual / "location"
    if location.exists():
        return Path(location.read_text().strip())
    if os.geteuid() != 0 or (usual / "pg").exists():
        return usual
    _make(usual)
    if _is_open_to_server(usual):
        return usual
    mark = hashlib.sha256(os.fsencode(root)).hexdigest()[:8]
    elsewhere = FALLBACK / f"{root.name}-{mark}"
    files.write_whole(location, f"{elsewhere}\n")
    return elsewhere


def _is_open_to_server(folder: Path) -> bool:
    try:
        user = postgres.server_user(folder / "pg")
    except postgres.PostgresqlMissing:
        # The account comes with the packages; until then the modes tell what others may do.
        return all(one.stat().st_mode & 0o001 for one in (folder, *folder.parents))
    return user is None or sockets.is_reachable(folder, user)


def _make(home: Path) -> None:
    if not home.exists():
        home.mkdir(parents=True)
    elif not os.access(home, os.W_OK):
        raise DataBelongsToAnother(
            f"The data folder {home} belongs to another account.",
            "Use that account, or sudo if it was made with sudo.",
        )
    # Others may pass, as the server's account must, but not look around.
    if home.stat().st_mode & 0o777 != 0o711 and home.stat().st_uid == os.geteuid():
        home.chmod(0o711)
