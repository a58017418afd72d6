"""Tokens → the groups of a query (floor 4): their nesting, the variables each uses, its VALUES blocks.

The rule this serves (:func:`check_blocks`): a block outside a sub-SELECT, a UNION branch or an OPTIONAL does
not reach inside it, because SPARQL evaluates groups from the inside out (section 18.2). Such a query is
legal and silently answers something else, so every group that uses a parameter must hold its own block,
before the use.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from fonds.canned.scanner import QueryTextError, Token, meaningful

FORMS = ("SELECT", "CONSTRUCT", "ASK", "DESCRIBE")
_UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "ADD", "MOVE", "COPY", "WITH")
DEEPEST = 200
"""Groups inside one another; what goes through them here, and the parser after it, goes down one call for each."""
_GROUP_WORDS = ("WHERE", "OPTIONAL", "UNION", "MINUS", "EXISTS", "GRAPH", "SERVICE")


@dataclass(frozen=True, slots=True)
class Block:
    """One ``VALUES ?x { … }``: its variables without the mark, its data, and the tokens around both."""

    variables: tuple[str, ...]
    keyword: Token
    opened: Token
    closed: Token
    data: tuple[Token, ...]
    bare: bool
    """True for ``?x``, False for the form with parentheses."""

    def holds(self, variable: str) -> bool:
        """Tell whether the block binds this variable."""
        return variable in self.variables


@dataclass(slots=True)
class Group:
    """One pair of braces (or the query itself). ``uses`` maps a variable to its first use directly in it."""

    opened: Token
    kind: str
    selects: bool = False
    """True for the query itself and a sub-SELECT's outer braces: what they use belongs to their pattern."""
    uses: dict[str, Token] = field(default_factory=dict)
    tested: dict[str, Token] = field(default_factory=dict)
    """Variables used inside parentheses: filters, expressions."""
    blocks: list[Block] = field(default_factory=list)
    children: list["Group"] = field(default_factory=list)
    words: list[Token] = field(default_factory=list)
    """The tokens directly in the group, without those of inner groups and blocks."""
    parentheses: int = 0
    end: int = 0
    """Where the text goes on behind the closing brace."""

    @property
    def pattern(self) -> "Group | None":
        """The WHERE group of a query or a sub-SELECT."""
        return next((child for child in self.children if child.kind != "TEMPLATE"), None)

    def walk(self) -> Iterator["Group"]:
        """Yield this group and all inside it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()


def parse_groups(tokens: list[Token]) -> Group:
    """Return the whole query as a group.

    Raises QueryTextError for braces that do not match and for VALUES that has no block.
    """
    code = meaningful(tokens)
    if not code:
        raise QueryTextError(1, "There is no query in the file.")
    stack = [Group(code[0], "QUERY", selects=True)]
    position = 0
    while position < len(code):
        token = code[position]
        if token.is_word("VALUES"):
            block, position = _block(code, position)
            stack[-1].blocks.append(block)
            continue
        if token.is_mark("{"):
            group = _opened(code, position)
            stack[-1].children.append(group)
            stack.append(group)
            if len(stack) > DEEPEST:
                raise QueryTextError(
                    token.line, f"Groups stand more than {DEEPEST} deep here.", "Leave out braces that part nothing."
                )
        elif token.is_mark("}"):
            if len(stack) == 1:
                raise QueryTextError(token.line, "This brace closes nothing.")
            stack.pop().end = token.end
        else:
            if position and stack[-1].parentheses:
                _check_comparison(code[position - 1], token)
            _note(stack[-1], token)
        position += 1
    if len(stack) > 1:
        raise QueryTextError(stack[-1].opened.line, "This brace is never closed.")
    return stack[0]


def query_form(query: Group) -> str:
    """Return SELECT, CONSTRUCT, ASK or DESCRIBE. Raises QueryTextError for an update, and for none."""
    for token in query.words:
        if token.is_word(*FORMS):
            return token.text.upper()
        if token.is_word(*_UPDATES):
            raise QueryTextError(token.line, "The file holds an update; canned queries only read.")
    raise QueryTextError(query.opened.line, "The file holds no SELECT, CONSTRUCT, ASK or DESCRIBE.")


def first_line(query: Group, variable: str) -> int:
    """Return the line on which a variable stands first, or that of the query where it is in no group."""
    lines = [group.uses[variable].line for group in query.walk() if variable in group.uses]
    return min(lines, default=query.opened.line)


def finds_values(query: Group, variable: str) -> bool:
    """Tell whether the query's own pattern would give the variable values if nothing else did."""
    pattern = query.pattern
    return pattern is not None and variable in pattern.uses and variable not in pattern.tested


