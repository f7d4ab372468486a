"""The family leaflet once more, as HTML for the benchmark: the same words, lines and boxes."""

from html import escape
from pathlib import Path
from typing import Any

_STYLE = """
@font-face {{ font-family: Leaflet; src: url("{regular}") }}
@font-face {{ font-family: Leaflet; font-weight: bold; src: url("{bold}") }}
@page {{ size: 297mm 210mm; margin: 10mm }}
body {{ font: 9.5pt/1.4 Leaflet }}
.page {{ break-after: page; position: relative; height: 189mm }}
.panel {{ position: absolute; top: 0; width: 128mm; height: 189mm; overflow: hidden }}
.right {{ left: 149mm }}
h1 {{ font-size: 22pt; margin: 0 }} h2 {{ font-size: 12pt; margin: 2mm 0 1mm }}
p {{ margin: 0.5mm 0 }} .small {{ font-size: 7.5pt }}
.line {{ border-bottom: 0.4pt dotted black; min-height: 6.5mm }}
.box {{ display: inline-block; width: 4mm; height: 4mm; border: 0.4pt solid black }}
table {{ width: 100%; border-collapse: collapse }} td, th {{ border: 0.4pt solid black }}
img {{ position: absolute; top: 0; right: 0; width: 18mm }}
"""
_HELP = (
    "วิธีกรอก ทำเครื่องหมายถูกในช่องสี่เหลี่ยม ข้อความที่พิมพ์ไว้แล้วแต่ไม่ถูกต้อง ให้ขีดฆ่าแล้วเขียนที่ถูกต้องกำกับไว้ "
    "เรื่องใดไม่ทราบให้เลือก “ไม่ทราบ” หรือเว้นว่าง ไม่ต้องคาดเดา จำนวนเงินเป็นบาทเต็ม"
)
_NEEDS = (
    *("พิการ", "ป่วยติดเตียง", "ป่วยเรื้อรัง", "ช่วยเหลือตัวเองไม่ได้", "พ่อ/แม่เลี้ยงเดี่ยว", "เด็กยากจน"),
    *("เบี้ยยังชีพผู้สูงอายุ", "เบี้ยความพิการ", "เงินเด็กแรกเกิด", "บัตรสวัสดิการ"),
)


def document(leaflets: list[dict[str, Any]], fonts: Path) -> str:
    """Return the leaflets as one HTML document."""
    style = _STYLE.format(
        regular=(fonts / "Sarabun-Regular.ttf").as_uri(),
        bold=(fonts / "Sarabun-Bold.ttf").as_uri(),
    )
    pages = "".join(
        _page(_plan(one), _cover(one)) + _page(_members(one), _conditions(one)) for one in leaflets
    )
    return f"<!doctype html><html lang=th><meta charset=utf-8><style>{style}</style>{pages}</html>"


def _page(left: str, right: str) -> str:
    panels = f"<div class=panel>{left}</div><div class='panel right'>{right}</div>"
    return f"<div class=page>{panels}</div>"


def _lines(*labels: str) -> str:
    return "".join(f"<p class=line>{escape(label)}</p>" for label in labels)


def _boxes(*labels: str) -> str:
    return "".join(f"<span class=box></span> {escape(label)} " for label in labels)


def _cover(o: dict[str, Any]) -> str:
    return (
        f"<h1>แผ่นพับครอบครัว</h1><img src='{o['qr']}'><p>{escape(o['subtitle'])}</p>"
        f"<p>{escape(o['office'])}</p><p><b>{o['number']}</b></p><p><b>{escape(o['project'])}</b></p>"
        + "<h2>ครัวเรือน</h2>"
        + _lines(o["head"], *o["address"], o["house_code"], o["tel"], o["volunteer"])
        + "<h2>การเยี่ยมบ้าน</h2>"
        + _lines("วันที่เยี่ยม", "ผู้ให้ข้อมูล", "ทีมผู้เยี่ยม", "", "")
        + f"<p class=small>{_HELP}</p>"
    )


def _plan(o: dict[str, Any]) -> str:
    rows = "".join(
        f"<tr><td>{phase}<td>{_lines('', '', '')}<td>{_lines('', '', '')}<td>{_lines('', '', '')}"
        for phase in ("ระยะเร่งด่วน", "ระยะกลาง", "ระยะยาว")
    )
    return (
        f"<h2>7 ระดับความเปราะบาง</h2><p>{_boxes('3', '2', '1', '0')}</p>{_lines(o['reason'])}"
        f"<h2>8 แผนช่วยเหลือสามระยะ</h2><table>{rows}</table>"
        f"<p class=small>{_HELP * 3}</p><p class=small>{escape(o['source'])} {o['printed']}</p>"
    )


def _members(o: dict[str, Any]) -> str:
    head = "".join(f"<th class=small>{need}" for need in _NEEDS)
    rows = "".join(
        f"<tr><td>{number}<td>{escape(m['name'])} {m['cid']}<br>{m['age']} "
        f"{escape(m['relation'])} {escape(m['occupation'])}"
        + "".join(f"<td>{_boxes('')}" for _ in m["ticks"])
        for number, m in enumerate(o["members"], 1)
    )
    blank = "".join(
        f"<tr><td>{n}<td>{_lines('', '')}" + f"<td>{_boxes('')}" * len(_NEEDS)
        for n in range(len(o["members"]) + 1, 9)
    )
    return f"<h2>1 สมาชิกในครัวเรือน</h2><table><tr><th>ที่<th>ชื่อ{head}{rows}{blank}</table>"


def _conditions(o: dict[str, Any]) -> str:
    dimensions = "".join(
        f"<p>{escape(d['name'])} {_boxes('ผ่าน', 'ตก', 'ไม่ทราบ')}</p>" for d in o["dimensions"]
    )
    return (
        f"<h2>2 สภาพครัวเรือนห้ามิติ</h2><img src='{o['qr']}'>{dimensions}<h2>3 ที่อยู่อาศัย</h2>"
        f"<p>{_boxes('เป็นของตนเอง', 'ไม่มั่นคงถาวร', 'อยู่ที่ดินบุคคลอื่น', 'บ้านเช่า')}</p>"
        f"<h2>4 รายได้ รายจ่าย หนี้สิน</h2>{_lines('รายได้', 'รายจ่าย', 'หนี้สิน', o['income'])}"
        f"<h2>5 ปัญหาหลัก</h2>{_lines('', '', '')}<h2>6 ความต้องการ</h2>{_lines('', '')}"
        f"<p>{_boxes('เงิน', 'สิ่งของ', 'ฝึกอาชีพ', 'ซ่อมบ้าน', 'การรักษา', 'อื่น ๆ')}</p>"
    )
