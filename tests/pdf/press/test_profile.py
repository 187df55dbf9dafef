from __future__ import annotations

from pathlib import Path

import pytest
from PIL import ImageCms
from sphinx.errors import ConfigError

from sphinx_bookwork.pdf.press import profile

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
LAB = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
PRESS = profile.FOGRA39.read_bytes()


def test_the_package_ships_one_with_its_licence():
    condition = profile.shipped()
    assert profile.fault(condition.data) == ""
    assert condition.registered == "FOGRA39"
    folder = profile.FOGRA39.parent
    assert "zlib/libpng License" in (folder / "LICENSE-FOGRA39L.txt").read_text("utf-8")
    assert profile.FOGRA39.name in (folder / "README.md").read_text("utf-8")


def test_a_shops_own_is_read(tmp_path):
    path = tmp_path / "shop.icc"
    path.write_bytes(PRESS)
    condition = profile.read(path, "FOGRA51", "conf.py")
    assert (condition.registered, condition.description) == ("FOGRA51", "FOGRA39L Coated")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (None, "cannot be read: '{path}': No such file or directory; put your print shop's ICC"),
        (b"", "is no ICC profile, or a damaged one: '{path}'; ask your print shop"),
        (b"nonsense" * 100, "is no ICC profile, or a damaged one"),
        (PRESS[:2000], "is no ICC profile, or a damaged one"),
        (SRGB, "is a profile of class 'mntr', not of a printer ('prtr')"),
        (PRESS[:16] + b"RGB " + PRESS[20:], "is a profile of RGB, not of CMYK"),
        (PRESS[:8] + b"\x05" + PRESS[9:], "is of ICC version 5, which PDF does not know"),
        (LAB, "not of a printer"),
    ],
)  # fmt: skip
def test_others_are_refused(tmp_path, data, said):
    path: Path = tmp_path / "shop.icc"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(ConfigError) as caught:
        profile.read(path, "", "conf.py")
    message = str(caught.value)
    assert message.startswith("conf.py: bookpress_profile: ")
    assert said.format(path=path) in message
    assert message.endswith("[bookpress.profile]")
