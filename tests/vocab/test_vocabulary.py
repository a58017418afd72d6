"""Our vocabulary: terms, concept schemes and the words titles are read by."""

import csv
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pyoxigraph
import pytest

from fonds.bundled import bundled_path
from fonds.errors import NotFoundError, VocabularyError
from fonds.rdf import vocabulary
from fonds.rdf.literals import iri_term, name_term, parse_term
from fonds.rdf.namespaces import FONDS, PREFIXES, VOCABULARY, expand
from fonds.rdf.vocabulary import (
    CLASSES,
    FILES,
    SCHEMES,
    class_of_genre,
    concepts,
    find_term,
    genre_words,
    lineage,
    marking_words,
    scheme_triples,
    vocabulary_triples,
)
from vocab.graphs import ROWS, SEEDS


def _ours() -> dict[str, list[tuple[str, str]]]:
    """Subject → predicates and values, of everything in the vocabulary."""
    said: dict[str, list[tuple[str, str]]] = {}
    for subject, predicate, value in vocabulary_triples():
        said.setdefault(parse_term(subject).value, []).append((predicate, value))
    return said


def _values(pairs: list[tuple[str, str]], name: str) -> list[str]:
    return [value for predicate, value in pairs if predicate == name_term(name)]


@pytest.mark.parametrize("file", FILES)
def test_oxigraph_reads_the_same_triples(file: str) -> None:
    """A parser that is not ours reads exactly the triples we load."""
    data = bundled_path("vocab", f"{file}.ttl").read_bytes()
    read = {
        (str(each.subject), str(each.predicate), str(each.object))
        for each in pyoxigraph.parse(data, format=pyoxigraph.RdfFormat.TURTLE)
    }
    assert read == set(vocabulary_triples(file))


@pytest.mark.parametrize("file", [*FILES, "shapes"])
def test_rapper_reads_every_file(file: str) -> None:
    """Raptor, a third parser, finds no fault in any file."""
    rapper = shutil.which("rapper")
    if rapper is None:
        pytest.skip("rapper (Debian: raptor2-utils) is not installed")
    path = bundled_path("vocab", f"{file}.ttl")
    command = [rapper, "-q", "-i", "turtle", "-c", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_everything_of_ours_is_labelled_and_named() -> None:
    """Every term, scheme and concept has one plain label and one English name, which say the same."""
    for iri, pairs in _ours().items():
        labels, names = _values(pairs, "rdfs:label"), _values(pairs, "schema:name")
        assert (len(labels), len(names)) == (1, 1), iri
        assert names[0] == f"{labels[0]}@en", iri


def test_terms_say_what_they_mean_and_where_they_belong() -> None:
    """Every class and property has a comment and is defined by the vocabulary."""
    terms = {iri: pairs for iri, pairs in _ours().items() if iri.startswith(FONDS)}
    assert terms
    for iri, pairs in terms.items():
        assert _values(pairs, "rdfs:comment"), iri
        assert _values(pairs, "rdfs:isDefinedBy") == [iri_term(FONDS.rstrip("#"))], iri


def test_every_term_used_is_defined() -> None:
    """Acceptance rows, shapes, context and frame use no term of ours that is not in the vocabulary."""
    names = ("shapes.ttl", "context.jsonld", "frame.jsonld")
    files = [path for name in names if (path := bundled_path("vocab") / name).exists()]
    files += [ROWS / f"seed-{seed}.facts.tsv" for seed in SEEDS]
    text = " ".join(path.read_text(encoding="utf-8") for path in files).replace(FONDS, "fonds:")
    used = set(re.findall(r"\b((?:fonds|genre|marking|role|status):[A-Za-z][A-Za-z-]*)", text))
    assert used
    assert [name for name in sorted(used) if find_term(expand(name)) is None] == []


def test_every_concept_stands_in_its_scheme() -> None:
    """A concept's IRI is made of scheme and code, its label is the preferred one, a top concept says so."""
    for scheme in SCHEMES:
        said = _ours()
        assert concepts(scheme)
        for each in concepts(scheme):
            pairs = said[each.iri]
            assert each.iri == f"{VOCABULARY}{scheme}/{each.code}"
            assert _values(pairs, "schema:termCode") == [f'"{each.code}"']
            assert _values(pairs, "skos:prefLabel") == [f'"{each.label}"@en']
            assert bool(_values(pairs, "skos:topConceptOf")) == (not each.broader)
            assert len(lineage(scheme, each.code)) <= 4
            assert lineage(scheme, each.code)[-1] in {top.code for top in concepts(scheme) if not top.broader}


@pytest.mark.parametrize("scheme", ["genre", "marking"])
def test_no_word_stands_for_two_concepts(scheme: str) -> None:
    """A word or phrase of a title names one genre, of a page one marking."""
    words = [word for each in concepts(scheme) for word in each.words]
    assert sorted(words) == sorted(set(words))


def test_genre_words_name_genres() -> None:
    """The words archives use lead to their genres, and longer phrases come before the words in them."""
    words = genre_words()
    assert words["cable"] == words["ciphered telegram"] == "telegram"
    assert words["aide-mémoire"] == words["note verbale"] == "note-verbale"
    assert words["memcon"] == words["record of conversation"] == "memorandum-of-conversation"
    assert words["stenogram"] == "transcript"
    assert words["resolution"] == "decree"
    assert "excerpt" not in words
    order = list(words)
    assert order == sorted(order, key=lambda word: (-len(word), word))
    assert order.index("memorandum of conversation") < order.index("memorandum")


def test_marking_words_are_lower_case() -> None:
    """A marking is found by its phrase in lower case, the longer one first."""
    words = marking_words()
    assert words["top secret"] == "top-secret"
    assert list(words).index("top secret") < list(words).index("secret")


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("letter", "schema:Message"),
        ("correspondence", "schema:Message"),
        ("report", "schema:Report"),
        ("decree", "schema:Legislation"),
        ("treaty", "schema:Legislation"),
        ("minutes", "schema:CreativeWork"),
        ("telephone-conversation", "schema:CreativeWork"),
        ("speech", "schema:CreativeWork"),
        ("no-such-genre", "schema:CreativeWork"),
    ],
)
def test_genre_decides_the_class(code: str, name: str) -> None:
    """The class of a document follows from where its genre stands."""
    assert class_of_genre(code) == name


