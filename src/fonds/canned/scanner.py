r"""SPARQL text → tokens (floor 4): just enough to know what is a string, a comment, an IRI or a brace.

Rewriting a query safely needs no grammar, but it must never take a ``}`` inside a string, or a ``#`` inside
an IRI, for what it looks like. The expressions follow SPARQL 1.1, section 19.8 (terminals), with the longest
match winning. Escapes of code points outside strings (section 19.2: ``\u007B`` for a brace) are refused, and so are
those of quotes, backslashes and line ends in strings and comments: they would let a file say something else to us
than to an engine that resolves them first.
"""

import re
from dataclasses import dataclass

_LOCAL_ESCAPE = r"\\[_~.\-!$&'()*+,;=/?\#@%]|%[0-9A-Fa-f]{2}"
_TOKEN = re.compile(
    rf"""
      (?P<space>   [\x20\t\r\n]+ )
    | (?P<comment> \#[^\r\n]* )
    | (?P<iri>     <[^<>"{{}}|^`\\\x00-\x20]*> )
    | (?P<long>    \"\"\"(?:(?:"|"")?(?:[^"\\]|\\.))*\"\"\" | '''(?:(?:'|'')?(?:[^'\\]|\\.))*''' )
    | (?P<string>  "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*' )
    | (?P<var>     [?$]\w[\w\u00B7\u203F\u2040]* )
    | (?P<tag>     @[A-Za-z]+(?:-[A-Za-z0-9]+)* )
    | (?P<blank>   _:\w(?:[\w\u00B7-]|\.(?=[\w.-]))* )
    | (?P<name>    (?:[^\W\d_](?:[\w\u00B7-]|\.(?=[\w.:-]))*)?:
                   (?:[\w:\u00B7-]|{_LOCAL_ESCAPE}|\.(?=[\w.:%\\-]))* )
    | (?P<number>  (?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)? )
    | (?P<word>    [A-Za-z_]\w* )
    | (?P<mark>    \^\^ | . )
    """,
    re.VERBOSE | re.DOTALL,
)
_TELLING = re.compile(r"\\(?:u00|U000000)(?:22|27|5[Cc]|0[AaDd])")
_KINDS_WITHOUT_MEANING = frozenset({"space", "comment"})


@dataclass(frozen=True, slots=True)
class Token:
    """One token: its kind (a group of the expression above), its text, where it starts, its line from 1."""

    kind: str
    text: str
    start: int
    line: int

    @property
    def end(self) -> int:
        """Where the next token starts."""
        return self.start + len(self.text)

    def is_word(self, *words: str) -> bool:
        """Tell whether this is one of these keywords (given in upper case; SPARQL ignores case)."""
        return self.kind == "word" and self.text.upper() in words

    def is_mark(self, *marks: str) -> bool:
        """Tell whether this is one of these punctuation marks."""
        return self.kind == "mark" and self.text in marks


class QueryTextError(ValueError):
    """The text is no query that can be filled: ``line`` (from 1) says where, ``remedy`` what to do.

    It knows no file; ``loading`` turns it into a VocabularyError that does.
    """

    def __init__(self, line: int, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.line = line
        self.message = message
        self.remedy = remedy


def scan(text: str) -> list[Token]:
    """Take SPARQL text apart; the tokens' texts joined are the text again.

    >>> [token.text for token in scan('{ ?a <p#q> "}" } # {') if token.kind != "space"]
    ['{', '?a', '<p#q>', '"}"', '}', '# {']

    Raises QueryTextError for a string that never ends and for an escaped code point outside a string.
    """
    tokens: list[Token] = []
    line = 1
    for match in _TOKEN.finditer(text):
        token = Token(str(match.lastgroup), match[0], match.start(), line)
        if token.is_mark('"', "'"):
            raise QueryTextError(line, "A string begins here and never ends.")
        if token.kind in ("string", "long", "comment") and _TELLING.search(token.text):
            raise QueryTextError(
                line, "A quote, a backslash or a line end is written as its code.", "Write the character, with a backslash."
            )
        if token.is_mark("\\"):
            raise QueryTextError(
                line, "A backslash stands outside a string.", "Write the character itself, not its code."
            )
        tokens.append(token)
        line += match[0].count("\n")
    return tokens


def meaningful(tokens: list[Token]) -> list[Token]:
    """Leave out spaces and comments."""
    return [token for token in tokens if token.kind not in _KINDS_WITHOUT_MEANING]
