"""Live preview: the site in the browser follows each save, and the printed pages follow the site.

Runs as ``python -m sphinx_bookwork.live SOURCE OUT`` in any Sphinx project. ``watchfiles`` watches,
Starlette and uvicorn serve; a build runs in a process that has loaded Sphinx beforehand. Needs the
extra ``live``.
"""
