"""Who is found, who isn't, and why: single cases, and a made set with known answers."""

import json

import numpy as np
import pytest

from desktop.domain.linkage import HouseholdFacts, Kind, PersonFacts
from desktop.domain.progress import Silent
from desktop.importing.link_blocks import masked_ids, near_ids, pairs_of
from desktop.importing.link_columns import columns_of
from desktop.importing.linkage import find_pairs, find_pairs_in_child
from tests.factories.links import houses_of, made_set

CID = "1101700203450"
KNOWN = {
    "cid": CID,
    "prefix": "นางสาว",
    "first": "สมศรี",
    "last": "ตัวอย่าง",
    "sex": "f",
    "year": 1995,
    "month": 5,
    "day": 12,
    "house_code": "13020000001",
    "tambon": "130201",
    "moo": "4",
    "address_no": "1/2",
    "lists": (1,),
}


def person(number, **changes):
    return PersonFacts(id=number, household=changes.pop("household", number), **(KNOWN | changes))


def found(*people, fresh=None):
    persons, homes = find_pairs(list(people), houses_of(people), fresh, Silent())
    return persons, homes


def one(**changes):
    """Compare the known person with another of list 2; return the pair, None for none."""
    persons, _ = found(person(1), person(2, **({"lists": (2,)} | changes)))
    return persons[0] if persons else None


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"cid": "1101700203460"}, "เลขประจำตัวต่างกันหลักเดียวหรือสลับกัน"),
        ({"cid": "1101700230450"}, "เลขประจำตัวต่างกันหลักเดียวหรือสลับกัน"),
        ({"cid": "110170020345"}, "เลขประจำตัวต่างกันหลักเดียวหรือสลับกัน"),
        ({"cid": "11017xxxxx450"}, "เลขประจำตัวตรงกันในหลักที่ไม่ถูกปิด"),
        ({"cid": "", "first": "สมสี"}, "ชื่อคล้ายกัน"),
        ({"cid": "", "first": "สมษรี"}, "ชื่อสะกดต่างกันแต่อ่านเหมือนกัน"),
        ({"cid": "", "first": "ตัวอย่าง", "last": "สมศรี"}, "ชื่อกับนามสกุลสลับกัน"),
        ({"cid": "", "last": "ใหม่มาก"}, "นามสกุลต่างกัน (ผู้หญิงอาจเปลี่ยนนามสกุล)"),
        ({"cid": "", "prefix": "นาง"}, "เกิดวันเดียวกัน"),
        ({"cid": "", "day": 5, "month": 12}, "วันกับเดือนเกิดสลับกัน"),
        ({"cid": "", "year": 2038}, "วันและเดือนเกิดตรงกัน ปีเกิดอาจอ่านผิดศักราช"),
        ({"cid": "", "house_code": "", "address_no": "9", "moo": "7"}, "อยู่ตำบลเดียวกัน"),
        ({"cid": "", "year": 0, "month": 0, "day": 0, "age": 27, "as_of": 2022}, "อายุเข้ากันได้"),
    ],
)
def test_likely_with_its_reason(changes, reason):
    pair = one(**changes)
    assert pair is not None
    assert reason in pair.reasons


@pytest.mark.parametrize(
    "changes",
    [
        {"cid": "3100600123450"},
        {"cid": "", "sex": "m", "prefix": "นาย"},
        {"cid": "", "first": "สมหญิง"},
        {"cid": "", "first": "สมหญิง", "lists": (1,)},
        {"cid": "", "year": 1972, "month": 8},
        {"cid": "", "year": 1972, "month": 8, "house_code": "", "address_no": "99"},
        {"cid": "", "prefix": "เด็กหญิง", "year": 0, "month": 0, "day": 0, "as_of": 2022},
        {"cid": "", "lists": (1,), "year": 0, "month": 0, "day": 0},
    ],
    ids=["other id", "spouse", "twin", "listed twin", "mother", "namesake", "child", "listed"],
)
def test_never_offered(changes):
    assert one(**changes) is None


def test_sure_only_by_a_rule():
    sure = one(cid="")
    assert (sure.score, sure.rule) == (1000, "birth")
    likely = one(cid="", first="สมษรี")
    assert (likely.rule, likely.score < 1000) == ("", True)


def test_only_who_came_is_compared():
    people = [person(1), person(2, cid="", lists=(2,)), person(3, cid="", lists=(3,))]
    persons, homes = found(*people, fresh=frozenset({3}))
    assert {p[1:3] for p in persons} == {(1, 3), (2, 3)}
    assert {p[1:3] for p in homes} == {(1, 3), (2, 3)}


def test_households_by_who_lives_there():
    _, (pair,) = found(person(1), person(2, cid="", house_code="", lists=(2,)))
    assert (pair.kind, pair.rule) == (Kind.HOUSEHOLD, "address")
    _, (pair,) = found(person(1), person(2, cid="", tambon="1302", address_no="", lists=(2,)))
    assert pair.rule == "code"
    strangers = {"first": "อื่น", "last": "ไกล", "cid": "", "year": 1960, "lists": (2,)}
    assert found(person(1), person(2, **strangers)) == ([], [])


def test_an_empty_household_at_the_same_address():
    def houses(*members):
        return [
            HouseholdFacts(n, "", "130201", "4", "1/2", count)
            for n, count in enumerate(members, start=1)
        ]

    _, homes = find_pairs([], houses(0, 2), None, Silent())
    assert [h.rule for h in homes] == ["empty"]
    _, homes = find_pairs([], houses(0, 2, 3), None, Silent())
    assert {h.rule for h in homes} == {""}


def test_blocks_pair_every_two_of_few():
    pairs = pairs_of(np.array([7, -1, 7, 3, 7, -1, 3]), 3)
    assert sorted(divmod(int(p), 7) for p in pairs) == [(0, 2), (0, 4), (2, 4), (3, 6)]
    assert len(pairs_of(np.array([7, 7, 7, 7]), 3)) == 0


def test_near_and_masked_ids():
    cids = [CID, "1101700203460", "110170020345", "11017xxxxx450", "11017xxxxx451", ""]
    valid = columns_of([person(n, cid=c) for n, c in enumerate(cids)]).valid
    assert near_ids(cids, valid).tolist() == [1, 2]
    # The mistyped id, too, agrees with one mask in all digits that are shown.
    assert masked_ids([*cids[:1], *cids[3:]]).tolist() == [1]


def measured(made):
    """Recall and precision of what is sure, and of all that is found."""
    persons, _ = find_pairs(made.people, made.houses, None, Silent())
    found = {(p.first, p.second) for p in persons}
    sure = {(p.first, p.second) for p in persons if p.rule}
    return {
        "sure": (len(sure & made.truth) / len(made.truth), len(sure & made.truth) / len(sure)),
        "all": (len(found & made.truth) / len(made.truth), len(found & made.truth) / len(found)),
    }


def test_a_made_set():
    """A small one; the whole is a proof."""
    figures = measured(made_set(101, 600, 2400))
    recall, precision = figures["all"]
    assert recall >= 0.95
    assert precision >= 0.99
    assert figures["sure"][1] == 1.0


def test_parcels_in_a_child():
    people = [person(1), person(2, cid="", lists=(2,))]
    parcels = [json.dumps(people)], [json.dumps(houses_of(people))]
    found = find_pairs_in_child(*parcels, None, Silent())
    assert [p.rule for p in found] == ["birth", "code"]
