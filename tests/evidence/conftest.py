from __future__ import annotations

import pytest

from tests.harness import Project

BIB = """
@techreport{rights1991, author={{Rights Watch}}, title={Night in the City}, year={1991}}
@book{marsh2003, author={Marsh, Ann}, title={The Garden}, year={2003}}
@misc{daily, author={{The Daily}}, title={A report}, url={https://www.daily.example/a/}}
@misc{seed, author={{Embassy}}, title={{[The page]}}, url={https://embassy.example/}}
@misc{wiki, author={{Wikipedia}}, title={Night}, year={2020}, keywords={encyclopaedia}, url={https://wiki.example/}}
"""

LEDGER = """
- id: s01
  chapter: night
  claim: Troops came.
  date: "1990-01-20"
  status: established
  sources:
  - {key: seed, seen: "yes"}
  - {key: daily, seen: "yes"}
  - {key: rights1991, seen: "yes", locator: para 1}
- id: s02
  chapter: night
  claim: They came to help.
  date: "1990"
  status: contested
  note: A working note, never printed.
  sources:
  - {key: marsh2003, seen: "yes"}
  - {key: rights1991, seen: "yes", locator: para 5}
- id: f03
  chapter: night
  claim: It snowed.
  date: n.d.
  status: unverified
  sources:
  - {key: marsh2003, seen: "no"}
- id: f04
  chapter: night
  claim: A law was made.
  date: "1989/.."
  status: outdated
  sources:
  - {key: marsh2003, seen: "no", locator: chapter 2}
"""

INDEX = """
# Book

```{toctree}
night
back/list
```
"""


@pytest.fixture
def book(project: Project) -> Project:
    """A book with a ledger of four claims, one chapter and a back matter that is empty yet."""
    project.conf(
        extensions=[
            "myst_parser",
            "sphinxcontrib.bibtex",
            "sphinx_bookwork",
            "sphinx_bookwork.evidence",
        ],
        bibtex_bibfiles=["references.bib"],
        bibtex_default_style="bookwork",
        bibtex_reference_style="bookwork",
        evidence_ledger=["claims/*.yml"],
        evidence_origin=["seed"],
        evidence_matter=["judged"],  # the rules have tests of their own
        book_back_matter=["back/*"],
    )
    project.write("references.bib", BIB).write("claims/night.yml", LEDGER).write("index.md", INDEX)
    project.write("back/list.md", "# List\n\n```{bibliography}\n:all:\n```\n")
    return project.write("night.md", "# Night\n\nTroops came.{claim}`s01`\n")
