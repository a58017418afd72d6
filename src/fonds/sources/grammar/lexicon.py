"""The words the grammar knows (floor 3): genres and markings come from the vocabulary, offices from here.

All sets are lower-case. To teach the grammar a word, add it to the set that says what it is; no rule names a word.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from fonds.sources.grammar.tongues import Tongue

OFFICES = frozenset(
    """adjutant administrator administrators admiral adviser advisor advisers advisors aide aides ambassador
    ambassadors analyst archbishop assistant assistants attache attaché attachés brigadier cardinal chairman
    chairmen chairperson chairwoman chancellor chargé charge chief chiefs chief-of-staff clerk colonel commander
    commandant commissar commissioner commodore comptroller congressman consul consultant consuls coordinator
    councillor councilor counsel counselor counsellor delegate delegates deputies deputy diplomat director directors
    editor emissary envoy envoys general governor head heads inspector instructor judge leader leaders lieutenant
    manager marshal mayor member members minister ministers monarch negotiator nuncio observer officer officers
    official officials patriarch plenipotentiary premier premiers president presidents prosecutor rector
    representative representatives secretaries secretary senator speaker spokesman spokesperson spokeswoman
    strategist superintendent supervisor treasurer trustee undersecretary under-secretary under-secretary-general
    vice-chairman vice-minister vice-president viceroy""".split()
)
"""Head nouns of offices. The last one before a name ends the office."""

TITLES = frozenset(
    """agent baroness bishop captain chair count countess dean duchess duke earl emir emperor empress imam justice king
    marquess marquis pope prince princess queen regent resident shah sheikh sultan viscount viscountess""".split()
)
"""Offices that are parts of names too ("Ahmad Shah Masoud"): they are offices only where a name begins with them."""

FORENAMES = frozenset({"dean", "duke", "earl", "marquis"})
"""Titles that are first names more often: "Dean Rusk" is all name, "Dean of the Faculty" none."""

RANKS = frozenset("admiral brigadier captain colonel commodore general lieutenant major marshal".split())
"""Offices that stand before the name after a comma: "the Minister of Defence, Marshal Ustinov" is one person."""

COLLECTIVES = frozenset(
    """ambassadors assistants chairmen chiefs commanders consuls consulates delegates delegations deputies directors
    embassies envoys governments heads leaders legations members ministers missions offices officers officials
    parties posts presidents representatives residents secretaries stations allies states countries friends comrades""".split()
)
"""Plural heads: a name that ends in one is a group (an audience), not a person."""

BODIES = frozenset(
    """academy administration agency alliance army assembly association bank board branch brigade bundestag bureau
    cabinet center centre command commission commissariat committee communications community company conference
    congress consulate corporation council court delegation department departments directorate division embassy
    federation fleet force forces foundation front government group headquarters hotel institute institution junta
    league leadership legation mid ministry mission movement office operations organization organisation parliament
    party plenum politburo presidency presidium program programme project regime residency secretariat section
    senate service services society soviet staff station stavka subcommittee subsection treasury union university""".split()
)
"""Heads of names of organisations."""

BODY_ENDINGS = (
    "embassy", "ministerium", "botschaft", "gesandtschaft", "kommissariat", "commissariat", "amconsul", "amlegation",
)
"""Endings of bodies told in one word: telegraphic addresses ("AmEmbassy Moscow"), words of other languages."""

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

PLACES = frozenset(
    """accra addis_ababa aden afghanistan albania algeria algiers amman angola ankara argentina athens australia
    austria baghdad bamako bangkok beijing beirut belgium belgrade berlin berne bogota bogotá bolivia bonn
    bratislava brazil brazzaville brussels bucharest budapest buenos_aires bulgaria burma cairo cambodia canada
    canberra canton caracas chile china colombia conakry copenhagen cuba cyprus czechoslovakia dakar damascus delhi
    denmark dhaka djakarta east_berlin egypt england ethiopia finland france geneva germany ghana greece guatemala
    guinea hanoi havana helsinki hong_kong hungary iceland india indonesia iran iraq ireland islamabad israel
    istanbul italy jakarta japan jerusalem jiddah kabul karachi khartoum kiev kinshasa korea kuwait lagos laos
    lebanon leningrad lima lisbon london luanda madrid manila mexico mexico_city mongolia montevideo moscow nairobi
    nanjing nepal netherlands new_delhi new_york nicaragua nigeria north_korea norway oslo ottawa pakistan panama
    paris peking petrograd philippines phnom_penh poland portugal prague pretoria pyongyang quito rangoon riga
    rio_de_janeiro romania rome russia saigon san_salvador santiago saudi_arabia seoul shanghai singapore sofia
    south_africa south_korea soviet_union spain stockholm st._petersburg sudan sweden switzerland syria taipei
    tallinn tbilisi tehran tel_aviv thailand the_hague tirana tokyo tripoli tunis turkey ulan_bator ukraine
    united_kingdom united_states uruguay ussr venezuela vienna vientiane vietnam vilnius vladivostok warsaw
    washington west_berlin yugoslavia zagreb zaire""".split()
)
"""States and the cities documents are sent from, words joined by a low line: "Cable from Warsaw" names no person."""

FURTHER_PLACES = frozenset(
    """alexandria alger alma-ata athènes bagdad baku basra belgrad beyrouth bombay brüssel bruxelles bucarest bukarest
    calcutta changchun chernigov constantinople copenhague dacca dalian damas danzig frankfurt gdansk hamburg harbin
    herat jalalabad kairo kandahar khabarovsk kharkov kishinev krakow kuibyshev lahore leipzig lisbonne londres lvov minsk
    mogilev moscou moskau mukden munich pékin peiping port_arthur prag pskov rawalpindi rostov saïgon salzburg saratov
    shenyang tambov tashkent téhéran urumqi varsovie vienne warschau wien zurich zürich""".split()
)
"""Cities that documents pass through."""

NATIONS = frozenset(
    """afghan african albanian american anglo arab argentine asian australian austrian belgian brazilian british
    bulgarian burmese cambodian canadian chilean chinese cuban czech czechoslovak danish dutch east eastern egyptian
    european finnish franco french german greek hungarian indian indo indonesian iranian iraqi irish israeli italian
    japanese jordanian korean lao latin libyan mexican mongolian nordic north norwegian pakistani polish portuguese
    romanian rumanian russian russo saudi sino south soviet spanish swedish swiss syrian thai turkish ukrainian
    vietnamese west western yugoslav""".split()
)
"""Whose something is, by country: half of "Sino-Soviet", never somebody’s name there."""

NO_PAIR = frozenset(
    """all annual bilateral day final first five follow four high joint last level long multi non one open party post
    power pre question round second seven short side state summit third three top trade two week working year""".split()
)
"""Halves of words with a hyphen that say what kind of talk it is ("Four-Power Talks")."""

ISSUERS = frozenset(
    """agency assembly board bureau cabinet chancellery command commissariat commission committee congress consulate
    council delegation department directorate directory division embassy government headquarters institute junta
    legation ministry mission parliament party plenum politburo presidency presidium secretariat senate service
    soviet staff stavka subcommittee treasury""".split()
)
"""Heads of bodies that write and issue what is said to be theirs ("Decree of the Council of Ministers")."""

ISSUERS_ALONE = frozenset("cabinet congress embassy parliament politburo presidium senate stavka".split())
"""Bodies that are told by one word; "Party Meeting" and "Board Report" leave open which."""

IN_NAMES = frozenset("air information intelligence joint national policy political research special".split())
"""Qualifiers that also begin the name of a body ("National Security Council Report")."""

PURPOSES = frozenset(
    """acceptance acknowledgement acknowledgment advice agreement apology appointment appreciation commendation
    complaint condolence condolences congratulation congratulations credence encouragement farewell gratitude greeting
    greetings guidance instruction instructions intent introduction invitation protest recommendation resignation
    solidarity support sympathy thanks transmittal understanding warning welcome""".split()
)
"""What a letter is of when "of" does not name its sender: "Letter of Protest to …"."""

INITIALS = frozenset(
    """bcp cc ccp cia cmea comecon cominform comintern cpc cpcz cpsu czcp dia fbi fco gru hswp inr jcs kgb kpss ksc
    mfa mfaa mgb mprp mszmp mvd nato nkgb nkid nkvd nsa nsc oss puwp pzpr rcp rcp(b) rwp sed tass usia usis vkp(b)
    wpk""".split()
)
"""Initials of bodies that issue documents."""

FIRM_ENDS = frozenset(
    "associates bros brothers cie co company daughters fils hermanos partners sohn söhne son sons".split()
)
"""Words behind "&" that make one firm's name of all before: "Kuhn, Loeb & Co."."""

