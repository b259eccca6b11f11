"""调整申请 as each person sees it: from the plan's page to its new version, and what the office reads meanwhile."""

import pytest

from plans.actions.models import Adjustment
from plans.actions.operations import adjustment_review
from tests.plans.adjusted import STANDARD, WHY, Adjusting, read, typed
from tests.plans.world import moved_to
from tests.test_addresses import signed_in

pytestmark = pytest.mark.django_db


def test_pages_lead_from_the_plan_to_the_new_version():
    moves = moved_to("executing")
    d = moves.d
    liaison, head, clerk = signed_in(d.liaison), signed_in(d.head), signed_in(d.clerk)
    assert "申请调整" in liaison.get(f"/plans/{moves.plan.pk}/").content.decode()
    assert "申请调整" not in head.get(f"/plans/{moves.plan.pk}/").content.decode()
    assert liaison.post(f"/plans/{moves.plan.pk}/adjust/").status_code == 302
    it = Adjustment.objects.get()
    at = f"/adjustments/{it.pk}/"
    assert signed_in(d.other_liaison).get(at).status_code == 404 and clerk.get(at).status_code == 404
    line = it.draft["tasks"][0]["line"]
    assert "样例任务1" in liaison.get(at + "edit/").content.decode()
    page = liaison.get(at + f"tasks/{line}/")
    values = typed(it.draft["tasks"][0]) | {"standard": STANDARD, "seen": page.context["seen"]}
    assert liaison.post(at + f"tasks/{line}/", values | {"due": "1999-01-01"}).status_code == 422
    assert liaison.post(at + f"tasks/{line}/", values).status_code == 302
    page = liaison.get(at + "edit/")
    texts = {
        "reason": WHY,
        "seen": page.context["seen"],
        "meeting_name": "党组会",
        "meeting_on": moves.plan.meeting_on,
    }
    texts |= {"group-0-name": "样例局长", "group-0-role": "leader", "group-0-post": "党组书记、局长"}
    texts |= {"group-0-line": it.draft["group"][0]["line"]}
    assert liaison.post(at + "edit/", texts | {"reason": ""}).status_code == 422
    assert liaison.post(at + "edit/", texts).status_code == 302
    other = it.draft["tasks"][1]["line"]
    assert liaison.post(at + f"tasks/{other}/take-out/").status_code == 302
    assert "恢复原样" in liaison.get(at + "edit/").content.decode()
    assert liaison.post(at + f"tasks/{other}/put-back/").status_code == 302
    page = liaison.get(at).content.decode()
    assert "现行（第1版）" in page and "<ins>" in page and "样例任务1" in page
    assert liaison.post(at + "submit/").status_code == 302
    assert "决定是否同意报送" in head.get(at).content.decode()
    assert head.post(at + "agree/", {"words": "同意"}).status_code == 302
    assert WHY in clerk.get(at).content.decode()
    assert clerk.post(at + "receive/").status_code == 302
    assert clerk.post(at + "pass-on/", {"words": ""}).status_code == 422
    assert clerk.post(at + "pass-on/", {"words": "建议同意"}).status_code == 302
    walk = Adjusting.__new__(Adjusting)
    walk.moves, walk.d, walk.pk = moves, d, it.pk
    walk.vote()
    page = liaison.get(at).content.decode()
    assert "方案有了新版本" in page and "调整后（第2版）" in page
    page = clerk.get(f"/plans/{moves.plan.pk}/changes/?from=1&to=2").content.decode()
    assert STANDARD in page and "完成标准" in page
    assert clerk.get(f"/plans/{moves.plan.pk}/versions/1/").status_code == 200


def test_office_reads_what_was_handed_in_while_the_unit_writes_on():
    walk = Adjusting().to("receive")
    adjustment_review.return_adjustment(walk.it, by=walk.d.clerk, reason="请写明依据")
    walk.task(walk.lines[0], standard="还在改的标准")
    page = read(signed_in(walk.d.clerk).get(f"/adjustments/{walk.pk}/"))
    assert STANDARD in page and "还在改的标准" not in page
    assert "还在改的标准" in read(signed_in(walk.d.liaison).get(f"/adjustments/{walk.pk}/"))
