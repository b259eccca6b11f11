"""The main job: a plan from the first draft to the signed acceptance, each person logged in as themselves."""

import re
from datetime import date, timedelta

import pypdf
from playwright.sync_api import expect

from launch.tour import Tour

from .papers import TASKS, filled, scan, word_document
from .visit import Album, Visitor

UNIT = "dx"
LIAISON, HEAD, DEPUTY = f"{UNIT}_liaison", f"{UNIT}_head", f"{UNIT}_deputy"
CLERK, SECRETARY, RECORDS, CHAIR = "gw_jingban", "gw_mishu", "gw_wenshu", "gw_shuji"
VOTERS = ("gw_fushuji", "fg_head", "cz_head", "rs_head", "sc_head", "sf_head")
ACCEPTORS = ("mz_deputy", "sw_deputy")


class Day:
    """The tour as it goes on: who visits, and what was found on the way."""

    def __init__(self, tour: Tour):
        self.tour = tour
        (tour.out / "pictures").mkdir(parents=True, exist_ok=True)
        self.album = Album(tour.out / "pictures")
        self.plan = ""
        self.meeting_item = ""
        self.people: list[tuple[str, str]] = []
        self.accounts: list[str] = []

    def as_(self, account: str) -> Visitor:
        return Visitor(self.tour, self.album, account)


def walk(tour: Tour) -> None:
    """The eight steps of the main job."""
    day = Day(tour)
    with tour.step("log-in page offers the accounts by role"):
        login_page(day)
    with tour.step("1 drafting: from Word, Excel and the page, with autosave"):
        draft(day)
    with tour.step("2 the unit: signed on paper and recorded by the clerk"):
        paper(day)
    with tour.step("3 the office: received, reviewed line by line, returned with everything at once"):
        review(day)
    with tour.step("3 the unit answers each point and reports again; the head agrees"):
        revise(day)
    with tour.step("4 the meeting: motion, ballots, the chair last, announced"):
        meeting(day)
    with tour.step("4 approved in principle: modifications made and confirmed by the chair"):
        amend(day)
    with tour.step("5 execution: reports by node, evidence, lights"):
        execute(day)
    with tour.step("6 acceptance: a group of other units, task by task"):
        accept(day)
    with tour.step("7 the PDF appears by itself, opens, its text and fonts are right"):
        certificate(day)
    with tour.step("6 the signed paper is registered, the plan is closed"):
        signed(day)
    with tour.step("8 lists, overview, trail within 知悉范围, what was sent"):
        lists(day)


def login_page(day: Day) -> None:
    context = day.tour.browser.new_context(locale="zh-CN")
    page = context.new_page()
    page.goto(day.tour.base_url + "/login/")
    for words in ("演示账号", "联络员", "单位负责人", "书记", "严禁录入"):
        expect(page.locator("body")).to_contain_text(words)
    day.album.take(page, "login")
    context.close()


# --- 1 ---------------------------------------------------------------------------------------------
def draft(day: Day) -> None:
    with day.as_(LIAISON) as me:
        me.shoot("inbox-empty-unit")
        me.go("/actions/")
        me.page.get_by_role("link", name=re.compile("深化行动")).first.click()
        me.page.wait_for_load_state("networkidle")
        me.shoot("action")
        me.press("建立方案")
        me.page.wait_for_url(re.compile(r"/plans/\d+/"))
        day.plan = re.search(r"/plans/\d+/", me.page.url).group()
        me.go(day.plan + "edit/")
        me.see("任务清单")
        me.shoot("editor-from-template")
        _from_word(me)
        me.go(day.plan + "edit/")
        me.page.get_by_label("通过本方案的党组（党委）会").fill("校党委会（第6次）")
        me.page.get_by_label("会议日期").fill(date.today().isoformat())
        me.page.get_by_label("第1行姓名").fill("尤清越")
        text = me.page.locator("#text-targets")
        text.press("End")
        text.press_sequentially("党员参与业务攻坚的情况有记录。")
        expect(me.page.locator("#section-targets")).to_contain_text("已保存")
        expect(me.page.locator("#head")).to_contain_text("已保存")
        _from_excel(day, me)
        me.go(day.plan + "edit/")
        me.shoot("editor-ready")
        _two_tabs(day, me)
        me.go(day.plan + "edit/")
        with me.page.expect_download() as download:
            me.page.get_by_role("link", name="导出Word").click()
        download.value.save_as(day.tour.out / "plan.docx")
        me.confirm("提交本单位审核", "方案已经校党委会研究通过。")
        me.see("本单位审核")
        me.shoot("submitted")


