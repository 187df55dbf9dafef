"""The verdicts on the text under examination as data for search engines: schema.org's ClaimReview.

Only what is true is said: claims of that text (``evidence_origin``) that the book has judged, on
the page that answers them (``evidence_entry``). A status is a word and no point on a scale from
false to true, so the rating has a name and no number. What is not known (the day of publication,
the address of a site that has none yet) is left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from sphinx_bookwork.editions import is_site
from sphinx_bookwork.evidence.domain import ClaimsDomain
from sphinx_bookwork.evidence.ledger import Claim
from sphinx_bookwork.evidence.roles import status_word
from sphinx_bookwork.evidence.settings import PREFIX, EvidenceSettings
from sphinx_bookwork.settings import read

if TYPE_CHECKING:
    from docutils import nodes
    from pybtex.database import Entry
    from sphinx.application import Sphinx
    from sphinxcontrib.bibtex.domain import BibtexDomain


@dataclass(frozen=True)
class Reviewer:
    """Who judges and where: the book's authors, title, edition and language; '' leaves out."""

    author: str
    book: str
    edition: str = ""
    language: str = ""


def review(
    claim: Claim, verdict: str, reviewer: Reviewer, origin: Mapping[str, str], url: str = ""
) -> dict[str, Any]:
    """One ClaimReview; ``origin`` has ``author`` and ``url`` of the text that makes the claim."""
    made_by = {"@type": "Organization", "name": origin.get("author")}
    appearance = {"@type": "CreativeWork", "url": origin.get("url")}
    given = [f"{value.who}: {value.value}" if value.who else value.value for value in claim.values]
    record = {
        "@type": "ClaimReview",
        "url": url,
        "claimReviewed": claim.claim,
        "author": {"@type": "Organization", "name": reviewer.author},
        "inLanguage": reviewer.language,
        "isPartOf": {
            "@type": "Book",
            "name": reviewer.book,
            "bookEdition": reviewer.edition,
        },
        "itemReviewed": {
            "@type": "Claim",
            "author": made_by if made_by["name"] else None,
            "appearance": appearance if appearance["url"] else None,
        },
        "reviewRating": {
            "@type": "Rating",
            "alternateName": verdict,
            "ratingExplanation": "; ".join(given),
        },
    }
    return cast("dict[str, Any]", _known(record))


def _known(value: Any) -> Any:
    """``value`` without what is empty in it."""
    if not isinstance(value, dict):
        return value
    return {name: _known(part) for name, part in value.items() if part}


def add_reviews(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _tree: nodes.document
) -> None:
    """Put the reviews into the head of the page of a site that answers the claims."""
    domain = cast("ClaimsDomain", app.env.get_domain("claims"))
    answered = domain.answered.get(pagename)
    if not answered or not is_site(app):
        return
    found = list(_reviews(app, pagename, domain))
    if found:
        data = json.dumps({"@context": "https://schema.org", "@graph": found}, ensure_ascii=False)
        data = data.replace("<", "\\u003c")  # else a claim could end the element
        script = f'<script type="application/ld+json">{data}</script>'
        context["metatags"] = f"{context.get('metatags', '')}\n{script}\n"


def _reviews(app: Sphinx, pagename: str, domain: ClaimsDomain) -> Iterator[dict[str, Any]]:
    config, settings = app.config, read(app.config, EvidenceSettings, PREFIX)
    reviewer = Reviewer(config.author, config.project, config.book_edition, config.language)
    entries = cast("BibtexDomain", app.env.get_domain("cite")).bibdata.data.entries
    page = app.builder.get_target_uri(pagename)
    for claim in domain.ledger.claims.values():
        made = [s.key for s in claim.sources if s.key in settings.origin and s.key in entries]
        if not made or claim.status == "unverified" or claim.id not in domain.answered[pagename]:
            continue
        anchor = settings.entry.replace("{claim}", claim.id)
        url = f"{config.html_baseurl.rstrip('/')}/{page}#{anchor}" if config.html_baseurl else ""
        verdict = status_word(claim.status).rstrip(".")
        yield review(claim, verdict, reviewer, _origin(entries[made[0]]), url)


def _origin(entry: Entry) -> dict[str, str]:
    """Who makes the claims, and where, as far as the bibliography tells."""
    persons = " and ".join(str(person).strip("{}") for person in entry.persons.get("author", []))
    return {"author": persons, "url": entry.fields.get("url", "")}
