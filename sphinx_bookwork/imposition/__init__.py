"""Imposition: the pages of any PDF on sheets to print on both sides, fold, and staple or sew.

From file to file, without Sphinx: ``python -m sphinx_bookwork.imposition --help``. ``plan`` says
which page goes where when paper is folded, ``geometry`` how a page lies on its half of a sheet,
``scheme`` joins the two (all three pure: numbers in, numbers out), ``writer`` makes the file.
"""

from __future__ import annotations


class ImpositionError(Exception):
    """The pages cannot be imposed as asked; the message is for people and says what to do."""
