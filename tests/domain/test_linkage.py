"""The exact rules: what joins by itself, and what never does."""

import pytest

from desktop.domain.linkage import (
    RULES,
    FoundPair,
    HouseholdFacts,
    Kind,
    PersonFacts,
    birth_years,
    plain_names,
    rule_of,
    same_house,
    same_members,
    sex_of,
    unambiguous,
)

CID, OTHER_CID = "1101700203450", "3100600123450"


def person(number=1, **changes):
    values = {
        "id": number,
        "household": number,
        "prefix": "นาย",
        "first": "สมมุติ",
        "last": "ตัวอย่าง",
        "sex": "m",
        "year": 1950,
        "month": 5,
        "day": 2,
        "tambon": "130201",
        "moo": "4",
        "address_no": "1/2",
        "lists": (number,),
    }
    return PersonFacts(**(values | changes))


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({}, "birth"),
        ({"month": 0, "day": 0}, "year"),
        ({"prefix": "", "sex": "", "first": "นายสมมุติ"}, "birth"),
        ({"moo": "04", "address_no": "๑/๒"}, "birth"),
        ({"last": "ตัวอย่ าง"}, "birth"),
        ({"address_no": "1/3"}, ""),
        ({"tambon": "1302"}, ""),
        ({"last": "อื่น"}, ""),
        ({"first": "สมมุติ์"}, ""),
        ({"day": 3}, ""),
        ({"year": 1951}, ""),
        ({"year": 0, "month": 0, "day": 0}, ""),
        ({"sex": "f"}, ""),
        ({"sex": "", "prefix": "นาง"}, ""),
        ({"lists": (7, 1)}, ""),
        ({"last": "", "first": "สมมุติ"}, ""),
    ],
)
def test_without_ids(changes, rule):
    assert rule_of(person(), person(2, **changes)) == rule
    assert rule_of(person(2, **changes), person()) == rule


@pytest.mark.parametrize(
    ("one", "other", "rule"),
    [
        ({"cid": CID}, {"cid": CID}, "cid"),
        ({"cid": CID}, {"cid": CID, "last": "ใหม่", "day": 9}, "cid"),
        ({"cid": CID}, {"cid": CID, "last": "ใหม่", "first": "อื่น"}, ""),
        ({"cid": CID}, {"cid": CID, "year": 1980}, ""),
        ({"cid": CID}, {"cid": CID, "address_no": "9"}, ""),
        ({"cid": CID}, {"cid": OTHER_CID}, ""),
        ({"cid": CID}, {"cid": ""}, "birth"),
        ({"cid": CID}, {"cid": "1101700203455"}, "birth"),
    ],
)
def test_with_ids(one, other, rule):
    assert rule_of(person(**one), person(2, **other)) == rule


def test_new_years_day_is_no_birthday():
    born = {"month": 1, "day": 1}
    assert rule_of(person(**born), person(2, **born)) == "year"


def test_same_house_by_code_or_address():
    code = "13020000001"
    assert same_house(person(house_code=code), person(2, house_code=code, moo="9")) == "code"
    assert same_house(person(house_code=code), person(2)) == "address"
    assert same_house(person(house_code=code), person(2, house_code="13020000002")) == ""
    assert same_house(HouseholdFacts(1), HouseholdFacts(2)) == ""


def test_members_are_matched_one_to_one():
    twice = [person(2), person(3)]
    assert same_members([person(1)], twice) == []
    assert same_members([person(1), person(4, first="อีกคน")], twice[:1]) == [(1, 2)]


def test_pairs_that_contradict_each_other_are_not_sure():
    def pair(first, second):
        return FoundPair(Kind.PERSON, first, second, 1000, "birth", ())

    assert unambiguous([pair(1, 2)]) == {(1, 2)}
    assert unambiguous([pair(1, 2), pair(1, 3)]) == set()
    assert unambiguous([pair(1, 2), pair(1, 3), pair(2, 3)]) == {(1, 2), (1, 3), (2, 3)}


def test_facts_in_words_of_others():
    assert sex_of(person(sex="", prefix="ว่าที่ร้อยตรีหญิง")) == "f"
    assert plain_names(person(first="นาง ฟ้า", prefix="")) == ("ฟ้า", "ตัวอย่าง")
    assert plain_names(person(first="นายิกา", prefix="นางสาว"))[0] == "นายิกา"
    unborn = {"year": 0, "month": 0, "day": 0}
    assert birth_years(person(**unborn, age=60, as_of=2021)) == (1960, 1961)
    assert birth_years(person(**(unborn | {"prefix": "เด็กชาย"}), as_of=2021)) == (2005, 2021)
    assert birth_years(person(**unborn)) == (0, 9999)


def test_each_rule_says_what_it_is():
    assert len({rule.key for rule in RULES}) == len(RULES)
    assert {rule.kind for rule in RULES} == set(Kind)
