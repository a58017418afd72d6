"""Rules for Apache (floor 7): one ``.htaccess``, for a server that allows it everything (``AllowOverride All``).

The pattern of the Accept header that counts is the last one found, so they stand in reverse. Apache's own negotiation
(``MultiViews``) is of no use here, for beside ``doc/a.html`` there is a folder ``doc/a``.
"""

from collections.abc import Iterator

from fonds.web.twin.accepting import patterns
from fonds.web.twin.rules import HEADERS, NUMBERED_LISTS, SPECIAL, TYPES, Told, is_text


def render(told: Told) -> Iterator[tuple[str, str]]:
    """Yield the name of the file and its text."""
    yield ".htaccess", "\n".join((*_types(), *_wants(told), *_rewriting(told))) + "\n"


def _types() -> Iterator[str]:
    yield "Options -Indexes -MultiViews\nDirectoryIndex index.html\nDirectorySlash Off\nRemoveEncoding .gz"
    yield from (f"AddType {media_type} .{suffix}" for suffix, media_type in TYPES)
    yield f"AddCharset utf-8 {' '.join(f'.{suffix}' for suffix, media_type in TYPES if is_text(media_type))}"
    for name, value in HEADERS:
        yield f'Header {"merge" if name == "Vary" else "set"} {name} "{value}"'
    yield 'Header set Content-Encoding gzip "expr=-n reqenv(\'REDIRECT_FONDS_PACKED\')"'


def _wants(told: Told) -> Iterator[str]:
    for kind in told.layout.kinds:
        for pattern, suffix in reversed(list(patterns(kind.formats))):
            yield f'SetEnvIfNoCase Accept "{pattern}" FONDS_{kind.name.upper()}={suffix}'


def _rewriting(told: Told) -> Iterator[str]:
    yield f"RewriteEngine On\nRewriteBase {told.prefix}/"
    yield "RewriteRule ^rules/ - [R=404,L]"
    yield from (f'RewriteRule "^{_escaped(path)}([./].*)?$" - [G,L]' for path in told.gone)
    for path, there in told.moved:
        yield f'RewriteRule "^{_escaped(path)}([./].*)?$" "{told.prefix}/{there}$1" [R=301,L]'
    yield f'RewriteRule "^(.+)/$" "{told.prefix}/$1" [R=301,L]'
    for pattern, media_type in SPECIAL:
        yield f'RewriteRule "^{pattern}$" - [T={media_type},END]'
    yield "RewriteCond %{QUERY_STRING} ^page=([2-9]|[1-9][0-9]+)$"
    yield f'RewriteRule "^({NUMBERED_LISTS})$" "$1-page-%1.html" [END]'
    yield "RewriteCond %{QUERY_STRING} ^offset=([1-9][0-9]*)$"
    yield 'RewriteRule "^(queries/[^/.]+)$" "$1-from-%1.html" [END]'
    yield "RewriteCond %{REQUEST_FILENAME} !-f\nRewriteCond %{REQUEST_FILENAME}.gz -f"
    yield 'RewriteRule "^(dumps/.+\\.([a-z]+))$" "$1.gz" [E=FONDS_PACKED:1,E=no-gzip:1,L]'
    for suffix, media_type in TYPES:
        yield "RewriteCond %{ENV:REDIRECT_FONDS_PACKED} 1"
        yield f'RewriteRule "^dumps/.+\\.{suffix}\\.gz$" - [T={media_type}]'
    for kind in told.layout.kinds:
        yield f"RewriteCond %{{ENV:FONDS_{kind.name.upper()}}} (.+)"
        yield f'RewriteRule "^{kind.pattern}$" "$0.%1" [L]'
        yield f'RewriteRule "^{kind.pattern}$" - [R=406,L]'


def _escaped(path: str) -> str:
    return path.replace(".", "\\.").replace("+", "\\+")