def _from_word(me: Visitor) -> None:
    me.press("从Word导入")
    me.page.locator("input[type=file]").set_input_files(
        {
            "name": "区委党校实施方案（样例）.docx",
            "mimeType": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "buffer": word_document(),
        }
    )
    me.press("上传并预览")
    me.see("还没有写入")
    me.see("轮训班次满意度提高到95%")
    me.shoot("word-preview")
    me.press("确认导入")


def _from_excel(day: Day, me: Visitor) -> None:
    me.go(day.plan + "edit/")
    select = me.page.locator("select[name=person]").first
    options = [each.strip() for each in select.locator("option").all_inner_texts()][1:]
    day.people = _staff(day, [option.split("（")[0] for option in options])
    me.press("从Excel导入")
    with me.page.expect_download() as download:
        me.page.get_by_role("link", name="下载模板").click()
    template = download.value.path().read_bytes()
    starts = date.today() + timedelta(days=20)
    for wrong in (True, False):
        me.page.locator("input[type=file]").set_input_files(
            {
                "name": "任务清单（样例）.xlsx",
                "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                "buffer": filled(template, day.people, starts=starts, wrong=wrong),
            }
        )
        me.press("上传并预览")
        if wrong:
            me.see("查无此人")
            me.shoot("excel-errors")
            me.go(day.plan + "edit/")
            me.press("从Excel导入")
    me.see("识别3项任务")
    me.shoot("excel-preview")
    me.page.get_by_label(re.compile("替换")).check()
    me.press("确认导入")
    me.page.wait_for_url(re.compile("/edit/"))


def _staff(day: Day, names: list[str]) -> list[tuple[str, str]]:
    """(section, name) of three section leads of the unit, from the demo's own log-in page."""
    context = day.tour.browser.new_context(locale="zh-CN")
    page = context.new_page()
    page.goto(day.tour.base_url + "/login/")
    found = []
    for place in (2, 3, 4):
        account = page.locator(f'button[name="username"][value="{UNIT}_s{place}"]')
        name, words = account.locator("b").inner_text(), account.locator("span").inner_text()
        assert name in names, f"{name} is not offered as responsible person"
        found.append((words.split()[-1], name))
        day.accounts.append(f"{UNIT}_s{place}")
    context.close()
    return found


def _two_tabs(day: Day, me: Visitor) -> None:
    """Two tabs write the same section: the later one is told, with both texts; nothing is overwritten."""
    other = me.context.new_page()
    other.goto(day.tour.base_url + day.plan + "edit/")
    other.locator("#text-steps").fill("另一个窗口写的实施步骤。")
    expect(other.locator("#section-steps")).to_contain_text("已保存")
    me.page.locator("#text-steps").fill("这个窗口写的实施步骤。")
    dialog = me.page.locator("dialog[open]")
    expect(dialog).to_contain_text("另一个窗口写的实施步骤。")
    expect(dialog).to_contain_text("这个窗口写的实施步骤。")
    me.shoot("two-texts")
    dialog.get_by_role("button", name=re.compile("用对方的")).click()
    other.close()


