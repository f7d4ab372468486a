"""What a record that stays takes over from the one it is joined with: only what it lacks."""

from collections.abc import Mapping
from typing import Any

from desktop.domain.vocabulary import CaseState

Values = Mapping[str, Any]
News = dict[str, Any]

_PERSON = (
    *("cid", "prefix", "first_name", "last_name", "sex", "age_stated", "relation"),
    *("occupation", "education", "income_month"),
)
_BIRTH = ("birth_year", "birth_month", "birth_day")
_HOUSEHOLD = ("house_code", "postcode", "tel")
_ADDRESS = ("address_no", "moo", "village_name", "soi", "road")
_STATES = [state.value for state in CaseState]
_DECISION = ("level_status", "level_final", "override_reason", "decided_by", "decided_at")

CASE_WORDS = {
    "level": "ทั้งสองครัวเรือนถูกปรับระดับไว้ไม่ตรงกัน กรุณาปรับระดับให้ตรงกันก่อน",
    "volunteer": "ทั้งสองครัวเรือนมี อพม. คนละคน กรุณามอบหมายให้คนเดียวกันก่อน",
}


def person_news(kept: Values, gone: Values) -> News:
    """Return what the person who stays takes over."""
    news = _lacking(kept, gone, _PERSON)
    if kept["birth_year"] is None:
        news |= {name: gone[name] for name in _BIRTH}
    elif kept["birth_year"] == gone["birth_year"] and kept["birth_month"] in (
        None,
        gone["birth_month"],
    ):
        news |= _lacking(kept, gone, _BIRTH)
    for kind in ("need", "right"):
        fresh = gone[f"{kind}_known"] & ~kept[f"{kind}_known"]
        news[f"{kind}_yes"] = kept[f"{kind}_yes"] | (gone[f"{kind}_yes"] & fresh)
        news[f"{kind}_known"] = kept[f"{kind}_known"] | fresh
    return news | _typed(kept, gone, news)


def household_news(kept: Values, gone: Values) -> News:
    """Return what the household that stays takes over; half of two addresses is nobody's."""
    news = _lacking(kept, gone, _HOUSEHOLD)
    if gone["tambon_code"].startswith(kept["tambon_code"]):
        news["tambon_code"] = gone["tambon_code"]
        here, there = ((kept[n], gone[n]) for n in ("moo", "address_no"))
        if all(not mine or not theirs or mine == theirs for mine, theirs in (here, there)):
            news |= _lacking(kept, gone, _ADDRESS)
    if gone["note"] and gone["note"] not in kept["note"]:
        news["note"] = "\n".join(note for note in (kept["note"], gone["note"]) if note)
    news["list_as_of"] = max(kept["list_as_of"], gone["list_as_of"])
    return news | _typed(kept, gone, news)


def paper_news(kept: Values, gone: Values) -> News:
    """Return what a paper takes over from the same paper of the household that goes."""
    return _lacking(kept, gone, ("title", "person_id", "question", "taken_on"))


def _lacking(kept: Values, gone: Values, names: tuple[str, ...]) -> News:
    return {
        name: gone[name]
        for name in names
        if kept[name] in (None, "") and gone[name] not in (None, "")
    }


def _typed(kept: Values, gone: Values, news: News) -> News:
    """A clerk's word that is taken over stays a clerk's word."""
    taken = {name for name in gone["edited"].split() if name in news and news[name] != kept[name]}
    return {"edited": " ".join(sorted({*kept["edited"].split(), *taken}))} if taken else {}


def merged_assessment(kept: Values, gone: Values) -> News:
    """Return what one list's word of the household that goes adds to its word of the other."""
    fresh = gone["dim_known"] & ~kept["dim_known"]
    seen = kept["ind_failed"] | kept["ind_passed"]
    return {
        "dim_failed": kept["dim_failed"] | (gone["dim_failed"] & fresh),
        "dim_known": kept["dim_known"] | fresh,
        "ind_failed": kept["ind_failed"] | (gone["ind_failed"] & ~seen),
        "ind_passed": kept["ind_passed"] | (gone["ind_passed"] & ~seen),
        **_lacking(kept, gone, ("income_person_year", "housing_problem", "indicator_set")),
    }


def plan_news(kept: Values, gone: Values) -> News:
    """Return what one year's plan takes over, besides the items."""
    return _lacking(kept, gone, ("agreed_on", "note"))


def refuse_cases(kept: Values, gone: Values) -> str:
    """Return what two cases of one year can't both keep: a key of CASE_WORDS, '' for nothing."""
    decided = kept["override_reason"] and gone["override_reason"]
    if decided and kept["level_final"] != gone["level_final"]:
        return "level"
    volunteers = {kept["volunteer_id"], gone["volunteer_id"]} - {None}
    return "volunteer" if len(volunteers) > 1 else ""


def case_news(kept: Values, gone: Values) -> News:
    """Return what one year's case takes over: the farther state, a decided level, who helps."""
    news = _lacking(kept, gone, ("volunteer_id",))
    news["state"] = max(kept["state"], gone["state"], key=_STATES.index)
    if gone["override_reason"] and not kept["override_reason"]:
        news |= {name: gone[name] for name in _DECISION}
    if gone["is_target"] and not kept["is_target"]:
        news |= {"is_target": True, "target_reason": gone["target_reason"]}
    return news
