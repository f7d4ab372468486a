"""Addresses in one line, as short as a clerk of the province needs them."""

from desktop.domain.records import Household
from desktop.models.places import place_name


def address(household: Household) -> str:
    """Return 12/3 ม.4 ต.คลองสอง อ.คลองหลวง."""
    at = household.address
    moo = f"ม.{at.moo}" if at.moo else ""
    return " ".join(part for part in (at.address_no, moo, place_name(at.tambon_code)) if part)
