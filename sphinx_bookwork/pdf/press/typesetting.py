"""The typesetter of press files: the pages of the book, with bleed, in black ink; and the spine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_bookwork.doctree.fingerprint import file_fingerprints
from sphinx_bookwork.pdf import fonts
from sphinx_bookwork.pdf.press import spine
from sphinx_bookwork.pdf.typesetter import Typesetter
from sphinx_bookwork.pdf.units import Unit, generated

if TYPE_CHECKING:
    import weasyprint

    from sphinx_bookwork.pdf.press.builder import BookPressBuilder

PRESS_CSS = Path(__file__).parent / "press.css"
#: No spine needs larger type, in points.
LARGEST = 18.0


class PressTypesetter(Typesetter):
    """Lays out as for the print edition, with the stylesheets of the press on top."""

    prints = True

    def __init__(self, builder: BookPressBuilder, faces: fonts.Faces) -> None:
        super().__init__(builder, faces)
        chosen, confdir = builder.press_settings, Path(builder.confdir)
        sheets = [(f"@page {{ bleed: {chosen.bleed}; marks: none }}", PRESS_CSS.as_uri())]
        sheets += [(PRESS_CSS.read_text(encoding="utf-8"), PRESS_CSS.as_uri())]
        for name in chosen.stylesheets:
            path = confdir / name
            sheets.append((self._read(path, faces, "bookpress_stylesheets"), path.as_uri()))
        for text, base in sheets:
            self.engine.add_stylesheet(text, base)

    def files(self) -> dict[str, str]:
        """Return the files that the edition depends on: also the profile of the press."""
        name = self.builder.config.bookpress_profile
        profile = [Path(self.builder.confdir) / name] if name else []
        return super().files() | file_fingerprints(profile)

    def spine(self, width: float, height: float) -> weasyprint.Document | None:
        """Return the spine, lying: ``height`` points long and ``width`` points high.

        Title and author stand on one line, in the largest type that fits; the title alone where
        both are too long. None where there is no room for either.
        """
        title, author = self.values["title"], self.values["author"]
        whole = f'<span class="spine-title">{title}</span>'
        lines = [f'{whole}<span class="spine-author">{author}</span>'] if author else []
        for line in [*lines, whole]:
            for size in spine.type_sizes(width, LARGEST):
                document = self._spine(f"<p>{line}</p>", width, height, size)
                if len(document.pages) == 1:
                    return document
        return None

    def _spine(self, xhtml: str, width: float, height: float, size: float) -> weasyprint.Document:
        unit = Unit(generated("spine"), xhtml, "cover", classes="spine")
        margin = (width - spine.LINE * size) / 2 - 0.1  # a page as high as one line of type
        css = (
            f"@page :first {{ size: {height}pt {width}pt; margin: {margin}pt 0; bleed: 0 }}"
            f"body.spine {{ font-size: {size}pt }}"
        )
        page = self.page.render(self.values, unit=unit, content=xhtml)
        return self.engine.lay_out(page, css, self.base)
