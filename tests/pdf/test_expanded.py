from __future__ import annotations

from tests.harness import Project
from tests.pdf.paper import Paper, printed

TABS = """
# Book

::::{tab-set}
:::{tab-item} Linux
Type apt.
:::
:::{tab-item} macOS
Type brew.[^n]
:::
:::{tab-item} Windows
Type winget.
:::
::::

:::{dropdown} More
Hidden words.
:::

[^n]: A note in a tab.
"""


def test_tabs_and_dropdowns_are_all_on_paper(project: Project):
    project.conf(
        extensions=["myst_parser", "sphinx_design", "sphinx_bookwork"],
        myst_enable_extensions=["colon_fence"],
    )
    text = printed(project.write("index.md", TABS)).text
    words = ["Linux", "Type apt.", "macOS", "Type brew.1", "Windows", "Type winget.", "More"]
    places = [text.index(word) for word in [*words, "Hidden words.", "1 A note in a tab."]]
    assert places == sorted(places)
    chapters = project.build("bookchapters")
    [file] = chapters.out.glob("index*.pdf")
    assert "Type winget." in Paper(file).text
