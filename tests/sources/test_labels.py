from __future__ import annotations

from pybtex.database import parse_string

from sphinx_bookwork.sources.labels import LabelStyle, SortingStyle, suffix


def labels(text):
    entries = parse_string(text, "bibtex").entries.values()
    return list(LabelStyle().format_labels(SortingStyle().sort(entries)))


def test_authors_in_all_forms():
    assert labels("""
        @book{a, author={de Waal, Thomas}, year=2003}
        @book{b, author={Denber, Rachel and Goldman, Robert}, year=1992}
        @book{c, author={Nohlen, Dieter and Grotz, Florian and Hartmann, C.}, year=2001}
        @book{d, author={{Human Rights Watch}}, year=1995}
        @book{e, editor={Xucl{\\`a}, Jordi}, year=2015}
        @book{f, title={Untitled}, year=1990}
        @book{g, author={{Parliamentary Assembly}}, shortauthor={{PACE}}, year=2000}
    """) == [
        "de Waal 2003",
        "Denber and Goldman 1992",
        "Human Rights Watch 1995",
        "Nohlen et al. 2001",
        "PACE 2000",
        "Untitled 1990",
        "Xuclà 2015",
    ]


def test_letters_tell_apart_works_of_a_year_in_the_order_of_their_titles():
    assert labels("""
        @misc{a, author={{UN}}, title={B}, year=1993}
        @misc{b, author={{UN}}, title={A}, year=1993}
        @misc{c, author={{UN}}, title={C}, year=1992}
        @misc{d, author={{UN}}, title={D}}
        @misc{e, author={{UN}}, title={E}}
        @misc{f, author={{OSCE}}, title={F}}
    """) == ["OSCE n.d.", "UN 1992", "UN 1993a", "UN 1993b", "UN n.d.-a", "UN n.d.-b"]


def test_letters_go_on_after_z():
    assert [suffix(number) for number in (0, 25, 26, 51, 52)] == ["a", "z", "aa", "az", "ba"]


def test_names_stand_where_a_reader_of_latin_script_looks_for_them():
    names = ["Evans", "Əliyev", "Işık", "Ivanov", "Cerny", "Çelik", "Deng", "de Waal"]
    text = "".join(f"@book{{k{n}, author={{{{{name}}}}}}}" for n, name in enumerate(names))
    expected = ["Çelik", "Cerny", "de Waal", "Deng", "Əliyev", "Evans", "Işık", "Ivanov"]
    assert [label.removesuffix(" n.d.") for label in labels(text)] == expected
