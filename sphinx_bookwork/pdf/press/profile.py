"""The printing condition: an ICC profile of a press, read and judged before it is used."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import ImageCms
from sphinx.errors import ConfigError

FOGRA39 = Path(__file__).parent / "profiles" / "FOGRA39L_coated.icc"
#: Profiles from this major version on are not understood by PDF readers (ISO 32000-1, 8.6.5.5).
BEYOND_VERSION = 5
SIZE, VERSION, CLASS, SPACE = slice(0, 4), 8, slice(12, 16), slice(16, 20)
SIGNATURE = slice(36, 40)


@dataclass(frozen=True)
class Condition:
    """A printing condition: its name in color.org's registry or "", what it is, its profile."""

    registered: str
    description: str
    data: bytes


def shipped() -> Condition:
    """Return the package's own condition: offset on coated paper."""
    return Condition("FOGRA39", "Offset on coated paper (FOGRA39L)", FOGRA39.read_bytes())


def read(path: Path, registered: str, place: str) -> Condition:
    """Return the condition of the profile at ``path``.

    Raises ``ConfigError``, which begins with ``place`` (the file with the setting), for a file
    that is missing, is no profile, or is not one of a CMYK press.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ConfigError(
            f"{place}: bookpress_profile: cannot be read: {str(path)!r}: {error.strerror}; "
            "put your print shop's ICC profile there [bookpress.profile]"
        ) from error
    wrong = fault(data)
    if wrong:
        raise ConfigError(
            f"{place}: bookpress_profile: {wrong}: {str(path)!r}; "
            "ask your print shop for the ICC profile of its press (CMYK) [bookpress.profile]"
        )
    return Condition(registered, _opened(data).profile_description or path.stem, data)


def fault(data: bytes, spaces: tuple[str, ...] = ("CMYK",)) -> str:
    """Say what keeps an ICC profile from describing a press with ``spaces``; empty: nothing.

    The header is that of ICC.1, 7.2: size, version, class, colour space.
    """
    if data[SIGNATURE] != b"acsp" or int.from_bytes(data[SIZE]) != len(data):
        return "is no ICC profile, or a damaged one"
    if data[VERSION] >= BEYOND_VERSION:
        return f"is of ICC version {data[VERSION]}, which PDF does not know"
    kind, space = data[CLASS].decode("latin-1"), data[SPACE].decode("latin-1").strip()
    if kind != "prtr":
        return f"is a profile of class {kind!r}, not of a printer ('prtr')"
    if space not in spaces:
        return f"is a profile of {space}, not of {' or '.join(spaces)}"
    try:
        _opened(data)
    except OSError:
        return "is no ICC profile, or a damaged one"
    return ""


def _opened(data: bytes) -> Any:
    return ImageCms.ImageCmsProfile(BytesIO(data)).profile
