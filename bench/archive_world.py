"""The invented world of generated archives: countries, people, offices, bodies, archives, events. Nothing here is real.

Everything is a pure function of a number, so that an archive of any size takes no memory: person 73 is the same person
in every run, and how many there are depends on the archive's size alone (:func:`people_of`).
"""

from dataclasses import dataclass
from functools import lru_cache
from math import prod
from random import Random

NOTICE = (
    "Generated for measuring; no historical document. The Generated Reading Room welcomes reuse of these materials for "
    "any purpose; no copyright is claimed in them."
)
"""What stands as rights notice on every page: none of this is history."""


@dataclass(frozen=True, slots=True)
class Country:
    """An invented country: its names, towns, given names, and the syllables its family names are made of."""

    name: str
    adjective: str
    capital: str
    towns: tuple[str, ...]
    language: str
    given: tuple[str, ...]
    onsets: tuple[str, ...]
    middles: tuple[str, ...]
    ends: tuple[str, ...]


_EAST = ("ev", "on", "ar", "ul", "im", "ok", "ad", "ez", "ol", "an", "er", "us")
_WEST = ("el", "or", "an", "im", "us", "ed", "al", "er", "on", "il", "av", "ent")

COUNTRIES: tuple[Country, ...] = (
    Country(
        "Veldania", "Veldanian", "Lorvik", ("Lorvik", "Hardesk", "Sombrova", "Telnik"), "Russian",
        tuple("Anton Pavel Grigor Vadim Oleg Irina Larisa Galina Stepan Yegor Kirill Zoya Tamara Rodion Matvei".split()),
        tuple("Ber Dor Gal Kor Mel Nov Pol Rad Sol Tav Vel Zor Bras Drob Grul Krem Plesk Stov Trub Zhel".split()),
        _EAST, tuple("sky ski enko kin lov nev chuk tsev arov yakin".split()),
    ),
    Country(
        "Maroskia", "Maroskian", "Dresna", ("Dresna", "Kolvar", "Bystrin", "Zelmo"), "Hungarian",
        tuple("Istvan Ilona Bela Marta Tibor Zoltan Eva Ferenc Judit Gyula Sandor Katalin Imre Agnes Miklos".split()),
        tuple("Bal Cser Fod Gom Hal Ker Lak Mor Nad Pal Sar Tol Var Zal Szen Vor Hor Dob Far Rup".split()),
        _WEST, tuple("vary falvi hegyi osi ady eki ossy ari uri asz".split()),
    ),
    Country(
        "Tolvenia", "Tolvenian", "Kelmar", ("Kelmar", "Rosdorf", "Altweil", "Birkau"), "German",
        tuple("Hans Ernst Ulrike Werner Greta Otto Klaus Ingrid Rolf Sabine Jochen Helga Dieter Ursula Horst".split()),
        tuple("Ahl Bruck Dorn Eich Falk Grun Hart Kess Lind Mahl Neu Ost Pfal Rein Stein Tann Weil Zell Brem Kort".split()),
        _WEST, tuple("mann er hoff berg ling bach stedt horn wald rath".split()),
    ),
    Country(
        "Quessara", "Quessaran", "Port Amary", ("Port Amary", "Villanora", "Casteros", "Bonmar"), "Spanish",
        tuple("Rafael Lucia Esteban Carmen Hector Pilar Ignacio Rosa Tomas Elena Ramiro Ines Jorge Marisol Ernesto".split()),
        tuple("Al Bar Cal Del Esc Fer Gal Her Ir Lam Mon Nav Ort Per Quin Riv Sal Tor Ur Val".split()),
        _WEST, tuple("eda ares illo ondo uera anza ero osa aldo ante".split()),
    ),
    Country(
        "Castovia", "Castovian", "Montreva", ("Montreva", "Sablon", "Aubrecourt", "Vernay"), "French",
        tuple("Pierre Claire Lucien Odile Marcel Yvonne Gaston Simone Rene Helene Armand Colette Emile Jeanne Henri".split()),
        tuple("Aub Beau Cham Dub Fon Gar Hau Lam Mar Nor Pel Rou Sav Tour Vas Mont Ver Bl Cler Dev".split()),
        _WEST, tuple("ier eau ault oin ard ette illon ane ois aire".split()),
    ),
    Country(
        "Sundria", "Sundrian", "Haldemo", ("Haldemo", "Norvika", "Strandby", "Ekeholm"), "Polish",
        tuple("Marek Danuta Jerzy Halina Witold Barbara Leszek Wanda Tadeusz Ewa Zbigniew Teresa Ryszard Maria Leon".split()),
        tuple("Bor Cych Dab Gab Jaw Kal Lis Mal Now Ow Pas Rog Sob Trz Wal Zar Brz Kuk Mod Prus".split()),
        _EAST, tuple("owski icki czyk ewicz owiak alski inski ecki asz era".split()),
    ),
)

