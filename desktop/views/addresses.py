"""Addresses in one line, as short as a clerk of the province needs them."""

from desktop.domain.records import Household
from desktop.thai import areas


def place_name(code: str) -> str:
    """Return ต.คลองสอง อ.คลองหลวง: the province goes without saying."""
    full = areas.full_place(code)
    return full.rpartition(" จ.")[0] or full


def address(household: Household) -> str:
    """Return 12/3 ม.4 ต.คลองสอง อ.คลองหลวง."""
    at = household.address
    moo = f"ม.{at.moo}" if at.moo else ""
    return " ".join(part for part in (at.address_no, moo, place_name(at.tambon_code)) if part)
