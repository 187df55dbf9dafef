"""The container: a ZIP file as EPUB wants it (OCF), the same bytes for the same content."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

MIMETYPE = "application/epub+zip"
# No entry keeps a time of its own: the earliest a ZIP can say.
_TIME = (1980, 1, 1, 0, 0, 0)


def write_archive(target: Path, folder: Path, names: list[str]) -> None:
    """Write ``names`` (paths below ``folder``) behind the type that marks an e-book."""
    with ZipFile(target, "w") as archive:
        archive.writestr(_entry("mimetype", ZIP_STORED), MIMETYPE)
        for name in names:
            data = (folder / name).read_bytes()
            archive.writestr(_entry(name, ZIP_DEFLATED), data, compresslevel=9)


def _entry(name: str, method: int) -> ZipInfo:
    entry = ZipInfo(name, _TIME)
    entry.compress_type = method
    entry.create_system = 3  # Unix, on whatever system it is made
    entry.external_attr = 0o644 << 16
    return entry
