"""The names of the builders that set what a site folds up or links: paper, and the e-book."""

from __future__ import annotations

#: Derived from ``PrintBuilder``; ``tests/pdf/test_names.py`` compares.
PAPER = ("bookpdf", "bookchapters", "bookpress")
EBOOK = "bookepub"
