"""Every first command on a machine that has nothing: a bare Debian in a folder, by debootstrap.

    python3 tests/fresh/run.py [TARGET ...]

For each target (``pdf html epub test`` unless named) a fresh copy of a minimal Debian 12 with
python3, make, git and certificates clones what is committed here and runs ``make TARGET`` as its
first command, then the same again, which has to find nothing to do. Package mirror, certificates
and the settings of apt and pip are this machine's own. Needs root and debootstrap; the minimal
system is kept in ``_build/work/fresh`` for the next time.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PLACE = ROOT / "_build/work/fresh"
RELEASE = "bookworm"
PACKAGES = "python3,make,git,ca-certificates"
TARGETS = ("pdf", "html", "epub", "test")

# How this machine reaches package registries, and whom it trusts.
SETTINGS = (
    "/etc/apt/sources.list", "/etc/apt/sources.list.d", "/etc/apt/apt.conf.d", "/etc/apt/keyrings",
    "/etc/pip.conf", "/etc/xdg/pip", "/etc/ssl/certs",
    *(str(Path.home() / name) for name in (".config/pip", ".pip")),
    "/usr/local/share/ca-certificates", "/etc/resolv.conf", "/etc/hosts",
)  # fmt: skip
PASSED_ON = re.compile(r"PIP_.*|SSL_CERT.*|(https?|no)_proxy", re.IGNORECASE)


def main(targets: list[str]) -> int:
    """Try each target; print a line for each; return 1 where one failed."""
    if os.geteuid() != 0:
        print("A bare Debian needs root: sudo make test-fresh", file=sys.stderr)
        return 1
    base = bare_debian()
    failed = 0
    for target in targets or TARGETS:
        with machine(base) as root:
            status, said, first = timed(root, target)
            again = 0.0
            if status == 0 and target != "test":
                status, second, again = timed(root, target)
                said += second
                status = status or int("Nothing to be done" not in second)
        failed += bool(status)
        print("" if status == 0 else said)
        outcome = "failed" if status else "passed"
        print(f"make {target}: {outcome} in {first:.0f} s, again in {again:.1f} s", flush=True)
    print(f"{len(targets or TARGETS) - failed} passed, {failed} failed")
    return int(failed > 0)


def bare_debian() -> Path:
    """Return a minimal system, made once."""
    base = PLACE / "base"
    if not (base / "complete").exists():
        shutil.rmtree(base, ignore_errors=True)
        base.mkdir(parents=True)
        options = ["--variant=minbase", f"--include={PACKAGES}"]
        subprocess.run(["debootstrap", *options, RELEASE, base, mirror()], check=True)
        (base / "complete").touch()
    return base


def mirror() -> str:
    """Return the mirror from which this machine's own apt takes Debian."""
    command = ["apt-get", "indextargets", "--format", "$(SITE) $(RELEASE)", "Created-By: Packages"]
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    sites = [line.split()[0] for line in lines if line.endswith(f" {RELEASE}")]
    return sites[0] if sites else "http://deb.debian.org/debian"


@contextmanager
def machine(base: Path) -> Iterator[Path]:
    """Yield a copy of the minimal system with this machine's settings and a clone of HEAD."""
    root = Path(tempfile.mkdtemp(prefix="machine-", dir=PLACE))
    subprocess.run(["cp", "-a", f"{base}/.", root], check=True)
    for name in SETTINGS:
        target = root / name.lstrip("/")
        subprocess.run(["rm", "-rf", target], check=True)
        if Path(name).exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            subprocess.run(["cp", "-aL", name, target], check=True)
    subprocess.run(["git", "clone", "--quiet", ROOT, root / "book"], check=True)
    try:
        yield root
    finally:
        subprocess.run(["rm", "-rf", "--one-file-system", root], check=True)


def timed(root: Path, target: str) -> tuple[int, str, float]:
    """Run ``make TARGET``; return the exit status, all that it said, and the seconds it took."""
    started = time.monotonic()
    return *make(root, target), time.monotonic() - started


def make(root: Path, target: str) -> tuple[int, str]:
    """Run ``make TARGET`` in the clone; return the exit status and all that it said.

    ``/proc`` is mounted in a name space of its own, so that it is gone with the command.
    """
    inside = 'mount -t proc proc "$1/proc" && exec chroot "$1" make -C /book "$2"'
    environment = {name: value for name, value in os.environ.items() if PASSED_ON.fullmatch(name)}
    environment |= {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root", "CI": "true"}
    done = subprocess.run(
        ["unshare", "--mount", "sh", "-c", inside, "sh", root, target],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    return done.returncode, done.stdout


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
