from __future__ import annotations

import zipfile

import pytest

from tests.epub.opened import Opened, built, opened


@pytest.fixture
def book(project):
    project.write("index.md", "# A Test Book\n\n```{toctree}\none\ntwo\n```\n")
    project.write("one.md", "# One\n\nFirst {index}`word`.\n\n## Section\n\nText.\n")
    return project.write("two.md", "# Two\n\nSecond {doc}`one`.\n")


def test_the_output_folder_holds_the_one_file(book):
    assert [path.name for path in book.build("bookepub").out.iterdir()] == ["a-test-book.epub"]


def test_the_type_comes_first_and_is_stored(book):
    first = built(book).entries[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)


def test_no_entry_has_a_time_of_its_own(book):
    assert {entry.date_time for entry in built(book).entries} == {(1980, 1, 1, 0, 0, 0)}


def test_two_builds_are_the_same_bytes(book, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    first = built(book).path.read_bytes()
    (book.root / "out/bookepub/a-test-book.epub").unlink()
    book.write("one.md", (book.root / "src/one.md").read_text())
    assert built(book).path.read_bytes() == first


def test_the_time_is_that_of_the_source(book, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert built(book).metadata("dcterms:modified") == ["2023-11-14T22:13:20Z"]


def test_a_root_that_only_lists_is_no_page_of_the_book(book):
    spine = built(book).find("package.opf", "//o:spine/o:itemref/@idref")
    hrefs = hrefs_by_id(built(book))
    assert [hrefs[idref] for idref in spine] == [
        "title.xhtml",
        "nav.xhtml",
        "text/one.xhtml",
        "text/two.xhtml",
        "text/genindex.xhtml",
    ]


def hrefs_by_id(book: Opened) -> dict[str, str]:
    return {item.get("id"): item.get("href") for item in book.find("package.opf", "//o:item")}


def test_a_root_with_text_is_the_first_page(book):
    book.write("index.md", "# A Test Book\n\nWelcome.\n\n```{toctree}\none\ntwo\n```\n")
    assert "text/index.xhtml" in built(book).names


def test_a_root_that_is_referred_to_stays(book):
    book.write("two.md", "# Two\n\nBack to {doc}`index`.\n")
    assert "text/index.xhtml" in built(book).names


def test_only_files_that_are_used_are_in_it(book, tmp_path):
    dot = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'
    book.write("used.svg", dot).write("unused.svg", dot)
    book.write("orphan.md", "---\norphan: true\n---\n# Alone\n\n![Dot](unused.svg)\n")
    book.write("two.md", "# Two\n\n![Dot](used.svg)\n")
    names = built(book).names
    assert "text/_images/used.svg" in names
    assert "text/_images/unused.svg" not in names and "text/orphan.xhtml" not in names


def test_an_orphan_that_is_referred_to_is_outside_the_line(book):
    book.write("orphan.md", "---\norphan: true\n---\n# Alone\n\nText.\n")
    book.write("two.md", "# Two\n\nSee {doc}`orphan`.\n")
    item = built(book).one("package.opf", "//o:itemref[@linear='no']/@idref")
    assert hrefs_by_id(built(book))[item] == "text/orphan.xhtml"


def test_the_site_does_not_leak_in(book):
    book.write("site/site.css", "a {}").write("site/site.js", "1")
    book.write("templates/layout.html", "FROM THE SITE")
    book.conf(
        html_theme="sphinx_book_theme",
        html_static_path=["site"],
        html_css_files=["site.css"],
        html_js_files=["site.js"],
        templates_path=["templates"],
        html_extra_path=["site"],
    )
    opened_book = built(book)
    assert not [name for name in opened_book.names if name.endswith((".js", "site.css"))]
    page = opened_book.text("text/one.xhtml")
    assert "script" not in page and "FROM THE SITE" not in page


def test_metadata_says_what_the_settings_say(book):
    book.conf(
        author="A. Writer \\and B. Writer",
        language="de",
        book_subtitle="Of nothing",
        book_edition="Second edition",
        book_rights="CC BY",
        book_description="Says nothing & less.",
        book_subjects=["Nothing", "Less"],
    )
    epub = built(book)
    assert epub.metadata("dc:title") == ["A Test Book", "Of nothing", "Second edition"]
    assert epub.metadata("dc:creator") == ["A. Writer", "B. Writer"]
    assert epub.metadata("dc:language") == ["de"]
    assert epub.metadata("dc:description") == ["Says nothing & less."]
    assert epub.metadata("dc:subject") == ["Nothing", "Less"]
    assert epub.metadata("dc:rights") == ["CC BY"]
    assert epub.metadata("dc:publisher") == []
    assert epub.one("text/one.xhtml", "/h:html/@lang") == "de"


def test_the_identifier_is_the_same_in_package_and_ncx_and_in_every_build(book):
    first, second = built(book), built(book.write("two.md", "# Changed\n"))
    assert first.metadata("dc:identifier") == second.metadata("dc:identifier")
    assert first.find("toc.ncx", "//n:meta[@name='dtb:uid']/@content") == first.metadata(
        "dc:identifier"
    )


def test_another_edition_has_another_identifier(book):
    first = built(book).metadata("dc:identifier")
    assert built(book.conf(book_edition="Second edition")).metadata("dc:identifier") != first


def test_navigation_lists_chapters_and_sections(book):
    nav = built(book).find("nav.xhtml", "//h:nav[@epub:type='toc']//h:a/@href")
    assert nav == ["text/one.xhtml", "text/one.xhtml#section", "text/two.xhtml"]


def test_contents_end_at_the_depth_asked_for(book):
    nav = built(book.conf(bookepub_contents_depth=1))
    assert len(nav.find("nav.xhtml", "//h:nav[@epub:type='toc']//h:a")) == 2


def test_captions_become_parts_where_they_divide_the_body(book):
    book.write(
        "index.md",
        "# B\n\n```{toctree}\n:caption: Old\none\n```\n\n```{toctree}\n:caption: New\ntwo\n```\n",
    )
    epub = built(book)
    assert epub.find("nav.xhtml", "//h:nav[@epub:type='toc']//h:span/text()") == ["Old", "New"]
    assert epub.find("toc.ncx", "/n:ncx/n:navMap/n:navPoint/n:content/@src") == [
        "text/one.xhtml",
        "text/two.xhtml",
    ]


def test_landmarks_name_the_places_there_are(book):
    epub = built(book)
    kinds = epub.find("nav.xhtml", "//h:nav[@epub:type='landmarks']//h:a/@epub:type")
    assert kinds == ["toc", "titlepage", "bodymatter", "index"]


def test_a_document_with_contents_takes_the_place_of_the_navigation(book):
    book.write("frontmatter/contents.md", "# Contents\n\n```{book-contents}\n```\n")
    book.write("index.md", "# B\n\n```{toctree}\nfrontmatter/contents\none\ntwo\n```\n")
    epub = built(book)
    hrefs = [hrefs_by_id(epub)[i] for i in epub.find("package.opf", "//o:itemref/@idref")]
    assert "nav.xhtml" not in hrefs and "text/frontmatter/contents.xhtml" in hrefs
    toc = epub.one("nav.xhtml", "//h:nav[@epub:type='landmarks']//h:a[@epub:type='toc']/@href")
    assert toc == "text/frontmatter/contents.xhtml"


def test_the_index_sends_to_chapters_by_name(book):
    link = built(book).one("text/genindex.xhtml", "//h:li[contains(., 'word')]/h:a")
    assert (link.text, link.get("href")) == ("One", "one.xhtml#index-0")


def test_places_in_the_index_come_in_reading_order(book):
    book.write("index.md", "# B\n\n```{toctree}\ntwo\none\n```\n")
    book.write("two.md", "# Two\n\n" + "{index}`word` " * 11 + "\n")
    places = built(book).find("text/genindex.xhtml", "//h:li[contains(., 'word')]/h:a/text()")
    assert places[:2] + places[9:] == ["Two", "Two (2)", "Two (10)", "Two (11)", "One"]
    hrefs = built(book).find("text/genindex.xhtml", "//h:li[contains(., 'word')]/h:a/@href")
    assert hrefs[10] == "two.xhtml#index-10"


def test_accessibility_is_found_in_the_book_not_asserted(book):
    plain = built(book)
    assert plain.metadata("schema:accessMode") == ["textual"]
    assert "alternativeText" not in plain.metadata("schema:accessibilityFeature")
    book.write("dot.svg", b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>')
    book.write("two.md", "# Two\n\n![A dot](dot.svg)\n")
    with_picture = built(book)
    assert with_picture.metadata("schema:accessMode") == ["textual", "visual"]
    assert "alternativeText" in with_picture.metadata("schema:accessibilityFeature")
    book.write("two.md", "# Two\n\n![](dot.svg)\n")
    undescribed = opened(book.lenient("bookepub"))
    assert "alternativeText" not in undescribed.metadata("schema:accessibilityFeature")
    assert undescribed.metadata("schema:accessModeSufficient") == ["textual,visual"]


def test_a_drawn_cover_is_painted(book):
    book.write(
        "cover.svg",
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 3">'
        b'<rect width="2" height="3" fill="red"/></svg>',
    )
    epub = built(book.conf(book_cover="cover.svg", book_cover_alt="All red."))
    item = epub.one("package.opf", "//o:item[@properties='cover-image']")
    assert item.get("href") == "cover.png"
    assert epub.files["EPUB/cover.png"].startswith(b"\x89PNG")
    assert epub.one("cover.xhtml", "//h:img/@alt") == "All red."


def test_a_parallel_build_is_the_same(book, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    for number in range(6):
        book.write(f"more{number}.md", f"# More {number}\n\nNote[^1].\n\n[^1]: Words.\n")
    book.write("index.md", "# B\n\n```{toctree}\n:glob:\none\ntwo\nmore*\n```\n")
    alone = built(book).path.read_bytes()
    assert opened(book.build("bookepub", "-j", "2")).path.read_bytes() == alone


def test_the_books_own_words_are_in_its_language(book):
    book.conf(language="de")
    assert built(book).one("nav.xhtml", "//h:nav[@epub:type='toc']/h:h1").text == "Inhalt"


def test_a_document_listed_twice_stands_in_the_contents_once_and_in_order(book):
    book.write("one.md", "# One\n\n## A\n\n```{toctree}\nsub\ntwo\n```\n\n## B\n\nText.\n")
    book.write("sub.md", "# Sub\n")
    nav = built(book).find("nav.xhtml", "//h:nav[@epub:type='toc']//h:a/@href")
    names = [href.removeprefix("text/").replace(".xhtml", "") for href in nav]
    assert names == ["one", "one#a", "one#b", "sub", "two"]


def test_what_a_toctree_lists_for_another_edition_is_not_in_it(book):
    only = "\n````{only} html and not builder_bookepub\n```{toctree}\nsite\n```\n````\n"
    book.write("index.md", "# B\n\n```{toctree}\none\ntwo\n```\n" + only)
    book.write("site.md", "# Of the Site\n\nText.\n")
    assert "text/site.xhtml" not in built(book).names