# --- 2 ---------------------------------------------------------------------------------------------
def paper(day: Day) -> None:
    with day.as_(LIAISON) as me:
        me.go(day.plan)
        me.press("代录线下签批")
        link = me.page.get_by_role("link", name=re.compile("送审签"))
        expect(link).to_be_visible(timeout=90_000)
        _save_pdf(day, me, link.get_attribute("href"), "signing-slip.pdf")
        code = re.search(r"[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}", me.page.locator("body").inner_text()).group()
        assert code.replace("-", "") in _text(day, "signing-slip.pdf").replace("-", "").replace(" ", "")
        _sign(me, "0000-0000-0000")
        me.see("不符")
        me.shoot("paper-wrong-code")
        _sign(me, code)
        me.see("待签收")
        me.see("线下签批")
        me.shoot("paper-recorded")


def _sign(me: Visitor, code: str) -> None:
    me.page.get_by_label(re.compile("校验码")).fill(code)
    me.page.get_by_label(re.compile("签批日期")).fill(date.today().isoformat())
    me.page.get_by_label("同意报送").check()
    me.page.locator("textarea[name=words]").fill("同意报送。")
    me.page.locator("input[type=file]").set_input_files(
        {"name": "送审签扫描件（样例）.pdf", "mimeType": "application/pdf", "buffer": scan("SAMPLE signed slip")}
    )
    me.press("登记签批")


# --- 3 ---------------------------------------------------------------------------------------------
def review(day: Day) -> None:
    with day.as_(CLERK) as me:
        me.see("区委党校")
        me.shoot("inbox-office")
        me.go(day.plan)
        me.confirm("签收")
        me.see("初审")
        title = TASKS[1][2]
        me.page.get_by_role("link", name=re.compile(f"提意见.*{title}")).click()
        form = me.page.locator(".point-form")
        form.get_by_label("完成标准").or_(form.get_by_label(re.compile("时限是否合理"))).first.wait_for(state="attached")
        form.locator("[name=criterion]").first.wait_for(state="attached")
        _choose(form, "criterion", "timely")
        form.locator("[name=now]").fill("完成时限为年底")
        form.locator("[data-phrase]").first.click()
        form.locator("[name=wrong]").fill("时限不合理")
        form.locator("[name=wanted]").fill("分季度写明节点，年中完成首次测评")
        form.get_by_role("button", name="保存意见").click()
        me.page.wait_for_load_state("networkidle")
        me.see("尚未告知单位")
        me.shoot("review-point")
        me.press("退回修改（先看告知内容）")
        me.see("需修改后重报，共1处")
        me.shoot("return-letter")
        me.press("确认退回修改")
        me.see("退回修改")


def _choose(form, name: str, value: str) -> None:
    field = form.locator(f"[name={name}]").first
    if field.evaluate("e => e.tagName") == "SELECT":
        field.select_option(value)
    else:
        form.locator(f"[name={name}][value={value}]").check()


def revise(day: Day) -> None:
    with day.as_(LIAISON) as me:
        me.see("退回修改")
        me.go(day.plan + "edit/")
        me.see("分季度写明节点")
        me.shoot("editor-with-opinion")
        task = me.page.locator("details.task-entry").nth(1)
        if task.get_attribute("open") is None:
            task.locator("summary").first.click()
        task.locator("textarea[name=standard]").fill("学员满意度不低于95%，每季度末测评一次，年中完成首次测评")
        expect(task).to_contain_text("已保存")
        answer = me.page.locator("textarea[name=answer]").first
        answer.fill("已改为每季度末测评一次。")
        me.page.get_by_role("button", name="保存答复").first.click()
        me.see("答复已保存")
        me.shoot("answered")
        me.confirm("提交本单位审核", "已逐条修改。")
    with day.as_(HEAD) as me:
        me.shoot("inbox-head")
        me.go(day.plan)
        me.confirm("同意报送", "同意报送。")
        me.see("待签收")
    with day.as_(CLERK) as me:
        me.go(day.plan)
        me.confirm("签收")
        me.see("自上轮以来的修改")
        me.see("已改为每季度末测评一次。")
        me.shoot("changes-since-last-round")
        me.confirm("提请上会", "意见已落实，建议提请会议审议。")
        me.see("待上会")


