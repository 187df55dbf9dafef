"""E102 and E103: a call names a claim that is not there, or that must not be told."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from sphinx_bookwork.evidence.ledger import Claim


def unknown(name: str, role: str, known: Iterable[str]) -> str:
    """E102: an id that is not in the ledger. ``role`` is the role as written.

    Fails: ``{claim}`f99` `` where the ledger ends at f98. Passes: any id of the ledger.
    """
    near = get_close_matches(name, list(known), n=1)
    hint = f"did you mean {near[0]!r}?" if near else "mend the id or add the claim"
    return f"no such claim in the ledger: {name!r} in {role!r}; {hint}"


def unverified(claim: Claim, role: str) -> str:
    """E103: a claim that nobody has verified.

    Fails: a call of a claim with ``status: unverified``. Passes: one of any other status.
    """
    return (
        f"claim is unverified: {claim.id!r} in {role!r}; leave the sentence out, or give the claim "
        f"a source and another status in {claim.path}:{claim.line}"
    )
