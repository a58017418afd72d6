"""Judging documents for an aggregator (floor 6): one by one, and summed.

Only numbers and the first places are kept of documents that lack something, so any number can be judged.
"""

from dataclasses import dataclass, field

from fonds.crosswalks.crosswalk import SiteFacts
from fonds.crosswalks.nodes import Node
from fonds.reports.aggregators.rule import Aggregator, Rule, seen

EXAMPLES = 20
"""Places that are told one by one of each rule."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an aggregator would say of one document. ``broken`` are the rules it does not keep, the demanded ones first."""

    where: str
    concerned: bool
    broken: tuple[Rule, ...]

    @property
    def demands(self) -> tuple[Rule, ...]:
        """The rules for whose sake it would not be taken."""
        return tuple(rule for rule in self.broken if rule.level == "must")

    @property
    def wishes(self) -> tuple[Rule, ...]:
        """The rules for whose sake it would be found less well."""
        return tuple(rule for rule in self.broken if rule.level == "should")

    @property
    def accepted(self) -> bool:
        """Whether it would be taken."""
        return self.concerned and not self.demands


@dataclass(slots=True)
class Lack:
    """How many documents do not keep a rule; of how many is it the only demand, so that mending it alone is enough."""

    rule: Rule
    documents: int = 0
    alone: int = 0
    places: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Judgement:
    """What was judged so far. ``after_settings`` counts those that would be taken once all settings are made."""

    aggregator: Aggregator
    site: SiteFacts
    documents: int = 0
    concerned: int = 0
    accepted: int = 0
    after_settings: int = 0
    lacks: dict[str, Lack] = field(default_factory=dict)
    refused: list[Verdict] = field(default_factory=list)
    keep_all: bool = False

    def add(self, where: str, tree: Node) -> Verdict:
        """Judge one document."""
        verdict = judge(self.aggregator, tree, self.site, where)
        self.documents += 1
        if not verdict.concerned:
            return verdict
        self.concerned += 1
        self.accepted += verdict.accepted
        self.after_settings += all(rule.setting for rule in verdict.demands)
        for rule in verdict.broken:
            lack = self.lacks.setdefault(rule.code, Lack(rule))
            lack.documents += 1
            lack.alone += verdict.demands == (rule,)
            if len(lack.places) < EXAMPLES:
                lack.places.append(where)
        if verdict.demands and (self.keep_all or len(self.refused) < EXAMPLES):
            self.refused.append(verdict)
        return verdict

    def demands(self) -> list[Lack]:
        """Return what is demanded and missing: settings first, then what is missing in most documents."""
        return self._lacking("must")

    def wishes(self) -> list[Lack]:
        """Return what is wished for and missing, in the same order."""
        return self._lacking("should")

    def _lacking(self, level: str) -> list[Lack]:
        found = [lack for lack in self.lacks.values() if lack.rule.level == level]
        return sorted(found, key=lambda lack: (not lack.rule.setting, -lack.documents, lack.rule.code))


def judge(aggregator: Aggregator, tree: Node, site: SiteFacts, where: str = "") -> Verdict:
    """Return what an aggregator would say of a document."""
    document = seen(tree, site)
    if not aggregator.concerns(document):
        return Verdict(where, False, ())
    broken = [rule for rule in aggregator.rules if not rule.holds(document)]
    return Verdict(where, True, tuple(sorted(broken, key=lambda rule: rule.level != "must")))
