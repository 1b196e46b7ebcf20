from __future__ import annotations

import os
import subprocess
import sys
import time
from itertools import repeat

import pytest
from django.test import Client
from django.urls import get_resolver

from bench.measuring import Figures, measure
from bench.pages import PAGES
from bench.processes import Meter, children_of, cpu_seconds
from bench.report import Report
from bench.visitor import Answer, Unexpected, Visitor, fields_of
from bench.worlds import Loaded

FORM = """
<form><input type="hidden" name="id" value="7"><input name="note" value="Kettle on">
<input type="radio" name="how" value="phone"><input type="radio" name="how" value="seen" checked>
<input type="checkbox" name="alone" value="yes"><textarea name="more"></textarea>
<select name="where"><option value="home">Home</option><option value="cafe" selected>Café</option>
</select><input type="search" name="q" value="x"><button name="go" value="1">Save</button></form>
"""


def figures(cpu: float, p95_with_eight: float = 100) -> Figures:
    return Figures(cpu=cpu, yardstick=1, p50=10, p95=20, p95_with_eight=p95_with_eight)


def test_a_form_sends_what_stands_in_it() -> None:
    assert fields_of(FORM) == {
        "id": "7",
        "note": "Kettle on",
        "how": "seen",
        "more": "",
        "where": "cafe",
    }


def test_the_limits_are_those_that_were_promised() -> None:
    assert [page.limit for page in PAGES] == [8, 15, 12, 25, 15, 40, 12]


def test_a_meter_sees_the_work_of_a_process_and_not_its_sleep() -> None:
    meter = Meter(lambda: [os.getpid()])
    time.sleep(0.2)
    assert meter.seconds() < 0.15
    until = time.process_time() + 0.3
    while time.process_time() < until:
        pass
    assert 0.2 < meter.seconds() < 1


def test_a_process_that_is_gone_used_nothing() -> None:
    assert cpu_seconds(2**22 + 1) == 0
    assert children_of(2**22 + 1) == []


def test_a_figure_within_its_limits_is_ok(capsys: pytest.CaptureFixture[str]) -> None:
    report = Report()
    report.world({PAGES[0]: figures(cpu=8)})
    assert report.end(1) == 0
    assert "ok " in capsys.readouterr().out


@pytest.mark.parametrize(
    "found",
    [figures(cpu=8.2), figures(cpu=1, p95_with_eight=201), "there is no such page yet"],
)
def test_a_figure_beyond_a_limit_is_short(
    found: Figures | str, capsys: pytest.CaptureFixture[str]
) -> None:
    report = Report()
    report.world({PAGES[0]: found})
    assert report.end(1) == 1
    assert "SHORT" in capsys.readouterr().out


def test_a_page_may_cost_little_more_in_the_large_world() -> None:
    report = Report()
    report.growth({PAGES[0]: 1.29, PAGES[1]: 1.31, PAGES[2]: "answered 500"})
    assert report.short == 2


def test_being_safe_may_cost_a_fifth_of_a_page() -> None:
    report = Report()
    report.cost({PAGES[0]: 0.2, PAGES[1]: 0.21, PAGES[2]: "answered 500"})
    assert report.short == 2


def test_what_is_measured_without_the_log_has_no_page_that_logs() -> None:
    asked = (
        "import bench.without.wsgi, sys, types\n"
        "from django.urls import get_resolver; get_resolver().url_patterns\n"
        "print({m.log_opening.__module__ for m in list(sys.modules.values())"
        " if isinstance(m, types.ModuleType) and 'log_opening' in vars(m)})"
    )
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "bench.without.settings"}
    ran = subprocess.run(
        [sys.executable, "-c", asked], env=environment, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "{'bench.without.wsgi'}"


def test_the_load_has_a_limit() -> None:
    report = Report()
    report.loaded(Loaded(rows=30_000, seconds=1, cpu_seconds=1))
    assert report.short == 0
    report.loaded(Loaded(rows=30_000, seconds=2, cpu_seconds=2))
    assert report.short == 1


def test_a_page_that_breaks_is_not_a_fast_page() -> None:
    with pytest.raises(Unexpected):
        measure(lambda _: Answer(500, b""), Visitor(1), list, seconds=0.01, yardstick=lambda: 1.0)


def test_times_are_taken_alone_and_with_eight_and_beside_the_yardstick() -> None:
    answers = repeat(Answer(200, b""))
    costs = iter([1.0, 2.0, 3.0, 4.0, 5.0])
    found = measure(
        lambda _: next(answers), Visitor(1), list, seconds=0.01, yardstick=lambda: next(costs)
    )
    assert found.p50 <= found.p95
    assert found.cpu == 0
    assert found.yardstick == 3


@pytest.mark.django_db
def test_the_program_knows_nothing_of_the_yardstick(client: Client) -> None:
    assert client.get("/yardstick/").status_code == 404
    assert not [each for each in get_resolver().reverse_dict if "yardstick" in str(each)]
