from __future__ import annotations

from lxml import etree

from sphinx_bookwork.epub.sources import copy_image, image_type

DRAWING = b"""<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">
<clipPath id="a:b"><path d="M0 0"/></clipPath>
<g clip-path="url(#a:b)"><use href="#a:b"/></g></svg>"""


def test_a_drawing_is_copied_with_ids_that_are_xml_names(tmp_path):
    (tmp_path / "in.svg").write_bytes(DRAWING)
    copy_image(tmp_path / "in.svg", tmp_path / "out/out.svg")
    root = etree.parse(tmp_path / "out/out.svg").getroot()
    assert root.xpath("//@id | //@clip-path | //@href") == ["a-b", "url(#a-b)", "#a-b"]


def test_a_drawing_without_a_box_gets_a_ground_of_its_whole_size(tmp_path):
    (tmp_path / "in.svg").write_bytes(DRAWING)
    copy_image(tmp_path / "in.svg", tmp_path / "out.svg")
    ground = etree.parse(tmp_path / "out.svg").getroot()[0]
    assert (ground.get("width"), ground.get("height")) == ("100%", "100%")


def test_other_pictures_are_copied_as_they_are(tmp_path):
    (tmp_path / "in.gif").write_bytes(b"GIF89a...")
    copy_image(tmp_path / "in.gif", tmp_path / "out.gif")
    assert (tmp_path / "out.gif").read_bytes() == b"GIF89a..."


def test_a_picture_is_what_its_bytes_say(tmp_path):
    files = {"a.png": b"\x89PNG\r\n\x1a\n", "b.jpg": b"\xff\xd8\xff\xe0", "c.svg": DRAWING}
    files |= {"d.png": b"\xff\xd8\xff\xe0", "e.svg": b"<html/>", "f.tiff": b"II*"}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    types = [image_type(tmp_path / name) for name in files]
    assert types == ["image/png", "image/jpeg", "image/svg+xml", None, None, None]


def test_a_drawing_has_no_script(tmp_path):
    drawing = (
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>x()</script><g onclick='x()'/></svg>"
    )
    (tmp_path / "in.svg").write_bytes(drawing)
    copy_image(tmp_path / "in.svg", tmp_path / "out.svg")
    root = etree.parse(tmp_path / "out.svg").getroot()
    assert root.xpath("//*[local-name()='script'] | //@onclick") == []
