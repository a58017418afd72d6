"""Rules for nginx (floor 7): maps that compute which file answers, for ``http``, and what uses them, for ``server``."""

from collections.abc import Iterator

from fonds.rdf.iris import ENTITY_KINDS
from fonds.web.twin.accepting import patterns
from fonds.web.twin.rules import HEADERS, SPECIAL, TYPES, Told, is_text

_MAPS = "rules/nginx-maps.conf"
_SERVER = "rules/nginx-server.conf"
_CHECKS = """    if ($fonds_moved) { return 301 $fonds_moved$fonds_tail; }
    if ($fonds_gone) { return 410; }
"""


def render(told: Told) -> Iterator[tuple[str, str]]:
    """Yield the names of the files and their text."""
    yield _MAPS, "\n".join(_maps(told)) + "\n"
    yield _SERVER, "\n".join(_server(told)) + "\n"


def _maps(told: Told) -> Iterator[str]:
    yield "# Include this in http { }: it computes which file of the twin answers a request."
    yield "map_hash_bucket_size 1024;\nmap_hash_max_size 65536;"
    start, things = told.prefix, "|".join(ENTITY_KINDS)
    classes = [(f"~^{start}/(?:{each.pattern})$", each.name) for each in told.layout.kinds]
    yield from _map("$uri", "$fonds_class", classes)
    for each in told.layout.kinds:
        rows = [(f"~*{pattern}", suffix) for pattern, suffix in patterns(each.formats)]
        yield from _map("$http_accept", f"$fonds_as_{each.name}", [*rows, ("~.", "")], each.formats[0].suffix)
    yield from _map("$fonds_class", "$fonds_suffix", [(each.name, f"$fonds_as_{each.name}") for each in told.layout.kinds])
    yield from _map('"$fonds_class:$fonds_suffix"', "$fonds_refused", [("~^[a-z]+:$", "1")])
    yield from _map('"$arg_page:$arg_offset"', "$fonds_part", [
        ("1:", ""), ("~^(?<fonds_page>[1-9][0-9]*):$", "-page-$fonds_page"),
        ("~^:(?<fonds_offset>[1-9][0-9]*)$", "-from-$fonds_offset"),
    ])
    stems = (f"{start}/doc/[^/.]+", f"{start}/(?:{things})/[^.]+")
    yield from _map(
        "$uri", "$fonds_stem", [(f"~^(?<fonds_stem_{n}>{each})", f"$fonds_stem_{n}") for n, each in enumerate(stems)]
    )
    yield from _map(
        "$uri", "$fonds_tail", [(f"~^{each}(?<fonds_tail_{n}>.*)$", f"$fonds_tail_{n}") for n, each in enumerate(stems)]
    )
    yield from _map("$fonds_stem", "$fonds_gone", [(f"{start}/{path}", "1") for path in told.gone])
    yield from _map("$fonds_stem", "$fonds_moved", [(f"{start}/{path}", f"{start}/{there}") for path, there in told.moved])


def _map(source: str, target: str, rows: list[tuple[str, str]], default: str = "") -> Iterator[str]:
    """Yield a map; an empty text is matched by no pattern, so ``default`` is its value, too."""
    yield f'map {source} {target} {{\n    default "{default}";'
    yield from (f'    "{key}" "{value}";' for key, value in rows)
    yield "}"


def _server(told: Told) -> Iterator[str]:
    start = told.prefix
    yield "# Include this in server { }, below a root that the twin lies in (at the path of its IRIs)."
    types = " ".join(media_type for _, media_type in TYPES if is_text(media_type) and media_type != "text/html")
    yield f"absolute_redirect off;\ndefault_type application/octet-stream;\ncharset utf-8;\ncharset_types {types};"
    yield "types {"
    yield from (f"    {media_type} {suffix};" for suffix, media_type in TYPES)
    yield "}"
    yield from (f'add_header {name} "{value}" always;' for name, value in HEADERS)
    yield "error_page 410 @fonds_gone;"
    yield f"location = {start}/ {{ try_files {start}/index.html =404; }}"
    yield f"location ^~ {start}/rules/ {{ return 404; }}"
    yield f"location ^~ {start}/dumps/ {{ gzip_static always; gunzip on; }}"
    yield f"location ~ ^({start}/.+)/$ {{ return 301 $1$is_args$args; }}"
    for pattern, media_type in SPECIAL:
        typed = f"    types {{ }}\n    default_type {media_type};\n"
        yield f'location ~ "^{start}/{pattern}$" {{\n{typed}{_CHECKS}    try_files $uri =404;\n}}'
    yield f'location ~ "\\.[A-Za-z0-9]+$" {{\n{_CHECKS}    try_files $uri =404;\n}}'
    yield (
        f"location {start}/ {{\n{_CHECKS}    if ($fonds_refused) {{ return 406; }}\n"
        "    if ($fonds_suffix) { rewrite ^ $uri$fonds_part.$fonds_suffix last; }\n    try_files $uri =404;\n}"
    )
    yield "location @fonds_gone { try_files $uri $uri.$fonds_suffix $fonds_stem.html =410; }"
