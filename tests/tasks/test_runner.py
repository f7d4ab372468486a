"""The one worker: order, cancelling, errors, and widgets that are gone."""

import threading

import pytest
from PySide6.QtCore import QObject, QThread
from shiboken6 import delete

from desktop.domain.changes import Changes
from desktop.domain.errors import UserError
from desktop.domain.progress import Cancelled
from desktop.tasks.bridge import Bridge
from desktop.tasks.hub import Hub
from desktop.tasks.runner import TaskRunner, describe


@pytest.fixture
def runner(qtbot):
    made = TaskRunner()
    yield made
    made.shutdown()


def test_three_hundred_jobs_end_in_order_on_the_windows_thread(runner, qtbot):
    ended, threads = [], set()
    window = QThread.currentThread()
    for number in range(300):
        handle = runner.start(lambda _r, n=number: n)
        handle.succeeded.connect(ended.append)
        handle.finished.connect(lambda: threads.add(QThread.currentThread() is window))
    qtbot.waitUntil(lambda: not runner.busy())
    assert ended == list(range(300))
    assert threads == {True}


def test_jobs_never_run_side_by_side(runner, qtbot):
    inside, most = [0], [0]

    def job(_report):
        inside[0] += 1
        most[0] = max(most[0], inside[0])
        inside[0] -= 1

    for _ in range(50):
        runner.start(job)
    qtbot.waitUntil(lambda: not runner.busy())
    assert most == [1]


def test_cancelling_stops_at_the_next_step_and_rolls_back(runner, qtbot):
    written, begun = [], threading.Event()

    def job(report):
        kept = []
        begun.set()
        while True:
            kept.append(1)
            report.step(len(kept), 0, "เขียน")
        written.extend(kept)

    handle = runner.start(job)
    begun.wait(5)
    with qtbot.waitSignals([handle.cancelled, handle.finished]):
        handle.cancel()
    assert written == []


def test_a_waiting_job_that_is_cancelled_never_starts(runner, qtbot):
    go, ran = threading.Event(), []
    runner.start(lambda _r: go.wait(5))
    second = runner.start(lambda _r: ran.append(1))
    second.cancel()
    with qtbot.waitSignal(second.cancelled):
        go.set()
    assert ran == []


def test_a_users_error_arrives_as_it_is(runner, qtbot):
    def job(_report):
        raise UserError("เปิดไฟล์ไม่ได้", "เลือกไฟล์อื่น")

    handle = runner.start(job)
    with qtbot.waitSignal(handle.failed) as failed:
        pass
    assert failed.args[0].title == "เปิดไฟล์ไม่ได้"


def test_a_fault_is_logged_without_its_text(runner, qtbot, caplog, expect_log):
    expect_log("ValueError at job:")

    def job(_report):
        raise ValueError("1101700230708")

    handle = runner.start(job)
    with qtbot.waitSignal(handle.failed):
        pass
    assert "ValueError at job:" in caplog.text
    assert "1101700230708" not in caplog.text


def test_a_job_whose_owner_is_gone_is_cancelled(runner, qtbot):
    go = threading.Event()
    owner = QObject()

    def job(report):
        go.wait(5)
        report.step(1, 1, "ต่อ")

    handle = runner.start(job, owner=owner)
    delete(owner)
    with qtbot.waitSignal(handle.cancelled):
        go.set()


def test_closing_in_mid_run_waits_for_the_roll_back(qtbot):
    ended = []
    for _ in range(20):
        runner, begun = TaskRunner(), threading.Event()

        def job(report, begun=begun):
            begun.set()
            try:
                while True:
                    report.step(0, 0, "ทำงาน")
            except Cancelled:
                ended.append(1)
                raise

        runner.start(job)
        runner.start(job)
        begun.wait(5)
        runner.shutdown()
        delete(runner)
    assert len(ended) == 20


def test_closing_finishes_saves_and_begins_nothing_else(qtbot):
    runner, done = TaskRunner(), []
    runner.start(lambda _r: runner._closed.wait(5))
    runner.start(lambda _r: done.append("save"), keep=True)
    runner.start(lambda _r: done.append("search"))
    runner.shutdown()
    assert done == ["save"]
    delete(runner)


def test_progress_is_told_seldom_but_every_new_task_is(qtbot):
    told = []
    bridge = Bridge(lambda *step: told.append(step), threading.Event())
    for number in range(10_000):
        bridge.step(number, 20_000, "อ่าน")
    for number in range(10_000, 20_000):
        bridge.step(number, 20_000, "เขียน")
    assert told[0] == (0, 20_000, "อ่าน")
    assert (10_000, 20_000, "เขียน") in told
    assert len(told) < 2_000


def test_progress_reaches_the_handle(runner, qtbot):
    handle = runner.start(lambda report: report.step(3, 10, "อ่าน"))
    with qtbot.waitSignal(handle.progressed) as step:
        pass
    assert step.args == [3, 10, "อ่าน"]


def test_a_fault_is_described_by_place_and_kind_only():
    with pytest.raises(KeyError) as caught:
        _ = {}["นางสมหญิง"]
    assert describe(caught.value).startswith("KeyError at test_a_fault")
    assert "สมหญิง" not in describe(caught.value)


def test_the_hub_passes_changes_on(qtbot):
    hub = Hub()
    with qtbot.waitSignal(hub.changed) as told:
        hub.tell(Changes(label="มอบหมาย"))
    assert told.args[0].label == "มอบหมาย"