FIRM_ENDS_AND = FIRM_ENDS - {"associates", "partners", "son"}
"""Those that do so behind "and" too; "Mao and Associates", "Kim and Son" may be people."""

FIRM_FORMS = frozenset("ag corp corporation gmbh inc incorporated limited llc llp ltd plc pty".split())
"""Words that end the name of a firm: "Smith & Wesson Ltd"."""

SURNAME_ENDINGS = (
    "ov", "ev", "eff", "ko", "vsky", "nsky", "lsky", "rsky", "tsky", "dsky", "zsky", "vskii", "nskii", "vskiy", "nskiy",
    "vski", "nski", "wski", "lski", "dzki", "ecki", "icki", "oyan", "idze", "adze", "vili", "vich", "vitch", "wicz", "escu",
    "eanu", "poulos",
)
"""Endings that surnames have, and hardly any other word of an English title."""

STATES = frozenset(
    """abridged addendum conclusion continued copy draft excerpt excerpts extract extracts final first fragment fragments
    original part second summary third transcript translation undated unsigned version""".split()
)
"""Words in brackets that say of a text what there is of it, and name nobody: "Letter to Mao (Excerpt)"."""

OTHERS = frozenset({"others", "other", "et al", "et al.", "al", "al."})
"""Words at the end of a list that name nobody."""

