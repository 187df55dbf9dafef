"""The book as data: names and values only. What they mean: reference/ and Sphinx's manual."""

project = "The Republic Restored"
author = "The contributors"
# No year in it: Sphinx would rewrite it from SOURCE_DATE_EPOCH. The edition has the year.
copyright = "The contributors. Text and figures: CC BY 4.0"
language = "en"
numfig = True

extensions = [
    "myst_parser",
    "sphinxcontrib.bibtex",
    "sphinx_bookwork",
    "sphinx_bookwork.evidence",
]
myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence", "deflist", "fieldlist"]

# What lies in docs/ for authors and is no page.
exclude_patterns = ["claims/README.md"]

# The book, whatever its edition.
book_subtitle = (
    "A sourced short history of Azerbaijan’s sovereignty, independence, occupation and "
    "presidencies, 1988–2026"
)
book_edition = "First edition, 2026"
book_slug = "the-republic-restored"
book_rights = "Text and figures: CC BY 4.0. Code: MIT."
book_description = (
    "A short history of Azerbaijan from 1988 to 2026, told so that every sentence shows its source "
    "and every contested claim shows who makes it."
)
book_subjects = [
    "Azerbaijan -- History -- 1991-",
    "Azerbaijan -- Politics and government -- 1991-",
    "Nagorno-Karabakh Conflict, 1988-",
]
book_cover = "assets/cover/front.svg"
book_cover_alt = (
    "The title ends in a footnote call; below, a rule that is thick for the years in which the "
    "republic was independent, 1918 to 1920 and from 1991, stands above the note."
)
book_back_cover = "assets/cover/back.svg"
book_fonts = ["assets/fonts"]
book_changes = "docs/changes.yml"
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
book_unbroken = [
    rf"\d ({MONTHS})\b",
    r"\d (per cent|km²|million|square kilometres)",
    r"\b([Rr]esolution|[Aa]rticle|[Pp]aragraph|para|paras|art\.|p\.|pp\.) \d",
]

# The evidence: the ledger of claims, and the source whose claims the book tests one by one.
evidence_ledger = ["docs/claims/*.yml"]
evidence_origin = ["seed_consulate"]
evidence_entry = "source-{claim}"  # the list in backmatter/source-page.md
# Words that take sides: whoever uses them is named or quoted.
evidence_loaded_words = [
    "aggress(?:ion|ive|ors?)",
    "barbar(?:ic|ous|ity)",
    "brutal(?:ly|ity)?",
    "cruel(?:ly|ty|est)?",
    "ethnic cleansing",
    "fascis[mt]s?",
    "ferocity",
    "genocid(?:e|al)",
    "hero(?:es|ic|ically|ism)?",
    "illegal(?:ly)?",
    "invaders?",
    "liberat(?:e[ds]?|ing|ion|ors?)",
    "martyrs?",
    "massacre[ds]?",
    "occupiers?",
    "puppet",
    "regimes?",
    "separatis[mt]s?",
    "so-called",
    "stability and prosperity",
    "terror(?:is[mt]s?)?",
    "traitors?",
    "treacherous(?:ly)?",
]
bibtex_bibfiles = ["docs/references.bib"]
bibtex_default_style = "bookwork"
bibtex_reference_style = "bookwork"
bibtex_cite_id = "source-{key}"  # else the addresses of entries change with every new one

# The print edition: A5, so that A4 sheets fold into a booklet.
bookpdf_page_size = "A5"
# 116 mm by 42 lines of 12 pt, above them the running head.
bookpdf_margins = "17mm 17mm 15.2mm 15mm"
bookpdf_stylesheets = ["assets/css/print.css"]
bookpdf_text_faces = ["Source Serif 4 SmText", "Noto Serif Armenian"]
bookpdf_font_size = "9.5pt"
bookpdf_unused_sources = False

# The e-book.
bookepub_stylesheets = ["assets/css/epub.css"]
# Made by `make pdf`; without it, or with one older than the text, there is no e-book.
bookepub_page_map = "_build/pdf/page-map.json"

# What `make check` compares.
bookcheck_site = "_build/html"
bookcheck_print = "_build/pdf"
bookcheck_ebook = "_build/epub"

# The site.
bookweb_names = "docs/names.yml"
bookweb_search = True
bookweb_page_map = "_build/pdf/page-map.json"
bookweb_paragraph_links = True
bookweb_citation = True
html_theme = "sphinx_book_theme"
html_title = project
html_favicon = "assets/web/favicon.svg"
html_static_path = ["assets/css/web.css", "assets/web"]
html_css_files = ["faces.css", "web.css"]
html_copy_source = False
html_show_sourcelink = False
html_domain_indices = False
html_context = {"default_mode": "auto"}  # else the theme complains in the browser's console
html_theme_options = {
    "use_download_button": False,
    "use_fullscreen_button": False,
    "home_page_in_toc": True,
    "show_navbar_depth": 1,
    "toc_title": "On this page",
    "navbar_persistent": [],
}
bookweb_lean = True  # no icon script, nothing inline, only files and rules that a page uses
bookweb_describe = True
bookweb_reading_speed = 200
bookweb_not_found = True
bookweb_sitemap = True
bookweb_feed = True
bookweb_picture = "assets/web/card.png"
bookweb_touch_icon = "assets/web/touch-icon.png"
bookweb_preload = [
    "fonts/RestoredSerifSmText-Regular-latin.woff2",
    "fonts/RestoredSerifDisplay-Regular-latin.woff2",
]

# Links. Hosts are asked again before a link counts as broken, slow ones too.
linkcheck_workers = 8
linkcheck_timeout = 20
linkcheck_retries = 3
linkcheck_report_timeouts_as_broken = True
linkcheck_rate_limit_timeout = 120
# A text fragment is an instruction to browsers, not an anchor of the page.
linkcheck_anchors_ignore = ["^!", "^:~:text="]
