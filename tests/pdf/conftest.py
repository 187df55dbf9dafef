"""One book, printed once, that most tests of the print edition look at."""

from __future__ import annotations

import pytest

from tests.pdf.paper import Paper, Printer, filler, printed

COVER = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 13">'
    '<rect width="10" height="13"/></svg>'
)

INDEX = """
# The Garden

```{toctree}
:hidden:
frontmatter/reading
frontmatter/contents
```
```{toctree}
:caption: The Seed
:numbered:
one
two
```
```{toctree}
:caption: The Harvest
:numbered:
three
```
```{toctree}
backmatter/list
genindex
```
"""

ONE = f"""
---
short-title: Spring
---
(one)=
# The Long Beginnings of Spring

It began in March.[^first] The harvest comes later ({{ref}}`harvest`). {{index}}`Rain <rain>` fell.

{filler(6)}

(sowing)=
## Sowing

Sown at last. {{index}}`More rain <rain>` fell here.

{filler(8)}

(waiting)=
## Waiting

Waiting took weeks. {{index}}`Rain again <rain>` fell.

{filler(8)}

```{{index}} ! single: rain
```

(end-of-spring)=
## The End of Spring

The last section. {{index}}`tools <single: tools; spades>` lay about.

[^first]: This note is called in the first line.
"""

TWO = """
(two)=
# Summer

Nothing grew; see {ref}`waiting`, {ref}`sowing` and {ref}`the harvest <harvest>`.

```{index} see: spades; tools
```
"""

THREE = f"""
(three)=
# Autumn

{filler(3)}

```{{figure}} apple.svg
:alt: A round apple
:name: apple
:width: 20mm

An apple of that year.
```

(harvest)=
## The Harvest Itself

It was brought in. {{index}}`Rain <rain>` stopped.
As {{ref}}`end-of-spring` told, and {{numref}}`apple` shows.
"""

FILES = {
    "index.md": INDEX,
    "frontmatter/reading.md": "(reading)=\n# How to Read\n\nSlowly. It ends in {ref}`harvest`.\n",
    "frontmatter/contents.md": (
        "# What Is in It\n\n```{book-contents}\n:depth: 2\n```\n\n"
        "## Pictures\n\n```{book-figures}\n```\n"
    ),
    "one.md": ONE,
    "two.md": TWO,
    "three.md": THREE,
    "backmatter/list.md": "# A List\n\nNames. As in {ref}`reading`.\n",
    "apple.svg": COVER,
    "cover.svg": COVER,
    "back.svg": COVER,
}

CONF = {
    "project": "The Garden",
    "author": "Ann Author",
    "numfig": True,
    "book_subtitle": "A year",
    "book_edition": "First edition",
    "book_cover": "cover.svg",
    "book_cover_alt": "A black page",
    "book_back_cover": "back.svg",
    "bookpdf_page_size": "100mm 130mm",
}


@pytest.fixture(scope="session")
def garden_project(tmp_path_factory) -> Printer:
    """The sources of the shared book; its build is `garden`'s: do not build it again."""
    project = Printer(tmp_path_factory.mktemp("garden")).conf(**CONF)
    for name, text in FILES.items():
        project.write(name, text)
    return project


@pytest.fixture(scope="session")
def garden(garden_project) -> Paper:
    """The shared book, printed: covers, front matter, two parts, notes, figure, index."""
    return printed(garden_project)