ANSWERS = frozenset("answer replies reply response".split())
"""Words for a letter that only say that it answers one."""

DRAFTS = frozenset("draft drafts entwurf projet проект проекта".split())
"""Words before a genre that say that the text is not the one that was sent or signed."""

SESSIONS = frozenset("meeting plenum session sitting".split())
"""Meetings of a body, whose name stands with them ("Session of the Politburo")."""

MEANS = frozenset(
    """air airmail bag cable channel channels courier hand hotline land line mail messenger phone post pouch radio rail
    railway road sea telegraph telephone teletype telex train wire""".split()
)
"""How something is carried: "via courier" names nobody."""

NOBODY = frozenset(
    """anonymous|author unknown|addressee unknown|illegible|name illegible|no name|nobody|not stated|recipient unknown
    |sender unknown|someone|unidentified|unknown|unknown addressee|unknown author|unknown person|unknown recipient
    |unknown sender|unnamed|unstated""".replace("\n    ", "").split("|")
)
"""Words in the place of a name that say there is none."""

SINGULAR = frozenset({"paper"})
"""Words for a genre that mean another thing in the plural ("Papers of George Ball")."""

COURTESY = frozenset(
    """cde cdes comrade comrades mr messrs mister mrs ms miss madam madame dr doctor prof professor sir lord lady dame
    monsieur mme mlle herr frau fräulein señor senor señora signor tov gospodin shri monsignor msgr mgr""".split()
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
        """adviser advisor advisers agreement agreements assistant board colloquium commission commissioner
        committee conference consultant coordinator council envoy member members negotiator officer
        delegation expert experts group panel representative rapporteur seminar specialist staff subcommission
        subcommittee symposium talks""".split()
    ),
    "with": frozenset(),
    "by": frozenset(
        """additions amendments annotations comments conducted corrections edits foreword held introduction letter letters
        marginalia memorandum note notes preface report reports revisions speech speeches visit visits""".split()
    ),
}
"""A preposition right after one of these belongs to it: "Special Assistant to", "Committee on"."""

QUALIFIERS = frozenset(
    """a action air an annual backchannel background briefing brief cipher ciphered circular classified closed coded
    confidential contact current cypher daily detailed diplomatic discussion draft eyes encoded encrypted excerpt
    excerpts extract extracts final handwritten incoming informal information intelligence interim intermediate
    joint memorial monthly national official only open oral outgoing partial personal policy political preliminary
    private progress proposed quarterly research restricted revised secret short situation special stage strictly
    summary supplemental supplementary the top typed typewritten undated unofficial unsigned untitled unsent urgent
    verbal verbatim weekly working written""".split()
)
"""Words that stand before a genre and only say how it is: its marking, its form, its state."""

MANNERS = frozenset(
    "cipher ciphered coded confidential handwritten oral personal private secret strictly top urgent verbal written".split()
)
"""Qualifiers behind which a text is still somebody's ("X’s Personal Letter"; a "Daily Diary" is kept by others)."""

TALKS = frozenset(
    """audience call conference consultation conversation conversations dialogue discussion discussions encounter
    exchange interview luncheon meeting meetings talk talks telcon teleconference""".split()
)
"""Words for a talk between persons, of which a text may be the record."""

