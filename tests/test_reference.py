"""The package's documentation: true to the code, and a book that the package makes."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from zipfile import ZipFile

import pypdfium2
import pytest

from sphinx_bookwork.checks.rules import RULES
from sphinx_bookwork.checks.settings import CheckSettings
from sphinx_bookwork.doctree.settings import BookSettings
from sphinx_bookwork.epub.settings import EpubSettings
from sphinx_bookwork.evidence.settings import EvidenceSettings
from sphinx_bookwork.imposition.__main__ import main as impose
from sphinx_bookwork.pagemap import PageMap
from sphinx_bookwork.pdf.faults import KINDS
from sphinx_bookwork.pdf.press.__main__ import main as judge_press
from sphinx_bookwork.pdf.press.settings import PressSettings
from sphinx_bookwork.pdf.settings import PrintSettings
from sphinx_bookwork.web.settings import WebSettings

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "sphinx_bookwork"
REFERENCE = ROOT / "reference"

SETTINGS = {
    "book": BookSettings,
    "bookpdf": PrintSettings,
    "bookpress": PressSettings,
    "bookepub": EpubSettings,
    "bookcheck": CheckSettings,
    "bookweb": WebSettings,
    "evidence": EvidenceSettings,
}
FAMILIES = "bookwork|bookpdf|bookpress|bookepub|bookweb|bookcheck|evidence|links"
CODE = rf"(?:{FAMILIES})\.(?:[a-z][a-z-]*|[EN]\d{{3}})"

# Where a code is put together of two parts: (module, function) -> its family and the position of
# the argument that is the second part, or no position where a variable is.
COMPOSED = {
    ("evidence/ledger.py", "_say"): ("evidence", 1),
    ("evidence/ledger.py", "_check_choice"): ("evidence", 1),
    ("evidence/roles.py", "mistake"): ("evidence", 1),
    ("evidence/domain.py", "Mistake"): ("evidence", 2),
    ("evidence/register.py", "Mistake"): ("evidence", 2),
    ("epub/sources.py", "_warn"): ("bookepub", 1),
}
#: The modules that hand on the second part of a code in a variable.
HANDED_ON = {
    "evidence/__init__.py",
    "evidence/builder.py",
    "evidence/domain.py",
    "evidence/judging.py",
    "epub/sources.py",
    "pdf/faults.py",
}
#: Codes that only a variable holds: of a table, of a default, of a loop over fields.
IN_VARIABLES = (
    {f"bookcheck.{rule}" for rule in RULES}
    | {f"bookpdf.{kind[1]}" for kind in KINDS}
    | {
        "bookpdf.layout",
        "evidence.encoding",
        "evidence.schema",
        "evidence.seen",
        "evidence.yaml",
        "evidence.keep",
    }
)


def name_of(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def constant(node: ast.expr | None) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def codes_of(module: str, tree: ast.Module) -> Iterator[str]:
    """Every code that a module can say."""
    for node in ast.walk(tree):
        if text := constant(node if isinstance(node, ast.expr) else None):
            yield from re.findall(rf"\[({CODE})\]", text)
            yield from re.findall(rf"^{CODE}$", text)
        if not isinstance(node, ast.Call):
            continue
        keywords = {keyword.arg: constant(keyword.value) for keyword in node.keywords}
        if keywords.get("type") and keywords.get("subtype"):
            yield f"{keywords['type']}.{keywords['subtype']}"
        family, place = COMPOSED.get((module, name_of(node.func)), ("", 0))
        if family and (second := constant(node.args[place])):
            yield f"{family}.{second}"


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in PACKAGE.rglob("*.py"):
        yield path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text("utf-8"))


def codes_of_the_package() -> set[str]:
    return IN_VARIABLES.union(*(codes_of(module, tree) for module, tree in modules()))


def hands_on(tree: ast.Module) -> bool:
    """Tell whether a module says a code of which a part is in a variable."""
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "subtype" and not constant(node.value):
            return True
        if isinstance(node, ast.JoinedStr):
            texts = [constant(part) for part in node.values]
            families = r"\b(bookwork|bookpdf|bookpress|bookepub|bookweb|evidence)\.$"
            if any(re.search(families, text) for text in texts):
                return True
    return False


def test_codes_are_composed_only_where_this_test_knows():
    assert {module for module, tree in modules() if hands_on(tree)} == HANDED_ON


def test_every_code_is_explained_and_no_other():
    pages = [path.read_text("utf-8") for path in sorted((REFERENCE / "messages").glob("*.md"))]
    heads = re.findall(rf"^## `({CODE})`$", "\n".join(pages), re.MULTILINE)
    assert sorted(heads) == sorted(codes_of_the_package())


def test_every_explanation_has_a_label():
    for path in (REFERENCE / "messages").glob("*.md"):
        for label, code in re.findall(r"^\((.*)\)=\n## `(.*)`$", path.read_text("utf-8"), re.M):
            assert label == code.replace(".", "-")


def test_the_page_on_stylesheets_names_all_that_the_default_look_names():
    css = (PACKAGE / "pdf/default.css").read_text("utf-8")
    head = css.partition("What the builder gives:")[2].partition("*/")[0]
    page = (REFERENCE / "stylesheets.md").read_text("utf-8")
    names = re.findall(r"data-[a-z]+|(?<=\.)[a-z][a-z-]+|[a-z]+-page\b", head)
    assert names and not [name for name in names if name not in page]


def test_every_role_and_directive_is_explained():
    registered = {
        constant(node.args[0])
        for _module, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and name_of(node.func) in ("add_role", "add_directive")
    }
    page = (REFERENCE / "markup.md").read_text("utf-8")
    assert registered and not [name for name in registered if f"{{{name}}}" not in page]


@pytest.mark.parametrize(
    ("page", "head", "command"),
    [("booklet.md", "## Options", impose), ("press.md", "## Options", judge_press)],
)
def test_pages_on_commands_have_their_options(page, head, command, capsys):
    with pytest.raises(SystemExit):
        command(["--help"])
    usage = capsys.readouterr().out.partition("options:")[2]
    documented = (REFERENCE / page).read_text("utf-8").partition(head)[2]
    option = r"(?<![\w-])--?[a-z][a-z]*"
    assert set(re.findall(option, usage)) - {"-h", "--help"} == set(re.findall(option, documented))


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Build an edition of the reference, once; return its output folder."""
    folder, done = tmp_path_factory.mktemp("reference"), set()

    def build(builder: str) -> Path:
        out = folder / builder
        if builder not in done:
            command = [sys.executable, "-m", "sphinx", "-q", "--fail-on-warning", "-b", builder]
            command += ["-d", folder / "doctrees", REFERENCE, out]
            said = subprocess.run(command, capture_output=True, text=True, check=False)
            assert said.returncode == 0, said.stdout + said.stderr
            done.add(builder)
        return out

    return build


