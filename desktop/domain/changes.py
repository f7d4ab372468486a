"""What a unit of work changed, so that views refresh for that and not for themselves."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Changes:
    """The tables and households touched by one operation.

    `households` is empty where too many changed to name them (`everything` is then true).
    """

    operation: str = ""
    label: str = ""
    tables: frozenset[str] = field(default_factory=frozenset)
    households: frozenset[int] = field(default_factory=frozenset)
    everything: bool = False