# --- 4 ---------------------------------------------------------------------------------------------
def meeting(day: Day) -> None:
    with day.as_(SECRETARY) as me:
        me.go("/meetings/new/")
        me.page.get_by_label("会议日期").fill(date.today().isoformat())
        me.page.get_by_label("地点").fill("机关二楼会议室")
        me.press("建立会议")
        page = me.page.url.replace(day.tour.base_url.rstrip("/"), "")
        for row in me.page.locator("select[name^=presence_]").all()[len(VOTERS) + 1 :]:
            row.select_option("leave")
        for row in me.page.locator("input[name^=reason_]").all()[len(VOTERS) + 1 :]:
            row.fill("外出参加会议")
        me.press("登记到会")
        me.page.locator("tr", has_text="区委党校").locator("input[type=checkbox]").check()
        me.press("列入议题")
        me.confirm("宣布开会")
        me.shoot("meeting")
        me.page.get_by_role("link", name=re.compile("区委党校")).first.click()
        me.page.wait_for_load_state("networkidle")
        day.meeting_item = me.page.url.replace(day.tour.base_url.rstrip("/"), "")
        assert day.meeting_item.startswith(page)
    with day.as_(CHAIR) as me:
        me.go(day.meeting_item)
        me.page.get_by_label(re.compile("原则通过")).check()
        me.page.get_by_label(re.compile("修改要求")).fill("请把书记项目的测评数据来源写清楚。")
        me.shoot("motion")
        me.press("提请表决")
        me.see("主持人末位表态")
    for place, voter in enumerate(VOTERS):
        with day.as_(voter) as me:
            me.go(day.meeting_item)
            me.page.get_by_label("弃权" if place == 5 else "同意", exact=True).check()
            me.page.locator("textarea[name=opinion]").fill("任务具体，同意。" if place < 5 else "需要进一步了解情况。")
            if place == 0:
                me.shoot("ballot")
            me.press("确认表决")
            me.see("您已表决")
            me.miss("表决进度")
    with day.as_(SECRETARY) as me:
        me.go(day.meeting_item)
        me.see("表决进度")
        me.see("尚未表决")
        me.shoot("running-count-secretary")
    with day.as_(CHAIR) as me:
        me.go(day.meeting_item)
        me.page.get_by_label("同意", exact=True).check()
        me.press("确认表决")
        me.see("已达法定票数")
        me.page.get_by_label(re.compile("结论要点")).fill("原则通过，按修改要求完善后由书记审定。")
        me.shoot("announce")
        me.press("宣布结果")
        me.see("原则通过")
    with day.as_(LIAISON) as me:
        me.go(day.plan)
        me.see("原则通过")
        me.miss("需要进一步了解情况")
        me.shoot("result-for-the-unit")


def amend(day: Day) -> None:
    with day.as_(LIAISON) as me:
        me.go(day.plan + "edit/")
        task = me.page.locator("details.task-entry").nth(1)
        if task.get_attribute("open") is None:
            task.locator("summary").first.click()
        task.locator("textarea[name=standard]").fill("学员满意度不低于95%，每季度末由教务科匿名测评一次，年中完成首次测评")
        expect(task).to_contain_text("已保存")
        me.page.locator("textarea[name=answer]").first.fill("已写明由教务科匿名测评。")
        me.page.get_by_role("button", name="保存答复").first.click()
        me.see("答复已保存")
        me.confirm("报送修改稿", "已按会议要求修改。")
        me.see("待审定")
    with day.as_(CHAIR) as me:
        me.go(day.plan)
        me.see("教务科匿名测评")
        me.shoot("confirm")
        me.confirm("审定", "同意，按此执行。")
        me.see("实施中")


