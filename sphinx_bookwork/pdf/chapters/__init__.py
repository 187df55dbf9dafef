"""Each chapter as a file of its own: the builder ``bookchapters``.

Its pages are the very pages of the print edition, so a page quoted from one is that of the other.
A closing page without a folio says which book they are from, and where the pages are that they
refer to in other chapters.
"""
