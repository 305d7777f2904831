"""A private PostgreSQL cluster: made, configured, started and stopped by this project alone."""

from __future__ import annotations

import os
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from operate import clusterconfig, files, postgres, sockets
from operate.errors import OperateError
from operate.postgres import CommandFailed, SystemUser
from operate.processtable import Process

OWNER = "aluekartta"
ROLES = ("aluekartta_service", "aluekartta_public")
# The number only names the socket file: the server listens on no network address.
PORT = 54329


class ClusterBroken(OperateError):
    """The cluster cannot be made, started or reached."""


@dataclass(frozen=True)
class Cluster:
    """One cluster below a folder: `pg/` (data), `run/` (socket) and `log/postgres.log`.

    Params: `home` is an absolute folder; `durable` false is for tests: it trades safety for speed;
    `shared_buffers` is PostgreSQL's setting of that name.
    """

    home: Path
    durable: bool = True
    shared_buffers: str = "256MB"

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.home / "pg"

    @property
    def log(self) -> Path:
        """The server's log file."""
        return self.home / "log" / "postgres.log"

    @property
    def run_directory(self) -> Path:
        """The folder of the socket: `run/`, or a short private folder where that path is too long."""
        return sockets.socket_directory(self.home / "run", PORT)

    @property
    def binaries(self) -> Path:
        """The programs that fit the data: those of its version, or the newest ones before it is made."""
        return postgres.find_binaries(self.version)

    @property
    def version(self) -> int | None:
        """The major version that made the data, or None if there is none yet."""
        try:
            return int((self.data / "PG_VERSION").read_text())
        except FileNotFoundError:
            return None

    @property
    def user(self) -> SystemUser | None:
        """The account that the server runs as; None means the present one."""
        return postgres.server_user(self.data)

    @property
    def identifier(self) -> str:
        """The number that initdb gave this cluster: another one means that the data was made anew."""
        head = (self.data / "global" / "pg_control").read_bytes()[:8]
        return str(int.from_bytes(head, "little"))

    def is_initialised(self) -> bool:
        """Tell whether the data folder is whole: it gets its name only when initdb has ended."""
        return (self.data / "global" / "pg_control").exists()

    def process_id(self) -> int | None:
        """Return the running server's process id, or None."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            return None
        return pid if sockets.works_in(pid, self.data) else None

    def is_accepting(self) -> bool:
        """Tell whether the server answers on its socket."""
        try:
            postgres.run([self.binaries / "pg_isready", "-q", "-d", self.url("postgres")])
        except CommandFailed:
            return False
        return True

    def url(self, database: str = OWNER, user: str = OWNER) -> str:
        """Return the libpq address of a database in this cluster, for one of its roles."""
        socket = quote(str(self.run_directory), safe="/")
        return f"postgresql://{user}@/{quote(database)}?host={socket}&port={PORT}"

    def initialise(self) -> None:
        """Make the data folder; does nothing if there is one, and clears what a broken-off try left.

        Errors: CommandFailed, ClusterBroken (the folder cannot be reached by the server's account).
        """
        if self.is_initialised():
            return
        user = self.user
        # Named by process: an initdb whose parent was killed may still be writing to its own.
        unfinished = self.home / f"pg.new-{os.getpid()}"
        for leftover in (*self.home.glob("pg.new-*"), self.data):
            shutil.rmtree(leftover, ignore_errors=True)
        self._give(self.home, None, 0o711)
        self._give(self.home / "log", None, 0o755)
        self._give(unfinished, user, 0o700)
        if user and not sockets.is_reachable(unfinished, user):
            raise ClusterBroken(
                f"The account {user.name} cannot reach {self.home}.",
                "Move the checkout below a folder that others may pass, or set ALUEKARTTA_DATA to one.",
            )
        self._initdb(unfinished, user)
        unfinished.rename(self.data)

    def _initdb(self, data: Path, user: SystemUser | None) -> None:
        options = [
            "-A",
            "scram-sha-256",
            "--auth-local=trust",
            "-E",
            "UTF8",
            f"--locale={clusterconfig.locale_name()}",
        ]
        speed = [] if self.durable else ["--no-sync"]
        command = [self.binaries / "initdb", "-D", data, "-U", OWNER, "--no-instructions"]
        postgres.run([*command, *options, *speed], user)
        with (data / "postgresql.conf").open("a") as file:
            file.write(f"\ninclude_if_exists = '{clusterconfig.NAME}'\n")

    def start(self) -> None:
        """Start the server and wait until it answers; does nothing if it runs.

        Errors: ClusterBroken with the end of the log.
        """
        if self.process_id() is None:
            sockets.clear_stale_lock(self.data)
            self._configure()
            # Not pg_ctl: it pastes the log's path into a shell command. `$!` is the server itself.
            launch = 'setsid "$@" >>"$0" 2>&1 </dev/null & echo $!'
            server = [self.binaries / "postgres", "-D", self.data]
            said = postgres.run(["/bin/sh", "-c", launch, self.log, *server], self.user).stdout
            self._wait_until_accepting(int(said))
        else:
            self._wait_until_accepting(self.process_id())

    def _wait_until_accepting(self, pid: int | None, seconds: float = 120.0) -> None:
        deadline = time.monotonic() + seconds
        while not self.is_accepting():
            if pid is None or Process.find(pid) is None:
                raise ClusterBroken(f"PostgreSQL did not start. Its log {self.log} ends with:\n{files.tail(self.log)}")
            if time.monotonic() > deadline:
                raise ClusterBroken(
                    f"PostgreSQL runs but did not answer within {seconds:.0f} s.", f"Its log tells more: {self.log}"
                )
            time.sleep(0.03)

    def stop(self) -> None:
        """Stop the server and wait for its end; does nothing if it does not run."""
        if self.process_id() is None:
            return
        stop = [self.binaries / "pg_ctl", "stop", "-D", self.data, "-s", "-w", "-t", "60"]
        try:
            postgres.run([*stop, "-m", "fast"], self.user)
        except CommandFailed:
            postgres.run([*stop, "-m", "immediate"], self.user)

    def _configure(self) -> None:
        user = self.user
        self._give(self.run_directory, user, 0o700)
        self._give(self.home / "log", None, 0o755)
        if not self.log.exists():
            self.log.touch(0o600)
        if user:
            os.chown(self.log, user.uid, user.gid)
        text = clusterconfig.text(self.run_directory, PORT, self.shared_buffers, durable=self.durable)
        (self.data / clusterconfig.NAME).write_text(text)

    @staticmethod
    def _give(folder: Path, owner: SystemUser | None, mode: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        if owner:
            os.chown(folder, owner.uid, owner.gid)
        folder.chmod(mode)