# --- 5 ---------------------------------------------------------------------------------------------
def execute(day: Day) -> None:
    for place, account in enumerate(day.accounts):
        with day.as_(account) as me:
            me.see(TASKS[place][2])
            me.go("/tasks/?mine=1")
            me.page.get_by_role("link", name=TASKS[place][2]).first.click()
            me.page.wait_for_load_state("networkidle")
            if place == 0:
                me.page.get_by_label(re.compile("遇到困难")).check()
                me.page.locator("textarea[name=words]").fill("教室排期与培训中心冲突，需要协调。")
                me.press("提交")
                me.see("待协调事项")
                me.shoot("task-in-trouble")
            me.page.get_by_label("有进展").check()
            me.page.locator("textarea[name=words]").fill("按要求完成，数据已核对。")
            me.page.get_by_label("完成的节点").select_option(index=1)
            me.press("提交")
            me.see("节点已全部完成")
            me.page.locator("summary", has_text="添加佐证").click()
            me.page.locator("input[name=file]").set_input_files(
                {
                    "name": f"数据对比表{place + 1}（样例）.pdf",
                    "mimeType": "application/pdf",
                    "buffer": scan(f"SAMPLE evidence {place + 1}"),
                }
            )
            me.page.locator("input[name=dated]").fill(date.today().isoformat())
            me.press("上传并添加")
            me.see(f"数据对比表{place + 1}")
            me.page.locator("textarea[name=words]").fill("对照完成标准核对，已达到。")
            me.press("任务办结")
            me.see("任务已办结")
            if place == 0:
                me.shoot("task-done")
                me.go("/evidence/")
                me.shoot("evidence-library")
    with day.as_(LIAISON) as me:
        me.go("/tasks/")
        me.see("已办结")
        me.shoot("tasks-by-light")


# --- 6 ---------------------------------------------------------------------------------------------
def accept(day: Day) -> None:
    with day.as_(LIAISON) as me:
        me.go(day.plan)
        me.confirm("申请验收", "任务已全部办结，申请验收。")
        me.see("待安排验收")
    with day.as_(CLERK) as me:
        me.go(day.plan)
        me.press("组成验收组")
        offered = me.page.locator("select[name=leader]").inner_text()
        assert "区委党校" not in offered, "people of the unit itself are offered as acceptors"
        leader = _option(me, "leader", "区民政局")
        member = _option(me, "members", "区水务局")
        me.page.locator("select[name=leader]").select_option(leader)
        me.page.locator("select[name=members]").select_option(member)
        me.page.get_by_label("验收日期").fill(date.today().isoformat())
        me.page.get_by_label("查资料").check()
        me.page.get_by_label("看现场").check()
        me.shoot("compose-group")
        me.press("组成验收组")
        me.see("验收中")
    for account in reversed(ACCEPTORS):
        with day.as_(account) as me:
            me.go(day.plan + "check/")
            if account == ACCEPTORS[0]:
                for section in me.page.locator("section.card:has(form)").all():
                    section.get_by_label("符合", exact=True).check()
                for place in range(len(TASKS)):
                    section = me.page.locator("section.card:has(input[name=line])").nth(place)
                    section.get_by_label("符合", exact=True).check()
                    section.locator("input[name=fact]").fill("资料与现场一致。")
                    section.get_by_role("button", name="记录核查结果").click()
                    me.page.wait_for_load_state("networkidle")
                me.see("已核查3/3项")
                me.shoot("checked")
                me.page.get_by_label("通过验收").check()
                me.press("作出验收结论")
                me.see("待签字盖章")
            else:
                me.see("请逐项核查")
                me.shoot("check")


def _option(me: Visitor, name: str, unit: str) -> str:
    """The deputy of a unit among those offered."""
    wanted = ACCEPTORS[0] if unit == "区民政局" else ACCEPTORS[1]
    page = me.context.browser.new_context(locale="zh-CN").new_page()
    page.goto(me.tour.base_url + "/login/")
    person = page.locator(f'button[name="username"][value="{wanted}"] b').first.inner_text()
    page.context.close()
    return me.page.locator(f"select[name={name}] option", has_text=f"{person}（{unit}）").first.get_attribute("value")


