"""Installs Detente into ``.venv`` beside this file, from wheels pinned with their hashes.

    python3 install.py          what is needed to run detente
    python3 install.py --dev    that and what is needed to test it

Only the standard library is used. The wheels are fetched once, with whatever index pip is configured for, and kept in
``.wheelhouse``: a second run needs no network, and neither does a new ``.venv``. Nothing outside this folder changes.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WHEELHOUSE = ROOT / ".wheelhouse"
STAMP = VENV / ".install-stamp"
LOCKS = {"base": "requirements.lock", "dev": "requirements-dev.lock"}
# Settings of a person's pip that would send an installation somewhere else than into .venv.
MISLEADING = ("PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_USER", "PIP_REQUIRE_VIRTUALENV", "PIP_CONSTRAINT")


def main() -> int:
    """Install, or find that nothing is left to do; return the exit code."""
    check_python()
    parser = argparse.ArgumentParser(description="Install Detente into .venv beside this file.")
    parser.add_argument("--dev", action="store_true", help="also install what the tests need")
    kind = "dev" if parser.parse_args().dev else "base"
    if is_installed(kind):
        return 0
    python = ready_venv()
    fetch(python, kind)
    install(python, kind)
    say(f"ready: {VENV.name}")
    return 0


def check_python() -> None:
    """Refuse a Python that is too old, before anything is touched."""
    if sys.version_info < OLDEST:
        fail(
            "Detente needs Python 3.11 or newer, and this is {}.{} ({})".format(*sys.version_info[:2], sys.executable),
            "run install.py with a newer one, for example: python3.12 install.py",
        )


def is_installed(kind: str) -> bool:
    """Tell whether ``.venv`` already holds this kind for these locks; what the tests need includes the rest."""
    if not STAMP.is_file() or not venv_python().exists():
        return False
    installed = STAMP.read_text(encoding="utf-8").split()
    return digest(kind) in installed or digest("dev") in installed


def digest(kind: str) -> str:
    """Return what stands for an installation: the lock, the project's metadata, this Python and this folder."""
    seen = hashlib.sha256(repr((kind, sys.version_info[:2], sys.platform, str(ROOT))).encode())
    for name in (LOCKS[kind], "pyproject.toml"):
        seen.update(read(ROOT / name))
    return seen.hexdigest()


def lock_digest(kind: str) -> str:
    """Return what stands for a filled wheelhouse: the lock and this Python."""
    seen = hashlib.sha256(repr((sys.version_info[:2], sys.platform)).encode())
    seen.update(read(ROOT / LOCKS[kind]))
    return seen.hexdigest()


def read(path: Path) -> bytes:
    """Return a file of the project, or say that it is missing."""
    try:
        return path.read_bytes()
    except OSError as error:
        fail(f"{path} cannot be read ({error.strerror})", "get the whole project again: git clone")


def venv_python() -> Path:
    """Return the interpreter of ``.venv``, whether or not it exists."""
    return VENV / "Scripts" / "python.exe" if os.name == "nt" else VENV / "bin" / "python"


def ready_venv() -> Path:
    """Return the interpreter of a ``.venv`` of this Python's version, made or made anew where needed."""
    python = venv_python()
    if version_of(python) != "{}.{}".format(*sys.version_info[:2]):
        say(f"making {VENV.name}")
        made = call([sys.executable, "-m", "venv", "--clear", str(VENV)])
        if made.returncode or not python.exists():
            fail(
                "no virtual environment could be made:\n" + made.stdout,
                "install Python's venv and pip (on Debian and Ubuntu: apt install python3-venv)",
            )
    return python


def version_of(python: Path) -> str | None:
    """Return the version of an interpreter that has pip, None where it does not run."""
    if not python.exists():
        return None
    asked = call([str(python), "-I", "-c", "import pip, sys; print('{0}.{1}'.format(*sys.version_info[:2]))"])
    return asked.stdout.strip() if asked.returncode == 0 else None


def fetch(python: Path, kind: str) -> None:
    """Fill the wheelhouse with the wheels of the lock, each checked against its hash."""
    stamp = WHEELHOUSE / f".fetched-{kind}"
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == lock_digest(kind):
        return
    WHEELHOUSE.mkdir(exist_ok=True)
    wanted = read(ROOT / LOCKS[kind]).decode().count("==")
    pip(
        python,
        ["download", "--no-deps", "--require-hashes", "--only-binary", ":all:", "--requirement", LOCKS[kind]],
        ["--find-links", str(WHEELHOUSE), "--dest", str(WHEELHOUSE)],
        doing=f"fetching up to {wanted} packages",
        remedy="check the network and the index that pip uses (pip config list), then run this again",
    )
    stamp.write_text(lock_digest(kind), encoding="utf-8")


def install(python: Path, kind: str) -> None:
    """Install the wheels and the project itself, without network, and stamp the result."""
    remedy = f"delete {WHEELHOUSE.name} and {VENV.name} and run this again"
    offline = ["--no-index", "--find-links", str(WHEELHOUSE)]
    pip(
        python,
        ["install", "--no-deps", "--require-hashes", "--only-binary", ":all:", "--requirement", LOCKS[kind]],
        offline,
        doing="installing them",
        remedy=remedy,
    )
    pip(
        python,
        ["install", "--no-deps", "--no-build-isolation", "--editable", "."],
        offline,
        doing="installing detente",
        remedy=remedy,
    )
    STAMP.write_text(digest(kind) + "\n", encoding="utf-8")


def pip(python: Path, command: list[str], options: list[str], *, doing: str, remedy: str) -> None:
    """Run pip in ``.venv`` with a line that counts what it does, and end with its own words where it fails."""
    say(doing)
    told = []
    with subprocess.Popen(
        [str(python), "-I", "-m", "pip", "--no-input", "--disable-pip-version-check", *command, *options],
        cwd=str(ROOT),
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as running:
        for line in running.stdout or ():
            told.append(line)
            count(sum(1 for one in told if one.startswith(("Collecting", "Processing"))))
    count(0)
    if running.returncode:
        fail("{} did not work:\n{}".format(doing, "".join(told[-20:])), remedy)


def environment() -> dict[str, str]:
    """Return the environment for pip, without what would lead it away from ``.venv``."""
    return {name: value for name, value in os.environ.items() if name not in MISLEADING}


def call(command: list[str]) -> subprocess.CompletedProcess[str]:
    """Run a command to its end and keep what it says."""
    return subprocess.run(
        command,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )


def count(done: int) -> None:
    """Show on a terminal how many packages have been reached; 0 clears the line."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r  {done} " if done else "\r\033[K")
        sys.stderr.flush()


def say(words: str) -> None:
    """Tell a person what happens, beside the output of the program."""
    sys.stderr.write(f"install: {words}\n")


def fail(what: str, remedy: str) -> NoReturn:
    """End with one message: what went wrong and what to do."""
    sys.stderr.write(f"install: {what.rstrip()}\ninstall: {remedy}\n")
    sys.exit(2)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit("\ninstall: interrupted; run it again to go on")
