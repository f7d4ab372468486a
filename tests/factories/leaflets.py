"""Leaflet contents with valid defaults. Nobody here exists."""

from desktop.domain.leaflet import LeafletContent, LeafletMember, LeafletPlanItem
from desktop.domain.vocabulary import Answered, Dimension, Need, Phase, Right

PROJECT = "โครงการบูรณาการเพื่อพัฒนาคุณภาพชีวิตกลุ่มเปราะบางรายครัวเรือนจังหวัดปทุมธานี (พ.ศ. 2565 - 2568)"
OFFICE = "สำนักงานพัฒนาสังคมและความมั่นคงของมนุษย์จังหวัดปทุมธานี"
UID = "MFRGGZDFMZTWQ2LK"


def leaflet_member(**changes):
    """Return a member of the demo household."""
    values = {
        "name": "นางสมหญิง ใจดีสู้เสือ",
        "cid_masked": "3-1302-xxxxx-12-3",
        "age": "67",
        "relation": "ผู้แทนครัวเรือน",
        "occupation": "รับจ้างทั่วไป",
        "income_month": "3,500",
        "needs": frozenset({Need.CHRONIC}),
        "rights": frozenset({Right.ELDER_ALLOWANCE, Right.WELFARE_CARD}),
    }
    return LeafletMember(**(values | changes))


def family():
    """Return three members with several kinds of need."""
    return (
        leaflet_member(),
        leaflet_member(
            name="นายฟื้น ใจดีสู้เสือ",
            age="41",
            relation="บุตร",
            occupation="ไม่ได้ประกอบอาชีพ",
            income_month="",
            needs=frozenset({Need.DISABLED, Need.BEDRIDDEN, Need.DEPENDENT}),
            rights=frozenset({Right.DISABILITY_ALLOWANCE}),
        ),
        leaflet_member(
            name="เด็กหญิงน้ำผึ้ง ใจดีสู้เสือ",
            age="8",
            relation="หลาน",
            occupation="นักเรียน",
            income_month="",
            needs=frozenset({Need.POOR_CHILD}),
            rights=frozenset(),
        ),
    )


def plan():
    """Return one item of each phase."""
    return (
        LeafletPlanItem(Phase.URGENT, "มอบถุงยังชีพและผ้าอ้อมผู้ใหญ่", "พมจ.ปทุมธานี", "15 พ.ย. 2564"),
        LeafletPlanItem(Phase.MEDIUM, "ฝึกอาชีพเย็บผ้าที่บ้าน", "ศูนย์เรียนรู้ฯ", "มี.ค. 2565"),
        LeafletPlanItem(Phase.LONG, "ซ่อมแซมบ้านให้มั่นคงปลอดภัย", "พอช.", "ก.ย. 2565"),
    )


def leaflet(**changes):
    """Return the content of a typical household's leaflet."""
    values = {
        "uid": UID,
        "project": PROJECT,
        "office": OFFICE,
        "fiscal_year": 2565,
        "number": "1302-00417",
        "head": "นางสมหญิง ใจดีสู้เสือ",
        "address_lines": (
            "12/3 หมู่ที่ 4 บ้านคลองสอง ซอยวัดกู้ ถนนเลียบคลองสอง",
            "ตำบลคลองสอง อำเภอคลองหลวง",
            "จังหวัดปทุมธานี 12120",
        ),
        "house_code": "1302-012345-6",
        "tel": "08x-xxx-1234",
        "volunteer": "นายวิชัย มุ่งมั่น",
        "members": family(),
        "dimensions": {
            Dimension.HEALTH: Answered.YES,
            Dimension.LIVING: Answered.YES,
            Dimension.EDUCATION: Answered.NO,
            Dimension.INCOME: Answered.YES,
            Dimension.ACCESS: Answered.UNKNOWN,
        },
        "housing_problem": Answered.YES,
        "income_year": "14,000 บาทต่อคนต่อปี",
        "level_text": "ระดับ 3",
        "level_reason": "รายได้ไม่เกิน 100,000 บาทต่อคนต่อปี มีปัญหาที่อยู่อาศัย และมีผู้พึ่งพิง 3 คน",
        "data_source": "TPMAP ณ มกราคม 2564",
        "printed_on": "4 ต.ค. 2564",
        "answers": {
            "housing.tenure": "2",
            "income.month": "3,500",
            "expense.month": "6,200",
            "debt.total": "45,000",
            "problem.main": "บุตรชายป่วยติดเตียง ไม่มีคนดูแลในเวลากลางวัน หลังคาบ้านรั่วทั้งหลัง",
            "need.main": "เตียงผู้ป่วย ผ้าอ้อมผู้ใหญ่ และช่างซ่อมหลังคา",
            "need.help": "2 4 5",
        },
        "plan": plan(),
    }
    return LeafletContent(**(values | changes))


def empty_leaflet():
    """Return the content of a household of which nothing is known."""
    nothing = ("project", "office", "number", "head", "house_code", "tel", "volunteer")
    texts = ("income_year", "level_text", "level_reason", "data_source", "printed_on")
    return leaflet(
        **dict.fromkeys((*nothing, *texts), ""),
        address_lines=(),
        members=(),
        dimensions={},
        housing_problem=Answered.UNKNOWN,
        answers={},
        plan=(),
    )
