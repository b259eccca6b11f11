"""Nothing stands alone: the signature keeps something of its paper above it, the receipt is cut off below the seal."""

import pytest

from documents.printing import printed

from . import reading
from .meeting_samples import SAMPLES as MEETING
from .plan_samples import approval_sheet
from .samples import order, sheet


def pages_of(kind: str, facts) -> list[str]:
    return reading.pages(printed(kind=kind, facts=facts.to_json(), draft=False))


@pytest.mark.parametrize("n", range(3, 9))
def test_the_result_stands_above_the_signature_of_the_approval_form(n):
    last = pages_of("approval_form", approval_sheet(n=n))[-1]
    assert "审批结果" in last and "校验短码" in last


@pytest.mark.parametrize("lines", [1, 3, 6, 9, 12, 15])
def test_seal_and_receipt_of_an_order_stand_on_one_page_below_who_signed_it(lines):
    pages = pages_of("supervision_order", order(lines=lines))
    last = pages[-1]
    assert "回执联" in last and "校验短码" in last and "签发人" in last and "要求" in last
    assert len(pages) <= 3 and sum("回执联" in page for page in pages) == 1


@pytest.mark.parametrize("lines", [1, 3])
@pytest.mark.parametrize("unit", ["甲局", "某" * 20])
def test_an_order_of_a_few_matters_is_one_sheet(lines, unit):
    assert len(pages_of("supervision_order", order(lines=lines, unit=unit))) == 1


@pytest.mark.parametrize("tasks", [1, 2, 3, 4])
def test_a_task_stands_above_the_signatures_of_its_sheet(tasks):
    last = pages_of("task_sheet", sheet(tasks=tasks))[-1]
    assert f"任务3.{tasks}" in last and "责任人签字" in last


def test_an_opinion_stands_above_the_signature_of_the_consultation_table():
    last = pages_of("consultation_table", MEETING["consultation_table"]())[-1]
    assert "校验短码" in last and "单位" in last.replace("示范区机关工作党委", "")