PHONES = frozenset("phone telcon telephone telephonic".split())
"""Words that say a talk went by telephone."""

SENT = frozenset("delegation delegations mission missions".split())
"""Governors of "to" that are sent to bodies and meetings: before the holder of an office their "to" is free."""

NEVER_GOVERN = frozenset({("central", "committee"), ("security", "council"), ("politburo", "commission")})
"""Bodies whose names have no "on": what follows it is a subject ("the Central Committee on Talks with …")."""

INFINITIVES = frozenset(
    """accept achieve adopt appear approve arrange arrive assist attend avoid begin bring build cancel celebrate change
    clarify combat complete conclude condemn conduct consider continue convene coordinate create decide defend
    deliver deploy develop discuss dispatch dissolve distribute end ensure establish evacuate examine exchange
    expand explain facilitate finance fly go halt help hold implement impose improve increase inform install
    intensify investigate invite join launch leave lift limit maintain make mediate meet negotiate normalize obtain
    open oppose organize overthrow participate postpone prepare preside prevent prohibit promote propose protect
    provide purchase reach receive recognize reduce reject release remove renew reopen replace request resign
    resolve respond restore resume retire return review send settle sign solve speak stabilize start stop strengthen
    study supply support suppress suspend take terminate train transfer travel visit withdraw withhold""".split()
)
"""Verbs that follow "to" in titles where every word has a capital ("to Discuss Oil")."""

JOINED = frozenset(
    tuple(pair.split("_"))
    for pair in """coal_steel ways_means tariffs_trade diplomatic_consular unified_specified economic_social
    research_development research_analysis science_technology law_order north_south south_north south_central
    north_central south_southeast near_middle east_west army_navy psychological_paramilitary political_military
    food_agriculture trade_development reconstruction_development arms_disarmament intelligence_research
    workers_peasants soldiers_sailors security_cooperation posts_telegraphs state_law education_science""".split()
)
"""Pairs that "and" joins within one name: "European Coal and Steel Community", "Ways and Means Committee"."""

HEDGES = {
    "apparently": 0.7, "attributed to": 0.6, "believed to be": 0.7, "certainly": 0.9, "likely": 0.8, "maybe": 0.5,
    "most likely": 0.8, "most probably": 0.8, "perhaps": 0.5, "possibly": 0.5, "presumably": 0.8, "presumed": 0.8,
    "probably": 0.8, "supposedly": 0.6, "unsigned": 0.8, "?": 0.5,
}
"""Words by which a text doubts what it says, and how sure (0 to 1) it still is."""

AUTHORED = frozenset("compiled drafted made prepared presented recorded signed submitted taken written".split())
"""Participles before "by" that say who made the document itself."""


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """What the adapters are given: words (lower-case) → concept codes, and which names are already known.

    One is made for all pages and equals itself only, so that what was read by it can be remembered.

    ``correspondence``, ``reports`` and ``conversations`` are genre codes; ``known`` says whether a whole text is a name or
    alternate name of an agent in the authority lists. ``tongues`` are the languages in which a word is one for a
    genre, ``english`` the words that are one in English: ``genres`` holds both; ``prepositions`` are those of the
    other languages.
    """

    genres: Mapping[str, str] = field(default_factory=dict)
    markings: Mapping[str, str] = field(default_factory=dict)
    correspondence: frozenset[str] = frozenset()
    conversations: frozenset[str] = frozenset()
    known: Callable[[str], bool] = lambda text: False
    reports: frozenset[str] = frozenset()
    english: frozenset[str] = frozenset()
    tongues: Mapping[str, tuple[Tongue, ...]] = field(default_factory=dict)
    prepositions: frozenset[str] = frozenset()
    genre_ends: frozenset[str] = field(init=False, repr=False, compare=False)
    """The last word of each of the words for a genre, in the singular and the plural."""
    languages: tuple[Tongue, ...] = field(init=False, repr=False, compare=False)
    """Each of the languages once."""

    def __post_init__(self) -> None:
        """Note by which words the words for a genre end: most texts hold none of them."""
        ends = {words.rpartition(" ")[2] for words in self.genres}
        object.__setattr__(self, "genre_ends", frozenset(ends | {f"{end}s" for end in ends}))
        languages = {tongue.language: tongue for tongues in self.tongues.values() for tongue in tongues}
        object.__setattr__(self, "languages", tuple(languages.values()))
