"""The address of the site: ``html_baseurl``, or what the host says of it."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from sphinx.errors import ConfigError

from sphinx_bookwork.gate import plainly
from sphinx_bookwork.settings import place_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata

#: Read the Docs: "the canonical base URL for the version that is being built".
VARIABLE = "READTHEDOCS_CANONICAL_URL"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Ask the host for the address before any builder reads it."""
    app.connect("config-inited", plainly(ask_host), priority=0)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def ask_host(app: Sphinx, config: Config, environ: Mapping[str, str] = os.environ) -> None:
    """Fill ``html_baseurl`` where the project leaves it to the host; refuse what is no address."""
    if not config.html_baseurl:
        config.html_baseurl = environ.get(VARIABLE, "")
    given = config.html_baseurl
    if given and not re.match(r"https?://[^/\s]+", given):
        raise ConfigError(
            f"{place_of(config, 'html_baseurl')}: html_baseurl: is no address of a site: "
            f"'{given}'; write it whole, such as 'https://example.org/book/' [bookweb.address]"
        )


def base(app: Sphinx) -> str:
    """Return the address of the site with a slash at its end, or nothing where it is not known."""
    given = str(app.config.html_baseurl)
    return given if not given or given.endswith("/") else f"{given}/"


def base_path(app: Sphinx) -> str:
    """Return the path of the site on its host, ``/en/latest/``, or nothing."""
    return urlsplit(base(app)).path if base(app) else ""


def url(app: Sphinx, path: str) -> str:
    """Return the address of a path below the site (needs a base)."""
    return urljoin(base(app), path)


def page_url(app: Sphinx, docname: str) -> str:
    """Return the address of a document (needs a base)."""
    return url(app, app.builder.get_target_uri(docname))