def using_groups(query: Group, variable: str) -> list[tuple[Group, Token | None]]:
    """Return the pattern groups that must hold a block for the variable, each with its first use inside.

    The use is None where only the SELECT, CONSTRUCT or ORDER BY around the group uses the variable.
    """
    found: dict[int, tuple[Group, Token | None]] = {}
    for group in query.walk():
        if group.kind == "TEMPLATE":
            continue
        if not group.selects:
            if variable in group.uses:
                found[id(group)] = (group, group.uses[variable])
            continue
        around = [group, *(child for child in group.children if child.kind == "TEMPLATE")]
        if group.pattern is not None and any(variable in each.uses for each in around):
            found[id(group.pattern)] = (group.pattern, group.pattern.uses.get(variable))
    return sorted(found.values(), key=lambda pair: pair[0].opened.start)


def check_blocks(query: Group, variable: str) -> list[Block]:
    """Return the variable's blocks, in the order of the text, having made sure that they reach every use.

    Raises QueryTextError naming the line where a block is missing, stands too late, or has a form that
    cannot be filled.
    """
    for group in query.walk():
        for block in group.blocks:
            if block.holds(variable):
                _check_form(group, block, variable)
    for group, use in using_groups(query, variable):
        own = [each for each in group.blocks if each.holds(variable)]
        if not own:
            line = use.line if use else group.opened.line
            raise QueryTextError(
                line,
                f"?{variable} is used in the {group.kind} group that opens on line {group.opened.line},"
                f" which holds no VALUES ?{variable} of its own; one outside does not reach inside.",
                f"Write VALUES ?{variable} {{ … }} at the beginning of that group, too.",
            )
        if use is not None and use.start < own[0].keyword.start:
            raise QueryTextError(
                use.line,
                f"?{variable} is used before its VALUES block on line {own[0].keyword.line}.",
                "Put the block at the beginning of the group.",
            )
    return [block for group in query.walk() for block in group.blocks if block.holds(variable)]


def _check_form(group: Group, block: Block, variable: str) -> None:
    line = block.keyword.line
    if group.selects:
        raise QueryTextError(
            line,
            f"VALUES ?{variable} stands behind the pattern, where filters do not see it.",
            "Put the block at the beginning of the WHERE group.",
        )
    if not block.bare or len(block.variables) != 1:
        raise QueryTextError(
            line,
            f"The block of ?{variable} cannot be filled.",
            f"Write VALUES ?{variable} {{ … }}, for it alone.",
        )
    for token in block.data:
        if token.is_word("UNDEF"):
            raise QueryTextError(
                token.line,
                f"UNDEF cannot stand for any ?{variable}: filters then drop every row.",
                "Give an example, and say 'optional: true' in the header.",
            )


def _block(code: list[Token], position: int) -> tuple[Block, int]:
    """Read ``VALUES ?x { … }`` or ``VALUES (?x ?y) { … }``; return it and where the text goes on."""
    keyword = code[position]
    variables: list[str] = []
    bare = True
    for index in range(position + 1, len(code)):
        token = code[index]
        if token.kind == "var":
            variables.append(token.text[1:])
        elif token.is_mark("(", ")"):
            bare = False
        elif token.is_mark("{"):
            return _data(code, index, keyword, tuple(variables), bare)
        else:
            break
    raise QueryTextError(keyword.line, "VALUES is not followed by variables and a block.")


def _data(
    code: list[Token], opening: int, keyword: Token, variables: tuple[str, ...], bare: bool
) -> tuple[Block, int]:
    for index in range(opening + 1, len(code)):
        if code[index].is_mark("}"):
            data = tuple(code[opening + 1 : index])
            return Block(variables, keyword, code[opening], code[index], data, bare), index + 1
        if code[index].is_mark("{"):
            break
    raise QueryTextError(code[opening].line, "The block of VALUES is never closed.")


def _opened(code: list[Token], position: int) -> Group:
    before = code[max(0, position - 2) : position]
    kind = "inner"
    if before and before[-1].is_word("CONSTRUCT"):
        kind = "TEMPLATE"
    elif before and before[-1].is_word(*_GROUP_WORDS):
        kind = before[-1].text.upper()
    elif len(before) > 1 and before[0].is_word("GRAPH", "SERVICE", "SILENT"):
        kind = before[0].text.upper()
    selects = position + 1 < len(code) and code[position + 1].is_word("SELECT")
    return Group(code[position], kind, selects)


def _check_comparison(before: Token, token: Token) -> None:
    """Refuse ``?a<?b&&?c>?d``: a comparison to the engine, an IRI to the grammar's longest match."""
    operand = before.kind in ("var", "number", "string", "name") or before.is_mark(")")
    if operand and token.kind == "iri" and ("?" in token.text or "$" in token.text):
        raise QueryTextError(
            token.line, f"{token.text} may be an IRI or two comparisons.", "Put spaces around < and >."
        )


def _note(group: Group, token: Token) -> None:
    group.words.append(token)
    if token.is_mark("("):
        group.parentheses += 1
    elif token.is_mark(")"):
        group.parentheses -= 1
    elif token.kind == "var":
        variable = token.text[1:]
        group.uses.setdefault(variable, token)
        if group.parentheses:
            group.tested.setdefault(variable, token)
