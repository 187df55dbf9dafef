"""Set up what the Makefile needs before anything of this project can be imported.

Three commands, standard library only, readable by any Python 3 (an old one has to be told that it
is too old)::

    python3 bootstrap.py fingerprint GROUP ...
    python3 bootstrap.py environment STAMP [--quiet]
    python3 bootstrap.py tools NAME ...

``fingerprint`` prints a hash for each group of files, a text such as ``docs assets -assets/a.css``
(folders and files; a minus leaves one out; ``names:docs`` counts names without contents, ``here``
this Python and folder). make rebuilds when a hash differs, so it notices a file that was added or
deleted too, and builds nothing where a file was only saved again. ``environment`` makes the
virtual environment in which STAMP is to lie, and STAMP last of all: one without its stamp was
interrupted and is made anew. ``tools`` finds the programs of outside validators. Debian's packages
are installed where we may; everywhere else the exact command is printed and the exit status is 1.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator, Sequence
from pathlib import Path

OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parent
NOT_SOURCE = ("__pycache__", ".DS_Store")
EDITORS_OWN = (".#", "#", ".~")

# What WeasyPrint loads. HarfBuzz, GLib and fontconfig come with Pango, on every system.
LIBRARIES = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")
PANGO = {
    "debian": "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "fedora": "pango harfbuzz fontconfig",
    "macos": "pango",
    "windows": "mingw-w64-ucrt-x86_64-pango",
}
VENV = {"debian": "python3-venv", "fedora": "python3", "macos": "python", "windows": "python"}

# Programs of outside validators, and the packages that hold them.
TOOLS = {
    "java": {"debian": "default-jre-headless", "fedora": "java-latest-openjdk-headless",
             "macos": "openjdk", "windows": "mingw-w64-ucrt-x86_64-jdk"},
    "javac": {"debian": "default-jdk-headless", "fedora": "java-latest-openjdk-devel",
              "macos": "openjdk", "windows": "mingw-w64-ucrt-x86_64-jdk"},
    "node": {"debian": "nodejs", "fedora": "nodejs", "macos": "node",
             "windows": "mingw-w64-ucrt-x86_64-nodejs"},
    "npm": {"debian": "npm", "fedora": "nodejs-npm", "macos": "node",
            "windows": "mingw-w64-ucrt-x86_64-nodejs"},
    "chromium": {"debian": "chromium", "fedora": "chromium", "macos": "--cask chromium",
                 "windows": "chromium"},
    "qpdf": {"debian": "qpdf", "fedora": "qpdf", "macos": "qpdf",
             "windows": "mingw-w64-ucrt-x86_64-qpdf"},
    "gs": {"debian": "ghostscript", "fedora": "ghostscript", "macos": "ghostscript",
           "windows": "mingw-w64-ucrt-x86_64-ghostscript"},
    "ebook-convert": {"debian": "calibre", "fedora": "calibre", "macos": "--cask calibre",
                      "windows": ""},
    "git": {"debian": "git", "fedora": "git", "macos": "git", "windows": "git"},
    "debootstrap": {"debian": "debootstrap", "fedora": "debootstrap", "macos": "",
                    "windows": ""},
    "jaxb": {"debian": "libjaxb-java", "fedora": "", "macos": "", "windows": ""},
}  # fmt: skip
# No programs, but files: Java's old library for XML, which Debian still has.
TOOL_FILES = {"jaxb": Path("/usr/share/java/jaxb-runtime.jar")}


class Stop(Exception):
    """Ends the program with a message for the person at the keyboard."""


def main(arguments: Sequence[str]) -> int:
    """Carry out one command; return the exit status."""
    parser = argparse.ArgumentParser(prog="bootstrap.py")
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("fingerprint")
    command.add_argument("groups", nargs="+", metavar="GROUP")
    command = commands.add_parser("environment")
    command.add_argument("stamp", type=Path)
    command.add_argument("--quiet", action="store_true")
    command = commands.add_parser("tools")
    command.add_argument("names", nargs="+", choices=sorted(TOOLS))
    options = parser.parse_args(arguments)
    try:
        if options.command == "fingerprint":
            print(*map(fingerprint, options.groups))
        elif options.command == "environment":
            set_up(options.stamp, options.quiet)
        else:
            require_tools(options.names)
    except Stop as stop:
        print(f"\n{stop}\n", file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as error:
        failed = " ".join(map(str, error.cmd))
        print(f"\nThis failed, with status {error.returncode}: {failed}\n", file=sys.stderr)
        return 1
    return 0


def fingerprint(group: str) -> str:
    """Hash names and contents of the files of a group, in an order of its own."""
    digest = hashlib.sha256()
    words = group.split()
    without = {word[1:] for word in words if word.startswith("-")}
    for word in words:
        if word == "here":
            digest.update(machine().encode())
        elif not word.startswith("-"):
            names_only, path = word.startswith("names:"), word.replace("names:", "", 1)
            for file in sorted(set(files(path)) - without):
                digest.update(file.encode() + b"\0")
                if not names_only:
                    digest.update(hashlib.sha256(Path(file).read_bytes()).digest())
    return digest.hexdigest()[:16]


def files(path: str) -> Iterator[str]:
    """Yield ``path`` itself, or the files under it that are source."""
    if Path(path).is_file():
        yield path
    for folder, folders, names in os.walk(path):
        folders[:] = [name for name in folders if name not in NOT_SOURCE]
        for name in filter(is_source, names):
            yield os.path.join(folder, name)  # noqa: PTH118  # a third of pathlib's time


def is_source(name: str) -> bool:
    """Tell a file of the project from what an editor, Python or the desktop leaves beside it."""
    return name not in NOT_SOURCE and not name.startswith(EDITORS_OWN) and not name.endswith("~")


def machine() -> str:
    """Name what a virtual environment is tied to: this Python and the folder it lies in."""
    return f"{sys.version_info[0]}.{sys.version_info[1]} {ROOT}"


def set_up(stamp: Path, quiet: bool) -> None:
    """Make or update the virtual environment around ``stamp``; leave ``stamp`` when it is whole."""
    require_python()
    if importlib.util.find_spec("ensurepip") is None:
        install(f"Python's venv module is not whole (ensurepip is missing from {sys.executable}).",
                with_version(VENV))  # fmt: skip
    require_pango()
    folder = stamp.parent
    if not may_update(folder):
        print(f"Setting up Python packages in {folder}/ ...", flush=True)
        shutil.rmtree(folder, ignore_errors=True)
        venv.create(folder, with_pip=True)
    for old in folder.glob("ready-*"):
        old.unlink()
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    silence = ["--quiet"] if quiet else ["--progress-bar", "off"] if "CI" in os.environ else []
    pip: list[str | Path] = [python, "-m", "pip", "--disable-pip-version-check", "install"]
    run([*pip, *silence, "-r", "requirements.txt"])
    require_weasyprint(python)
    stamp.write_text(machine(), encoding="utf-8")


def may_update(folder: Path) -> bool:
    """Tell whether a whole environment of this very Python and place is there."""
    return any(old.read_text(encoding="utf-8") == machine() for old in folder.glob("ready-*"))


def require_python() -> None:
    """Stop where this Python is too old."""
    if sys.version_info < OLDEST:
        needed = ".".join(map(str, OLDEST))
        raise Stop(
            f"{sys.executable} is Python {platform.python_version()}; "
            f"{needed} or later is needed.\n"
            "Name a newer one, for example: make PYTHON=python3.12 pdf"
        )


def require_pango() -> None:
    """See to the libraries that WeasyPrint loads (on Linux; elsewhere WeasyPrint tells)."""
    if sys.platform != "linux":
        return
    missing = [name for name in LIBRARIES if not loads(name)]
    if missing:
        install(f"WeasyPrint, which sets the pages, needs {' and '.join(missing)}.", PANGO)
        missing = [name for name in LIBRARIES if not loads(name)]
    if missing:
        raise Stop(f"Still missing after the installation: {' '.join(missing)}")


def loads(library: str) -> bool:
    """Tell whether the system's loader finds a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def require_weasyprint(python: Path) -> None:
    """Stop where WeasyPrint cannot be imported after all: its own error says why."""
    done = subprocess.run([python, "-c", "import weasyprint"], check=False, cwd=ROOT)
    if done.returncode:
        raise Stop("WeasyPrint does not find Pango (its error is above).\n" + advice(PANGO))