def test_classes_hang_on_genres_there_are() -> None:
    """The genres that decide a class are top concepts of the scheme."""
    assert all(lineage("genre", code) == (code,) for code in CLASSES)


def test_concepts_of_a_description_are_completed() -> None:
    """A concept's scheme and all that is above it can be put beside a description; other IRIs add nothing."""
    given = {name_term("genre:telephone-conversation"), name_term("role:sender"), iri_term("http://example.org/x")}
    found = scheme_triples(given)
    broader = [(s, o) for s, p, o in found if p == name_term("skos:broader")]
    assert broader == [
        (name_term("genre:memorandum-of-conversation"), name_term("genre:administrative-record")),
        (name_term("genre:telephone-conversation"), name_term("genre:memorandum-of-conversation")),
    ]
    assert set(found) <= set(vocabulary_triples())
    assert scheme_triples({name_term("genre:haiku")}) == []


def test_terms_are_found_by_their_iri() -> None:
    """A term, a concept and a scheme are found with their kind; anything else is not."""
    names = ("fonds:agent", "fonds:Participation", "role:sender")
    found = [find_term(iri) for iri in (*map(expand, names), f"{VOCABULARY}role")]
    assert [(each.kind, each.label) for each in found if each] == [
        ("property", "agent"),
        ("class", "participation"),
        ("concept", "sender"),
        ("scheme", "Agent roles"),
    ]
    assert find_term("https://schema.org/sender") is None


def test_unknown_schemes_and_files_are_refused() -> None:
    """A name of no scheme, or of no file, is refused with the names there are."""
    with pytest.raises(NotFoundError, match="genre, marking, role, status"):
        concepts("colour")
    with pytest.raises(NotFoundError, match="terms"):
        vocabulary_triples("shapes")


