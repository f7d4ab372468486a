"""Roles and words that several tables share."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from desktop.domain.vocabulary import LEVEL_STATUS_LABEL, LevelStatus

Index = QModelIndex | QPersistentModelIndex

LEVEL_ROLE = int(Qt.ItemDataRole.UserRole) + 1  # (LevelStatus, int | None)
DIMENSIONS_ROLE = LEVEL_ROLE + 1  # (failed mask, known mask)
ID_ROLE = LEVEL_ROLE + 2  # the record's row id
CHOICES_ROLE = LEVEL_ROLE + 3  # tuple of (value, label) a cell may take; editors offer them
KIND_ROLE = LEVEL_ROLE + 4  # how it is typed: records.Kind
AGREEMENT_ROLE = LEVEL_ROLE + 6  # link_pairs.Agreement of two records' field
OVERDUE_ROLE = LEVEL_ROLE + 5  # whether a plan item's day has passed

NUMBERS = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
MIDDLE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
TEXTS = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def level_words(status: LevelStatus, level: int | None) -> str:
    """Return 'ระดับ 3', or the status where there is no level."""
    if status is LevelStatus.LEVEL and level is not None:
        return f"ระดับ {level}"
    return LEVEL_STATUS_LABEL[status]