def require_tools(names: Sequence[str]) -> None:
    """See to the programs of outside validators."""
    missing = [name for name in names if not is_there(name)]
    if missing:
        packages = {
            system: " ".join(dict.fromkeys(TOOLS[name][system] for name in missing))
            for system in TOOLS[missing[0]]
        }
        install(f"Not on this machine: {', '.join(missing)}.", packages)


def is_there(tool: str) -> bool:
    """Tell whether a program is on the path, or a library in its place."""
    return TOOL_FILES[tool].is_file() if tool in TOOL_FILES else shutil.which(tool) is not None


def with_version(packages: dict[str, str]) -> dict[str, str]:
    """Name Debian's package for this very Python: ``python3`` may be another one there."""
    own = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    return {**packages, "debian": f"{packages['debian']} {own}"}


def install(why: str, packages: dict[str, str]) -> None:
    """Install Debian's packages as root there; anywhere else stop and say what to type."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    if not (root and shutil.which("apt-get")):
        raise Stop(why + "\n" + advice(packages))
    print(f"{why} Installing: {packages['debian']}", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run(["apt-get", "-qq", "update"], environment)
    options = ["--yes", "--no-install-recommends", "-o", "Dpkg::Use-Pty=0"]
    run(["apt-get", "-qq", "install", *options, *packages["debian"].split()], environment)


def advice(packages: dict[str, str]) -> str:
    """Return the command for each system, and the way back."""
    return (
        "Install it, then run make again:\n"
        f"  Debian, Ubuntu:  sudo apt-get install {packages['debian']}\n"
        f"  Fedora:          sudo dnf install {packages['fedora']}\n"
        f"  macOS:           brew install {packages['macos']}\n"
        f"  Windows (MSYS2): pacman -S {packages['windows']}\n"
        "                   or the Debian line in WSL, without MSYS2"
    )


def run(command: Sequence[str | Path], environment: dict[str, str] | None = None) -> None:
    """Run a command in the project's folder, or raise ``CalledProcessError``."""
    subprocess.run(command, check=True, cwd=ROOT, env=environment)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