@pytest.fixture(scope="module")
def printed(built) -> list[str]:
    """The text of each page of the printed reference."""
    pages = pypdfium2.PdfDocument(built("bookpdf") / "sphinx-bookwork.pdf")
    return [page.get_textpage().get_text_bounded() for page in pages]


def test_the_site_documents_every_setting(built):
    page = (built("html") / "settings.html").read_text("utf-8")
    documented = re.findall(r'id="confval-([a-z_]+)"', page.replace("&#95;", "_"))
    wanted = [f"{prefix}_{f.name}" for prefix, cls in SETTINGS.items() for f in fields(cls)]
    assert documented == wanted


def test_the_printed_reference_is_complete(printed):
    text = " ".join(" ".join(printed).split())
    for code in sorted(codes_of_the_package()):
        assert code in text
    for prefix, cls in SETTINGS.items():
        assert all(f"{prefix}_{item.name}" in text for item in fields(cls))


def test_its_contents_have_the_pages_of_their_chapters(built, printed):
    pages = PageMap.read(built("bookpdf") / "page-map.json")
    listed = [page for page, reason in pages.omitted.items() if reason == "contents"]
    contents = "\n".join(printed[int(page) - 1] for page in listed)
    for target, title in {
        "settings#settings": "Settings",
        "layout#layout": "How the print",
    }.items():
        place = pages.targets[target]
        assert title in printed[place.page - 1]
        assert re.search(rf"{title}[^\n]*\. {place.label}\b", contents)


def test_the_reference_is_an_e_book_too(built):
    with ZipFile(built("bookepub") / "sphinx-bookwork.epub") as book:
        assert "bookpdf_note_rounds" in book.read("EPUB/text/settings.xhtml").decode()
