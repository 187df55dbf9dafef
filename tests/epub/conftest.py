from __future__ import annotations

import pytest
from sphinx import locale


@pytest.fixture(autouse=True)
def no_language_of_another_test():
    """Sphinx keeps the catalogues of every language that a build in this process has asked for."""
    locale.translators.clear()
