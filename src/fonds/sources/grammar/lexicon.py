"""The words the grammar knows (floor 3): genres and markings come from the vocabulary, offices from here.

All sets are lower-case. To teach the grammar a word, add it to the set that says what it is; no rule names a word.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

OFFICES = frozenset(
    """adjutant administrator admiral adviser advisor advisers aide ambassador ambassadors analyst archbishop
    assistant attache attaché brigadier cardinal chairman chairperson chairwoman chancellor chargé charge chief
    chiefs chief-of-staff clerk colonel commander commandant commissar commissioner comptroller congressman consul
    consultant consuls coordinator counsel counselor counsellor delegate delegates deputy diplomat director editor
    emissary
    envoy envoys general governor head heads inspector instructor judge leader leaders lieutenant marshal mayor
    member members minister ministers monarch negotiator observer officer officers official officials patriarch
    plenipotentiary premier president presidents prosecutor rector representative representatives secretaries
    secretary senator speaker spokesman strategist superintendent supervisor trustee undersecretary
    under-secretary under-secretary-general vice-chairman vice-minister vice-president viceroy""".split()
)
"""Head nouns of offices. The last one before a name ends the office."""

TITLES = frozenset(
    """agent chair count emir emperor empress imam justice king pope prince princess queen resident shah sheikh
    sultan""".split()
)
"""Offices that are parts of names too ("Ahmad Shah Masoud"): they are offices only where a name begins with them."""

COLLECTIVES = frozenset(
    """ambassadors chiefs commanders consuls consulates delegates delegations embassies envoys governments heads
    leaders legations members ministers missions offices officers officials parties posts presidents representatives
    residents secretaries stations allies states countries friends comrades""".split()
)
"""Plural heads: a name that ends in one is a group (an audience), not a person."""

BODIES = frozenset(
    """academy administration agency alliance army assembly association bank board branch brigade bundestag bureau
    cabinet center centre command commission commissariat committee communications community company conference
    congress consulate corporation council court delegation department departments directorate division embassy
    federation fleet force forces foundation front government group headquarters institute institution junta
    league leadership legation mid ministry mission movement office operations organization organisation
    parliament party plenum politburo presidency presidium program programme project regime residency secretariat
    section senate service services society soviet staff station stavka subcommittee subsection treasury union
    university""".split()
)
"""Heads of names of organisations."""

DOMAINS = frozenset(
    """affairs aeronautics agriculture archives army aviation banking chief commerce communications control
    cooperation culture defence defense designate development disarmament economics economy education
    energy equipment evaluation export finance fisheries forestry health house housing import industry
    information instruction intelligence interior investigation justice labor labour large law liaison
    commonwealth city county district emirate empire kingdom mathematics mines mobilization navy nations oblast
    province region republic republics sultanate nonproliferation occupation operations organization
    organizations petroleum planning plans policy preparedness press production programs propaganda questions railways
    reconstruction relations representatives research resources revenue safety science security services
    shipping space staff state states statistics supply support technology tourism trade training transport
    transportation treasury visas war weapons welfare works""".split()
)
"""Nouns that end what an office is for ("Minister of Foreign Affairs"): words after them are a name."""

PLACE_PAIRS = frozenset(
    """united_states united_kingdom united_nations united_arab soviet_union saudi_arabia great_britain hong_kong
    new_york new_zealand new_delhi east_germany west_germany east_berlin west_berlin north_korea south_korea
    north_vietnam south_vietnam viet_nam sri_lanka south_africa costa_rica puerto_rico el_salvador sierra_leone
    ivory_coast dominican_republic arab_republic arab_emirates middle_east near_east far_east latin_america
    north_africa south_asia southeast_asia buenos_aires san_francisco los_angeles tel_aviv addis_ababa
    kuala_lumpur phnom_penh abu_dhabi cape_town the_hague panama_city mexico_city ho_chi""".split()
)
"""Places of two words, joined by a low line: the second is not somebody's name."""

COURTESY = frozenset(
    """cde cdes comrade comrades mr messrs mister mrs ms miss madam madame dr doctor prof professor sir lord lady
    monsieur herr señor senor señora tov gospodin""".split()
)
"""Forms of address before a name; never part of it."""

PARTICLES = frozenset(
    "al ap bin ben bint da das de del della den der di do dos du el ibn la le ter ten van von zu".split()
)
"""Lower-case words that stand inside personal names."""

GOVERNORS: dict[str, frozenset[str]] = {
    "to": frozenset(
        """adviser advisor advisers advisors aide aides assistant assistants consultant counsel counselor counsellor
        delegate delegates delegation deputy liaison mission observer observers representative representatives
        secretaries accredited response reply replies answer answers reaction attitude addendum adherence
        according annex appendix approach attachment appeal closer access aid assistance contribution due
        enclosure introduction invitation journey limited key opposition prior related relating resistance
        return road route solution supplement support threat threats transition trip up visit visits way
        withdrawal""".split()
    ),
    "from": frozenset(
        """away apart coming departure different excerpt excerpts expelled expulsion extract extracts freedom
        independence exit pages refugees return resignation retreat secession threat threats transition
        translated translation troops withdraw withdrawal withdrawing withdrawn""".split()
    ),
    "on": frozenset(
        """adviser advisor advisers agreement agreements board colloquium commission commissioner committee
        conference council
        delegation expert experts group panel representative rapporteur seminar specialist staff subcommission
        subcommittee symposium talks""".split()
    ),
    "with": frozenset(),
}
"""A preposition right after one of these belongs to it: "Special Assistant to", "Committee on"."""

INFINITIVES = frozenset(
    """accept achieve adopt approve arrange assist attend avoid begin bring build cancel celebrate change clarify
    combat complete conclude condemn conduct consider continue convene coordinate create decide defend deliver deploy
    develop discuss dissolve dispatch distribute end ensure establish evacuate examine exchange expand explain
    facilitate finance halt help hold implement impose improve increase inform install intensify investigate invite
    join launch lift limit maintain make mediate meet negotiate normalize obtain open oppose organize overthrow
    participate postpone prepare prevent prohibit promote propose protect provide purchase reach receive recognize
    reduce reject release remove renew reopen replace request resolve respond restore resume review send settle sign
    solve stabilize start stop strengthen study supply support suppress suspend take terminate train transfer visit
    withdraw withhold""".split()
)
"""Verbs that follow "to" in titles where every word has a capital ("to Discuss Oil")."""

AUTHORED = frozenset("compiled drafted made prepared presented recorded signed submitted taken written".split())
"""Participles before "by" that say who made the document itself."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What the adapters are given: words (lower-case) → concept codes, and which names are already known.

    ``correspondence`` and ``conversations`` are genre codes; ``known`` says whether a whole text is a name or
    alternate name of an agent in the authority lists.
    """

    genres: Mapping[str, str] = field(default_factory=dict)
    markings: Mapping[str, str] = field(default_factory=dict)
    correspondence: frozenset[str] = frozenset()
    conversations: frozenset[str] = frozenset()
    known: Callable[[str], bool] = lambda text: False
