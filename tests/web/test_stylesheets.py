from __future__ import annotations

import pytest

from sphinx_bookwork.web.stylesheets import following_system, purged

NAMES = frozenset({"p", "a", ".used", "#here"})


@pytest.mark.parametrize(
    ("css", "left"),
    [
        (".used{color:red}", ".used{color:red}"),
        (".unused{color:red}", ""),
        (".used,.unused{color:red}", ".used{color:red}"),
        (".used .unused{color:red}", ""),
        ("p.used>a#here:hover{color:red}", "p.used>a#here:hover{color:red}"),
        ("table{color:red}", ""),
        (".used:not(.unused){color:red}", ".used:not(.unused){color:red}"),
        ("[data-x=unused]{color:red}", "[data-x=unused]{color:red}"),
        ("::marker{color:red}", "::marker{color:red}"),
        ("@media print{.unused{color:red}}", ""),
        ("@media print{.used{color:red}}", "@media print{.used{color:red}}"),
        ("@font-face{font-family:Mine}", "@font-face{font-family:Mine}"),
        ('@font-face{font-family:"Font Awesome 6 Free"}', ""),
        ("@import url(a.css);", "@import url(a.css);"),
    ],
)
def test_rules_that_nothing_needs_go(css: str, left: str):
    assert purged(css, NAMES) == left


def test_what_is_said_of_a_mode_is_said_of_the_system_too():
    css = "html[data-theme=dark] a,p{color:red}"
    twin = "@media (prefers-color-scheme: dark){html[data-theme=auto] a{color:red}}"
    assert following_system(css) == css + twin
    quoted = '@media screen{[data-theme="light"]{color:red}}'
    assert "prefers-color-scheme: light){[data-theme=auto]{" in following_system(quoted)
    assert following_system("p{color:red}") == "p{color:red}"