def test_a_blank_node_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A vocabulary file that is broken, or has a blank node, is refused with its name."""
    broken = {"role": "<http://x/a> <http://x/b> [] .", "status": "this is no Turtle"}
    for name, text in broken.items():
        (tmp_path / f"{name}.ttl").write_text(text, encoding="utf-8")
    monkeypatch.setattr(vocabulary, "bundled_path", lambda *parts: tmp_path / parts[-1])
    vocabulary._read_file.cache_clear()
    try:
        for name in broken:
            with pytest.raises(VocabularyError, match=f"{name}.ttl"):
                vocabulary_triples(name)
    finally:
        vocabulary._read_file.cache_clear()


def test_a_changed_file_is_read_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What lies ready is read for the Turtle it was made of, without rdflib, and for no other."""
    shutil.copytree(bundled_path("vocab"), tmp_path / "vocab")
    monkeypatch.setattr(vocabulary, "bundled_path", tmp_path.joinpath)
    monkeypatch.setitem(sys.modules, "rdflib", None)
    changed = tmp_path / "vocab" / "role.ttl"
    vocabulary._read_file.cache_clear()
    try:
        assert len(vocabulary_triples("role")) > 100
        added = "<http://x/a> <http://x/b> <http://x/c> .\n"
        changed.write_text(changed.read_text(encoding="utf-8") + added, encoding="utf-8")
        monkeypatch.undo()
        monkeypatch.setattr(vocabulary, "bundled_path", tmp_path.joinpath)
        vocabulary._read_file.cache_clear()
        assert ("<http://x/a>", "<http://x/b>", "<http://x/c>") in vocabulary_triples("role")
    finally:
        vocabulary._read_file.cache_clear()


def test_prefixes_are_those_of_fonds() -> None:
    """A prefix means what it means in every serialisation, and none stands there unused."""
    for file in [*FILES, "shapes"]:
        text = bundled_path("vocab", f"{file}.ttl").read_text(encoding="utf-8")
        for prefix, iri in re.findall(r"@prefix ([\w-]*): <([^>]*)>", text):
            assert PREFIXES.get(prefix, iri) == iri, (file, prefix)
            assert re.search(rf"(?<![\w:/]){re.escape(prefix)}:", text.partition("\n\n")[2]), (file, prefix)


def test_importing_the_vocabulary_loads_no_graph_library() -> None:
    """Words of genres are asked for in every worker, so the module itself is light."""
    source = Path(vocabulary.__file__).parents[2]
    code = (
        f"import sys; sys.path.insert(0, {str(source)!r}); import fonds.rdf.checks, fonds.rdf.shapes; "
        "print(sorted({'rdflib', 'pyshacl', 'pyld', 'pyoxigraph'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


HEADER = "id,type,name,name_lang,alternate_names,scope,same_as,see_also,dates,note"


def _authority_rows() -> list[tuple[str, dict[str, str]]]:
    rows = []
    for path in sorted(bundled_path("vocab", "authorities").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            reader = csv.DictReader(lines, strict=True)
            assert ",".join(reader.fieldnames or ()) == HEADER, path.name
            rows += [(path.name, row) for row in reader]
    return rows


def test_authority_rows_are_whole() -> None:
    """Every row of the lists has an id of its own below a known path, a type, a name and its language."""
    from fonds.rdf.iris import ENTITY_KINDS

    rows = _authority_rows()
    assert len({row["id"] for _, row in rows}) == len(rows) == 46
    for name, row in rows:
        kind, _, slug = row["id"].partition("/")
        assert kind in ENTITY_KINDS, (name, row["id"])
        assert re.fullmatch(r"[a-z0-9-]+", slug), (name, row["id"])
        assert row["type"] and row["name"] and row["name_lang"], (name, row["id"])
        links = [*row["same_as"].split("|"), *row["see_also"].split("|")]
        assert all(iri.startswith(("http://", "https://")) for iri in links if iri), (name, row["id"])


def test_each_authority_list_holds_one_kind() -> None:
    """A list holds entities of one kind, sorted by id, so that a row is found by eye."""
    lists: dict[str, list[str]] = {}
    for name, row in _authority_rows():
        lists.setdefault(name, []).append(row["id"])
    for name, ids in lists.items():
        assert ids == sorted(ids), name
        assert len({key.partition("/")[0] for key in ids}) == 1, name