OFFICES: tuple[str, ...] = (
    "Foreign Minister", "Prime Minister", "Deputy Foreign Minister", "Defense Minister", "Minister of Foreign Trade",
    "Ambassador", "First Secretary", "Minister of Culture", "Deputy Prime Minister", "Counselor", "Consul General",
    "Minister of Agriculture",
)
"""Offices; most people hold one, some write without."""

GENRES: tuple[tuple[str, int], ...] = (
    ("letter", 22), ("telegram", 26), ("conversation", 14), ("report", 12), ("memorandum", 9), ("minutes", 6),
    ("note-verbale", 3), ("message", 3), ("decree", 3), ("speech", 2),
)
"""What is written, in parts of a hundred: as archives of diplomacy are made up."""

MARKINGS = ("Top Secret", "Secret", "Confidential")
SUBJECTS = (
    "grain deliveries", "the border talks", "student exchanges", "the oil pipeline", "fishing rights", "the airfield question",
    "military assistance", "the trade agreement", "the railway loan", "nuclear cooperation", "refugees",
    "the transit of goods", "river navigation", "the press campaign", "the delegation's visit", "machine tools",
    "the coal shipments",
)
FUNDERS = ("Halden Trust", "Orrin Foundation", "Marquess Fund for Archives")
TRANSLATORS = ("Dora Lindqvale", "Sergei Abrevin", "Paula Monterrey", "Jonas Kettmar", "Agata Wellborn", "Luc Ferrandine")
COLLECTION = "Generated Reading Room"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who never lived; ``office`` may be empty."""

    name: str
    office: str
    country: Country

    @property
    def surname(self) -> str:
        """The family name."""
        return self.name.rpartition(" ")[2]

    @property
    def styled(self) -> str:
        """The office before the name, as titles have it."""
        return f"{self.country.adjective} {self.office} {self.name}" if self.office else self.name


_STRIDE = 7_919
"""Prime to every number of names there is, so that neighbours have unlike names and none comes twice."""


@lru_cache(maxsize=20_000)
def person(number: int) -> Person:
    """Return a person by number. Two people may share a family name, as people do; whole names repeat after 216,000."""
    country = COUNTRIES[number % len(COUNTRIES)]
    parts = (country.given, country.onsets, country.middles, country.ends)
    chosen, rest = [], number // len(COUNTRIES) * _STRIDE % prod(map(len, parts))
    for syllables in parts:
        rest, at = divmod(rest, len(syllables))
        chosen.append(syllables[at])
    given, onset, middle, end = chosen
    office = OFFICES[(number * 5) % len(OFFICES)] if number % 4 else ""
    return Person(f"{given} {onset}{middle}{end}", office, country)


def people_of(documents: int) -> int:
    """Return how many people an archive of some size speaks of: more documents name more, but ever fewer new ones."""
    return 60 + int(9 * documents**0.55)


def zipf(random: Random, number: int) -> int:
    """Return a number below ``number``, few of them often and most of them seldom (1/rank)."""
    return int((number + 1) ** random.random()) - 1


def event(number: int) -> tuple[str, int]:
    """Return an event's name and its year."""
    year = 1945 + number * 7 % 43
    country = COUNTRIES[number % len(COUNTRIES)]
    town = country.towns[number // 6 % len(country.towns)]
    forms = (f"{town} Conference of {year}", f"{town} Crisis of {year}", f"{country.adjective} Uprising of {year}")
    return forms[number // 24 % 3], year


EVENTS = 60


def instrument(number: int) -> tuple[str, int]:
    """Return a treaty as texts name it, and its year."""
    year = 1945 + number * 11 % 40
    kind = ("Treaty of Friendship", "Treaty of Commerce", "Treaty of Mutual Assistance")[number % 3]
    return f"{year} {kind}", year


INSTRUMENTS = 40


ARCHIVES = (
    "State Archive of Veldania", "Central Archive of Maroskia", "Zentralarchiv Kelmar", "Haldemo National Archives",
    "Archivo General de Quessara", "Archives of Castovia", "Dresna Foreign Ministry Archive",
)
"""Archives of several countries; :func:`reference` writes as they do."""


def reference(random: Random, number: int) -> tuple[str, str]:
    """Return an archive's name and a whole reference in its country's habit; ``number`` makes it a place of its own."""
    choice = zipf(random, len(ARCHIVES))
    archive, unit = ARCHIVES[choice], 1 + number
    fonds, series, leaf = 1 + zipf(random, 90), 1 + zipf(random, 40), random.randint(1, 180)
    chain = (
        f"F. {fonds}, Op. {series}, D. {unit}, ll. {leaf}-{leaf + 3}",
        f"fond {fonds}, opis {series}, delo {unit}",
        f"Bestand {fonds}, Bd. {unit}, Bl. {leaf}",
        f"RG {fonds}, Box {series}, Folder {unit}",
        f"Caja {fonds}, Expediente {unit}",
        f"Série {fonds}, carton {series}, dossier {unit}",
        f"f. {fonds}, op. {series}, d. {unit}",
    )[choice]
    return archive, f"{archive}{' (SAVE)' if choice == 0 else ''}, {chain}"
