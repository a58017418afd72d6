"""Roles in descriptions (floor 3): MARC relators, by code, address or term, and words for them → roles of ours.

A correspondent wrote *or* received a letter: that is no role of ours, so such a name is a contributor, as is one whose
role nobody states. To add a word: a row of a table.
"""

import re

CONTRIBUTOR = "contributor"
"""The role of a name that takes part in a document nobody says how."""
RELATORS: dict[str, str] = {
    "aut": "author", "cre": "author", "dis": "author", "rcp": "addressee", "trl": "translator", "fnd": "funder",
    "pbl": "publisher", "isb": "issuing-body", "sgn": "signatory", "snd": "sender",
}
"""Codes of MARC relators, and ``snd``, which catalogues use though it is none."""
TERMS: dict[str, str] = {
    **dict.fromkeys(
        """author writer creator composer_of_letter verfasser verfasserin autor autorin auteur auteure autore автор
        letter_writer dissertant""".split(), "author",
    ),
    **dict.fromkeys(
        """sender addresser addressor absender absenderin briefschreiber briefschreiberin expéditeur expéditrice
        mittente remitente nadawca odesílatel feladó отправитель""".split(), "sender",
    ),
    **dict.fromkeys(
        """addressee recipient receiver letter_recipient adressat adressatin empfänger empfängerin briefempfänger
        briefempfängerin destinataire destinatario odbiorca adresat címzett адресат получатель""".split(), "addressee",
    ),
    **dict.fromkeys("translator übersetzer übersetzerin traducteur traductrice переводчик".split(), "translator"),
    **dict.fromkeys("funder".split(), "funder"),
    **dict.fromkeys("publisher verlag éditeur".split(), "publisher"),
    **dict.fromkeys("issuing_body".split(), "issuing-body"),
    **dict.fromkeys("signer signatory unterzeichner signataire".split(), "signatory"),
}
"""Words for roles, lower-case, their spaces as low lines."""
SUBJECT_ROLES = frozenset(
    """subject dpc depicted dargestellt behandelt erwähnt mentioned thema sujet sachlich dokumentiert about""".split()
)
"""Words for the part of a name that a document is about, or shows: no part in making it."""
_ADDRESS = re.compile(r"https?://id\.loc\.gov/vocabulary/relators/(?P<code>[a-z]{3})/?", re.IGNORECASE)
_CODE_BEHIND = re.compile(r"(?P<term>[^()]{1,60}?)\s*\((?P<code>[a-z]{3})\)", re.IGNORECASE)
_BRACKETED = re.compile(r"\s*[(\[](?P<role>[^()\[\]]{2,40})[)\]]\s*\Z")
_LED = re.compile(r"(?P<role>[^\W\d_]{4,20})\s*:\s+(?=\S)")


def role_of(words: str | None) -> str:
    """Return the role that a code, an address or a term stands for; empty where it stands for none of ours.

    >>> role_of("rcp"), role_of("http://id.loc.gov/vocabulary/relators/aut"), role_of("Addressee"), role_of("editor")
    ('addressee', 'author', 'addressee', '')
    >>> role_of("creator (cre)")
    'author'
    """
    bare = (words or "").strip()
    if not bare or len(bare) > 100:
        return ""
    if match := _ADDRESS.fullmatch(bare):
        return RELATORS.get(match["code"].lower(), "")
    if match := _CODE_BEHIND.fullmatch(bare):
        return RELATORS.get(match["code"].lower(), "") or role_of(match["term"])
    term = "_".join(bare.lower().strip(" .:").split())
    return RELATORS.get(term, "") or TERMS.get(term, "")


def is_subject(words: str) -> bool:
    """Whether a role says that the document is about a name.

    >>> is_subject("Depicted (dpc)"), is_subject("photographer")
    (True, False)
    """
    return not SUBJECT_ROLES.isdisjoint(re.findall(r"\w+", words[:100].lower()))


def split_role(words: str) -> tuple[int, int, str]:
    """Return where a name begins and ends, and the role written before or behind it; the role is empty where none is.

    >>> split_role("Klee, Paul (addressee)"), split_role("Sender: Paul Klee"), split_role("Klee, Paul (painter)")
    ((0, 10, 'addressee'), (8, 17, 'sender'), (0, 20, ''))
    """
    if (match := _BRACKETED.search(words[-60:])) and (role := role_of(match["role"])):
        return 0, len(words) - len(match[0]), role
    if (match := _LED.match(words)) and (role := role_of(match["role"])):
        return match.end(), len(words), role
    return 0, len(words), ""
