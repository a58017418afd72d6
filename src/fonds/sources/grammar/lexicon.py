"""The words the grammar knows (floor 3): genres and markings come from the vocabulary, offices from here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

OFFICES = frozenset(
    """adjutant adviser advisor advisers aide ambassador ambassadors assistant attache attaché chairman
    chairperson chairwoman chancellor chargé charge chief chiefs clerk colonel commander commissar commissioner
    consul consuls counselor counsellor delegate deputy diplomat director emissary envoy envoys general
    governor head heads inspector instructor judge leader leaders lieutenant major marshal mayor member
    members minister ministers monarch negotiator officer officers official officials plenipotentiary premier
    president presidents prosecutor rector representative representatives secretaries
    secretary senator speaker spokesman supervisor undersecretary
    under-secretary vice-president viceroy""".split()
)
"""Head nouns of offices, lower-case. The last one before a name ends the office."""

COLLECTIVES = frozenset(
    """ambassadors chiefs consuls delegates delegations embassies envoys governments heads leaders members
    ministers missions officers officials parties presidents representatives residents secretaries allies
    states countries friends""".split()
)
"""Plural heads: a name that ends in one is a group (an audience), not a person."""

BODIES = frozenset(
    """academy administration agency alliance army assembly association bank board branch brigade bureau cabinet
    center centre command commission commissariat committee company conference congress corporation council
    court delegation department directorate division embassy fleet force forces foundation front government
    group institute institution junta league leadership legation ministry mission movement office organization
    organisation parliament party plenum politburo presidium program programme project regime secretariat
    section senate service society soviet staff union university""".split()
)
"""Heads of names of organisations, lower-case."""

COURTESY = frozenset(
    """cde cdes comrade comrades mr mister mrs ms miss madam madame dr doctor prof professor sir lord lady
    monsieur herr señor senor tov gospodin""".split()
)
"""Forms of address before a name; never part of it."""

PARTICLES = frozenset("al bin ben da de del della den der di du el ibn la le ten ter van von zu".split())
"""Lower-case words that stand inside personal names."""


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
