"""The process that reads foreign files: results, limits, cancel, death."""

import os
import threading
import time

import pytest

from desktop.domain.errors import Place, UserError
from desktop.domain.progress import Cancelled, Silent
from desktop.importing import child
from desktop.importing.limits import allow_memory


def doubled(numbers, report):
    report.step(1, 2, "นับ")
    return [2 * number for number in numbers]


def put_by(kept, number, report):
    kept.setdefault("numbers", []).append(number)
    return list(kept["numbers"])


def refused_here(kept, report):
    raise UserError("ไม่ได้", "ลองใหม่")


def refused(report):
    raise UserError("ไม่ได้", "ลองใหม่", Place(file="ก.xlsx", row=3))


def aborted(report):
    report.at("ข.xlsx")
    os.abort()


def greedy(report):
    return len(bytearray(2 << 30))


def greedy_when_allowed(report):
    allow_memory(4000)
    return greedy(report)


def sleepy(report):
    time.sleep(60)


def clumsy(report):
    return int("1103700000001x")


class PanicException(BaseException):
    pass


def panicking(report):
    raise PanicException("index out of bounds")


def test_result_comes_back():
    assert child.run_child(doubled, [1, 2, 3], report=Silent()) == [2, 4, 6]


def test_what_was_put_by_stays_from_call_to_call_also_after_a_refusal():
    with child.Child() as one:
        assert one.call(put_by, 1, report=Silent()) == [1]
        with pytest.raises(UserError):
            one.call(refused_here, report=Silent())
        assert one.call(put_by, 2, report=Silent()) == [1, 2]


def test_a_child_that_nobody_called_can_be_closed_twice():
    one = child.Child()
    one.close()
    one.close()


def test_works_from_a_thread():
    found = []
    thread = threading.Thread(
        target=lambda: found.extend(child.run_child(doubled, [4], report=Silent()))
    )
    thread.start()
    thread.join()
    assert found == [8]


def test_user_error_crosses_intact():
    with pytest.raises(UserError) as caught:
        child.run_child(refused, report=Silent())
    error = caught.value
    assert (error.title, error.message) == ("ไม่ได้", "ลองใหม่")
    assert error.where == Place(file="ก.xlsx", row=3)


def test_abort_names_the_file():
    with pytest.raises(UserError) as caught:
        child.run_child(aborted, report=Silent())
    assert caught.value.where.file == "ข.xlsx"


@pytest.mark.parametrize("function", [greedy, panicking])
def test_over_the_limit_or_panicking(function):
    with pytest.raises(UserError, match="อ่านไฟล์ไม่สำเร็จ"):
        child.run_child(function, report=Silent(), memory_mb=800)


def test_memory_allowed_later():
    assert child.run_child(greedy_when_allowed, report=Silent(), memory_mb=800) == 2 << 30


def test_over_time():
    with pytest.raises(UserError, match="นานเกินกำหนด"):
        child.run_child(sleepy, report=Silent(), seconds=0.5)


def test_our_own_failure_tells_frames_but_no_values():
    with pytest.raises(child.ChildError) as caught:
        child.run_child(clumsy, report=Silent())
    assert "clumsy" in str(caught.value)
    assert "1103700000001" not in str(caught.value).replace('int("1103700000001x")', "")


def test_cancel_ends_the_child():
    class Impatient:
        steps = 0

        def step(self, done, total, what):
            self.steps += 1
            if self.steps > 3:
                raise Cancelled

    before = time.monotonic()
    with pytest.raises(Cancelled):
        child.run_child(sleepy, report=Impatient())
    # The child would sleep for a minute; that it is gone is what counts.
    assert time.monotonic() - before < 30


def test_progress_is_passed_on():
    class Listening:
        heard = ()

        def step(self, done, total, what):
            self.heard = (*self.heard, what)

    listening = Listening()
    child.run_child(doubled, [1], report=listening)
    assert listening.heard[0] == "กำลังเปิดไฟล์"
