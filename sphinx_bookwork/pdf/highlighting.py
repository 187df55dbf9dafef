"""Code in colours whose long lines may end between any two of its parts.

Where a line has to be broken and has no space, WeasyPrint breaks within a part, never between two.
"""

from __future__ import annotations

import re
from typing import Any

from sphinx.highlighting import PygmentsBridge

TAG = re.compile(r"<[^>]*>")
#: Letters without a space that no line of code need hold.
LONG = re.compile(r"\S{40}")


class CodeBridge(PygmentsBridge):
    """Sphinx's bridge to Pygments, for lines on paper."""

    def highlight_block(self, *args: Any, **options: Any) -> str:
        """Return the code as HTML."""
        return breakable(super().highlight_block(*args, **options))


def breakable(highlighted: str) -> str:
    """Let the long lines of highlighted code end behind each of their parts."""
    return "\n".join(
        line.replace("</span>", "</span><wbr>") if LONG.search(TAG.sub("", line)) else line
        for line in highlighted.split("\n")
    )
