"""Codes that are drawn can be read."""

import io

import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.printing import qr
from desktop.printing.pdf.sheets import Sheets
from desktop.printing.qr import qr_code
from tests.printing.conftest import Paper


@given(uid=st.uuids())
@settings(max_examples=25)
def test_any_id_is_read_back_at_the_size_of_the_inner_page(uid):
    target = io.BytesIO()
    canvas = Sheets(target, "", (80, 80))
    qr_code(f"OH1:{uid.hex}").draw(canvas, 17, 17, 45)
    canvas.save()
    paper = Paper(target.getvalue())
    (code,) = zxingcpp.read_barcodes(paper.picture(0, dpi=200))
    paper.pdf.close()
    assert code.text == f"OH1:{uid.hex}"


def test_codes_made_from_the_table_are_those_of_the_encoder():
    texts = [f"OH1:{n * 7919:013d}ABCLZ$%{n % 45:02d}" for n in range(400)]
    fresh = [qr._made(text) for text in texts]
    assert [qr.qr_code(text) for text in texts] == fresh
    assert qr._codes(len(texts[0])).turned, "the table was at work"
