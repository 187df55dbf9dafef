from __future__ import annotations

from sphinx_bookwork.pdf.highlighting import breakable
from tests.harness import Project
from tests.pdf.paper import printed

CALL = "Response(" + ",".join(f"argument_{n}='{n}'" for n in range(12)) + ")"
RULE = f"+{95 * '-'}+"


def test_long_lines_of_code_stay_on_the_page(project: Project):
    code = f"```python\n{CALL}\n```\n\n```sql\n{RULE}\n```\n"
    project.conf(bookpdf_title_pages=False, bookpdf_page_size="A5")
    text = printed(project.write("index.md", f"# Book\n\n{code}")).text.replace(" ", "")
    assert "argument_11" in text and text.count("-") >= 90


def test_lines_that_need_no_break_are_left_as_they_are():
    short = '<span class="n">x</span> <span class="o">=</span> 1'
    assert breakable(f"{short}\n{short}") == f"{short}\n{short}"
