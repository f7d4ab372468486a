"""Vulnerability levels: a scheme is data, the facts used and the reason are kept.

Source: the booklet p.20 and p.23, and the decision table that resolves them (domain.md b.1).
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from desktop.domain.vocabulary import Answered, LevelStatus, Need


@dataclass(frozen=True, slots=True)
class LevelRule:
    """One line of the decision table. None fits anything."""

    reason: str
    status: LevelStatus
    level: int | None = None
    low_income: bool | None = None
    housing_problem: Answered | None = None
    dependents_from: int = 0


@dataclass(frozen=True, slots=True)
class LevelScheme:
    """A version of the rules. `low_income_up_to` is baht per person per year, included."""

    id: str
    version: str
    title: str
    low_income_up_to: Decimal
    child_up_to_age: int
    elder_from_age: int
    needs: frozenset[Need]
    rules: tuple[LevelRule, ...]

    @property
    def name(self) -> str:
        """How papers and records name it: 'p20 รุ่น 1'."""
        return f"{self.id} รุ่น {self.version}"

    def is_dependent(self, age: int | None, needs: Iterable[Need]) -> bool:
        """Whether a person counts as dependent. An unknown age makes nobody dependent."""
        if age is not None and (age <= self.child_up_to_age or age >= self.elder_from_age):
            return True
        return not self.needs.isdisjoint(needs)


@dataclass(frozen=True, slots=True)
class LevelFacts:
    """What the level was computed from; stored beside it. Income is baht per person per year."""

    income: Decimal | None
    dependents: int
    housing_problem: Answered
    unknown_ages: int = 0


@dataclass(frozen=True, slots=True)
class LevelResult:
    """A level or why there is none, with the reason in words."""

    status: LevelStatus
    level: int | None
    reason: str


def load_scheme(path: Path) -> LevelScheme:
    """Read a scheme from its TOML file."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    dependents = data["dependents"]
    return LevelScheme(
        id=data["id"],
        version=data["version"],
        title=data["title"],
        low_income_up_to=Decimal(data["low_income_up_to"]),
        child_up_to_age=dependents["child_up_to_age"],
        elder_from_age=dependents["elder_from_age"],
        needs=frozenset(Need(n) for n in dependents["needs"]),
        rules=tuple(_rule(r) for r in data["rules"]),
    )


def _rule(data: dict[str, object]) -> LevelRule:
    housing, level, low = (data.get(k) for k in ("housing_problem", "level", "low_income"))
    status, least = data.get("status", LevelStatus.LEVEL), data.get("dependents_from", 0)
    return LevelRule(
        reason=str(data["reason"]),
        status=LevelStatus(str(status)),
        level=level if isinstance(level, int) else None,
        low_income=low if isinstance(low, bool) else None,
        housing_problem=None if housing is None else Answered(str(housing)),
        dependents_from=least if isinstance(least, int) else 0,
    )


def decide(scheme: LevelScheme, facts: LevelFacts) -> LevelResult:
    """Find the household's level. Unknown income waits for data and is never level 0."""
    if facts.income is None:
        return LevelResult(LevelStatus.WAITING, None, "ยังไม่ทราบรายได้ รอข้อมูล")
    low = facts.income <= scheme.low_income_up_to
    for rule in scheme.rules:
        if (
            rule.low_income in (None, low)
            and rule.housing_problem in (None, facts.housing_problem)
            and facts.dependents >= rule.dependents_from
        ):
            return LevelResult(rule.status, rule.level, _in_words(rule, facts))
    return LevelResult(LevelStatus.UNRESOLVED, None, "เกณฑ์ไม่ได้กำหนดระดับ ให้เจ้าหน้าที่พิจารณา")


def _in_words(rule: LevelRule, facts: LevelFacts) -> str:
    words = f"{rule.reason}: รายได้ {facts.income:,.0f} บาท/คน/ปี ผู้พึ่งพิง {facts.dependents} คน"
    if facts.unknown_ages:
        words += f" (ไม่ทราบอายุ {facts.unknown_ages} คน)"
    return words
