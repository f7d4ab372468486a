"""Submissions as XML: what ODK Collect keeps on the phone, and Central and KoBo hand out."""

from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from desktop.domain.submissions import Sent, instance_of

_DEEPEST = 30
_UNREADABLE = "อ่านไฟล์ XML ไม่ได้ อาจคัดลอกมาไม่ครบ กรุณาส่งออกหรือคัดลอกใหม่"
_HOSTILE = "ไฟล์ XML มีคำสั่งที่ไม่ควรมี โปรแกรมไม่อ่านเพื่อความปลอดภัย"
_NO_ANSWERS = "เป็นไฟล์แบบฟอร์มเปล่า ไม่ใช่ชุดคำตอบ"
_NO_INSTANCE = "ไม่มีรหัสชุดคำตอบ (instanceID) จึงบอกไม่ได้ว่าเคยนำเข้าแล้วหรือไม่"


def read_instance(file: str, name: str, data: bytes) -> Sent:
    """Return the submission of one XML document; what can't be read has a `fault`.

    Every element below the root gets its number among its namesakes: `members[2]/age[1]`.
    """
    try:
        root = fromstring(data, forbid_dtd=True)
    except DefusedXmlException:
        return Sent(file, name, fault=_HOSTILE)
    except (ParseError, ValueError, LookupError):
        return Sent(file, name, fault=_UNREADABLE)
    if root.tag.endswith("}html"):
        return Sent(file, name, fault=_NO_ANSWERS)
    fields = tuple(_leaves(root))
    meta = {path.rpartition("/")[2]: text for path, text in fields if path.startswith("meta[")}
    instance = instance_of(meta.get("instanceID[1]", "") or root.get("instanceID", ""))
    return Sent(
        file=file,
        sheet=name,
        instance=instance,
        replaces=instance_of(meta.get("deprecatedID[1]", "")),
        form=root.get("id", ""),
        version=root.get("version", ""),
        fields=tuple(one for one in fields if not one[0].startswith("meta[")),
        fault="" if instance else _NO_INSTANCE,
    )


def _leaves(root: Element) -> Iterator[tuple[str, str]]:
    """Yield the paths and texts of elements that hold no others; deeper ones hold no answers."""
    waiting = [("", root, 0)]
    while waiting:
        path, element, depth = waiting.pop()
        if not len(element):
            if path:
                yield path, (element.text or "").strip()
            continue
        seen: Counter[str] = Counter()
        below = []
        for child in element if depth < _DEEPEST else ():
            name = str(child.tag).rpartition("}")[2]
            seen[name] += 1
            step = f"{name}[{seen[name]}]"
            below.append((f"{path}/{step}" if path else step, child, depth + 1))
        waiting += reversed(below)
