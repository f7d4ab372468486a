"""Codes that are drawn can be read."""

import io

import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

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
