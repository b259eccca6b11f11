"""Papers asked for, waited for, looked at; many as one job."""

import io
import json
import os
import re
import zipfile

import django
import pypdf

from documents.papers import PAPERS
from documents.printing import printed
from tests.documents import plan_samples
from tests.documents.ledger_samples import inspection, leaders
from tests.documents.samples import RARE, SAMPLES, acceptance, order, sheet

from ._day import CLERK, LIAISON, Day
from ._sheets import CHARACTERS, LINES, PITCH, TOLERANCE, code_on, look_at, measured_grid

CLOSED = 4
WAIT = 600  # seconds; a busy machine is no failure
# One line a kind: the newest paper of each kind that is ready, with what is kept of it.
NEWEST = """
import json
from documents.models import Document
found = {}
for each in Document.objects.filter(state__in=["ready", "signed"]).order_by("id"):
    found[each.kind] = {"pk": each.pk, "code": each.code, "facts": each.facts, "digest": each.file_id,
                        "signed": bool(each.signature)}
print(json.dumps(found))
"""
WAITING = f"""
import time
from documents.models import Document
for _second in range({WAIT}):
    if not Document.objects.filter(state="rendering").exists():
        break
    time.sleep(1)
print(Document.objects.filter(state="rendering").count(), Document.objects.filter(state="failed").count())
"""


class Papers(Day):
    """The day of the tour of papers: the closed items, the newest paper of each kind, what was issued anew, the package."""

    def __init__(self, tour):
        super().__init__(tour)
        self.items: list[str] = []
        self.papers: dict[str, dict] = {}
        self.reissued = self.package_digest = ""


def measure(day: Papers) -> None:
    lines, characters, pitches = measured_grid()
    assert (lines, characters) == (LINES, {CHARACTERS}), (lines, characters)
    assert all(abs(pitch - PITCH) <= TOLERANCE for pitch in pitches), pitches


def ask_for_papers(day: Papers) -> None:
    with day.as_(LIAISON) as me:
        plan = running_plan(me)
        me.go(f"{plan}papers/")
        for label in ("任务书", "时间表", "作战图"):
            me.page.get_by_label(label, exact=True).check()
        me.shoot("plan-papers")
        me.press("确认打印任务书、时间表、作战图")
        me.see("正在生成")
    with day.as_(CLERK) as me:
        me.go(f"{plan}papers/")
        me.miss("验收合格证书")
        me.confirm("打印审批表")
    settled(day)
    with day.as_(LIAISON) as me:
        me.go(plan)
        me.see("作战图")
        me.shoot("plan-with-papers")


def running_plan(me) -> str:
    """The address of a plan of the unit that is being carried out."""
    me.go("/mine/?status=executing")
    links = me.page.locator('a[href^="/plans/"]').evaluate_all("all => all.map(a => a.getAttribute('href'))")
    for link in links:
        if re.fullmatch(r"/plans/\d+/", link):
            me.go(link)
            if me.page.get_by_role("link", name="打印其他文书").count():
                return link
    raise AssertionError(f"no running plan among {links}")


def settled(day: Papers) -> None:
    """Wait until the worker has printed everything."""
    rendering, failed = day.tour.stack.manage("shell", "-v0", "-c", WAITING).split()[-2:]
    assert (rendering, failed) == ("0", "0"), f"{rendering} papers wait, {failed} failed"


def print_many(day: Papers) -> None:
    made = day.tour.stack.manage("shell", "-v0", "-c", f"from tours import _closed; _closed.make({CLOSED})")
    day.items = [line for line in made.split() if line.isdigit()]
    assert len(day.items) == CLOSED, made
    with day.as_(CLERK) as me:
        me.go("/items/")
        me.page.locator("summary", has_text="导出和打印").click()
        me.press("批量打印销号文书（当前列表）")
        me.see("项有销号文书")
        me.page.get_by_label("整改销号申请审批表").check()
        me.shoot("print-many")
        merged = _job(me, "merged")
        _check_merged(day, merged)
        me.go(f"/items/?q={_number(day)}")
        me.page.locator("[data-tick]").first.check()
        me.press("打印所选的销号文书")
        me.page.get_by_label("压缩包", exact=False).check()
        zipped = _job(me, "zip")
    with zipfile.ZipFile(io.BytesIO(zipped)) as archive:
        names = archive.namelist()
        assert len(names) == 2 and names[-1] == "清单.txt", names