# --- 7 ---------------------------------------------------------------------------------------------
def certificate(day: Day) -> None:
    with day.as_(RECORDS) as me:
        me.go(day.plan)
        link = me.page.get_by_role("link", name=re.compile("验收意见书"))
        expect(link.first).to_be_visible(timeout=90_000)
        me.shoot("plan-with-certificate")
        _save_pdf(day, me, link.first.get_attribute("href"), "acceptance-opinion.pdf")
    text = _text(day, "acceptance-opinion.pdf")
    for words in ("验收意见书", "示范区委党校", "通过验收", "本件由系统生成", TASKS[1][2], "版本校验码"):
        assert words in text, f"{words} is not in the PDF"
    reader = pypdf.PdfReader(day.tour.out / "acceptance-opinion.pdf")
    fonts = {}
    for page in reader.pages:
        fonts |= _fonts(page)
    assert fonts, "no fonts found in the PDF"
    missing = [name for name, embedded in fonts.items() if not embedded]
    assert not missing, f"fonts not embedded: {missing}"


def _fonts(page) -> dict[str, bool]:
    found = {}
    for font in page["/Resources"]["/Font"].values():
        font = font.get_object()
        inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        descriptor = inner["/FontDescriptor"].get_object()
        embedded = any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
        found[str(font["/BaseFont"])] = embedded
    return found


def _save_pdf(day: Day, me: Visitor, address: str, name: str) -> None:
    answer = me.context.request.get(day.tour.base_url.rstrip("/") + address)
    assert answer.ok and answer.headers["content-type"].startswith("application/pdf"), answer.status
    assert answer.headers.get("x-content-type-options") == "nosniff"
    (day.tour.out / name).write_bytes(answer.body())


def _text(day: Day, name: str) -> str:
    reader = pypdf.PdfReader(day.tour.out / name)
    return re.sub(r"\s+", "", "".join(page.extract_text() for page in reader.pages))


def signed(day: Day) -> None:
    with day.as_(RECORDS) as me:
        me.go(day.plan)
        me.press("登记签字盖章件")
        me.page.locator("input[type=file]").set_input_files(
            {"name": "验收意见书（样例）.pdf", "mimeType": "application/pdf", "buffer": scan("SAMPLE signed and sealed")}
        )
        me.page.get_by_label("签字盖章日期").fill(date.today().isoformat())
        me.press("登记并办结")
        me.see("已办结")
        me.shoot("closed")


# --- 8 ---------------------------------------------------------------------------------------------
def lists(day: Day) -> None:
    with day.as_(LIAISON) as me:
        for path, name in (("/", "inbox"), ("/done/", "done"), ("/mine/", "mine"), ("/notices/", "notices"), ("/plans/", "plans")):
            me.go(path)
            me.shoot(f"unit-{name}")
        me.go(day.plan)
        me.see("线下签批")
        me.miss("建议提请会议审议")
        me.miss("需要进一步了解情况")
        me.shoot("trail-unit")
    with day.as_("gw_fushuji") as me:
        me.go(day.plan)
        me.see("建议提请会议审议")
        me.shoot("trail-committee")
    with day.as_(CLERK) as me:
        for path, name in (("/overview/", "overview"), ("/mine/", "mine"), ("/done/", "done"), ("/sent/", "sent")):
            me.go(path)
            me.shoot(f"office-{name}")
        me.go("/overview/")
        me.see("应报")
        me.see("区委党校")
    with day.as_("mz_liaison") as me:
        answer = me.page.goto(day.tour.base_url + day.plan)
        assert answer.status == 404, f"another unit's plan answers {answer.status}"
    with day.as_("gw_yewu") as me:
        me.go("/actions/")
        me.shoot("actions-admin")
