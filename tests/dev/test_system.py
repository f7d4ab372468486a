import sys

import pytest

from dev import checks, system
from dev.system import Need


@pytest.fixture
def linux(monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")


def test_what_is_nowhere_is_missing():
    assert Need("libno-such-thing.so.7", "x").missing()
    assert Need("no-such-program", "x").missing()


def test_nothing_missing_asks_for_nothing(linux, monkeypatch):
    monkeypatch.setattr(Need, "missing", lambda _: False)
    monkeypatch.setattr(system, "install", pytest.fail)
    assert system.provide(system.CORE + system.X11)


def test_without_the_right_one_line_is_printed(linux, monkeypatch, capsys):
    monkeypatch.setattr(Need, "missing", lambda need: need.name == "libEGL.so.1")
    monkeypatch.setattr(system, "right_to_install", lambda: None)
    assert not system.provide(system.CORE)
    line = capsys.readouterr().out.splitlines()[-1]
    assert line == "  sudo apt-get install -y --no-install-recommends libegl1"


def test_stale_package_lists_are_renewed_once(linux, monkeypatch):
    calls = []

    def apt(right, command, tell=False):
        calls.append(command[1])
        return len(calls) > 1

    monkeypatch.setattr(system, "right_to_install", list)
    monkeypatch.setattr(system, "apt", apt)
    assert system.install(["libegl1"])
    assert calls == ["install", "update", "install"]


def test_other_systems_need_nothing(monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    assert system.has_display()
    assert system.provide([Need("no-such-program", "x")])


@pytest.mark.parametrize("name", ["DISPLAY", "WAYLAND_DISPLAY"])
def test_display_is_seen(linux, monkeypatch, name):
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert not system.has_display()
    monkeypatch.setenv(name, ":0")
    assert system.has_display()


@pytest.mark.parametrize(
    ("words", "chosen"), [(["-n", "0"], True), (["-k", "n"], False), (["tests/thai"], False)]
)
def test_workers_are_chosen_once(words, chosen):
    assert checks.chooses_workers(words) is chosen