def _job(me, name: str) -> bytes:
    me.press("开始生成")
    me.page.get_by_role("button", name="下载").wait_for(timeout=WAIT * 1000)
    me.shoot(f"print-job-{name}")
    with me.page.expect_download() as download:
        me.page.get_by_role("button", name="下载").click()
    return open(download.value.path(), "rb").read()


def _check_merged(day: Papers, pdf: bytes) -> None:
    (day.tour.out / "merged.pdf").write_bytes(pdf)
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    bookmarks = [each.title for each in reader.outline if not isinstance(each, list)]
    assert len([each for each in bookmarks if "整改销号确认单" in each]) >= CLOSED, bookmarks
    assert len(reader.pages) >= 2 * CLOSED


def _number(day: Papers) -> str:
    told = "from plans.rectifications.models import Item; print(Item.objects.get(pk={}).number)"
    return day.tour.stack.manage("shell", "-v0", "-c", told.format(day.items[0])).split()[-1]


def look_at_each(day: Papers) -> None:
    settled(day)
    newest = json.loads(day.tour.stack.manage("shell", "-v0", "-c", NEWEST).strip().splitlines()[-1])
    kinds = {"acceptance_opinion", "review_opinion", "signing_slip", "task_sheet", "timetable", "battle_map"}
    kinds |= {"approval_form", "closing_confirmation", "closing_approval", "assessment_notice"}
    assert kinds <= set(newest), kinds - set(newest)
    day.papers = newest
    for kind, kept in newest.items():
        pdf = stored(day, kept["digest"]).read_bytes()
        look_at(day, kind, pdf, record=kept["facts"], signed=kept["signed"])
        assert kept["signed"], f"{kind} is not signed"
        assert code_on(pdf) == kept["facts"]["verify_url"], kind
    print(f"        {len(newest)} kinds, their pages as pictures in {day.tour.out}", flush=True)


def look_at_the_rest(day: Papers) -> None:
    """The kinds that nobody asked for on this day, each from invented facts, through the same engine."""
    os.environ |= {"DJANGO_SETTINGS_MODULE": "project.settings", "MODE": "test"}
    django.setup()  # the templates of the papers, in this process
    rest = PAPERS.keys() - day.papers.keys()
    for kind in sorted(rest):
        facts = SAMPLES[kind]().to_json()
        pdf = printed(kind=kind, facts=facts, draft=False)
        look_at(day, kind, pdf, record=facts, signed=False)
        assert code_on(pdf) == facts["verify_url"], kind
    print(f"        {len(rest)} more kinds: {', '.join(sorted(rest))}", flush=True)


def look_at_both_ends(day: Papers) -> None:
    """The shortest and the longest of what papers carry: names of 2 and of 20 characters, rare ones, 1 and 40 tasks."""
    long = "示范区直属各机关创建指导服务中心（样例）"
    ends = {
        "task_sheet": (sheet(tasks=1, person="李玥"), sheet(tasks=40, person=RARE)),
        "timetable": (plan_samples.times(n=1), plan_samples.times(n=40)),
        "battle_map": (plan_samples.battle(n=1), plan_samples.battle(n=40)),
        "acceptance_opinion": (
            acceptance(tasks=1, names=("李玥",)),
            acceptance(tasks=40, names=(RARE, long)),
        ),
        "certificate": (plan_samples.certified(unit="甲局"), plan_samples.certified(unit=long)),
        "naming_certificate": (plan_samples.named(unit="甲局"), plan_samples.named(unit=long)),
        "supervision_order": (order(lines=1, unit="甲局"), order(lines=40, unit=long)),
        "ledger_inspection": (inspection(problems=1, measures=1), inspection(problems=40, measures=3)),
        "ledger_leaders": (leaders(items=1), leaders(items=120)),
    }
    for kind, (least, most) in ends.items():
        for name, facts in ((f"{kind}-least", least), (f"{kind}-most", most)):
            pdf = printed(kind=kind, facts=facts.to_json(), draft=False)
            pages = look_at(day, name, pdf, record=facts.to_json(), signed=False)
            assert "校验短码" in "".join(pages[-1].split()), (
                f"{name}: the last page says nothing to check it by"
            )
            assert code_on(pdf) == facts.verify_url, name


def stored(day: Papers, digest: str):
    return day.tour.stack.folder / "data" / "files" / digest[:2] / digest[2:4] / digest
