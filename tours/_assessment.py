"""考评结果通报 written by the office, read as a 样稿, issued by 文书, read by a unit."""

from ._day import CLERK, LIAISON, RECORDS
from ._issuing import until_ready
from ._printing import Papers, settled

PERIOD = "2026年度创建模范机关行动（样例）"
BODY = "一、总体情况\n多数单位能够按方案推进，任务按期完成。\n二、存在的问题\n有的单位佐证材料不够及时。"
NEWEST = (
    "from documents.models import Document; "
    "print(Document.objects.filter(kind='assessment_notice').latest('pk').pk)"
)


def tell_results(day: Papers) -> None:
    with day.as_(CLERK) as me:
        me.go("/assessment-notices/new/")
        me.page.locator("[name=period]").fill(PERIOD)
        me.page.locator("[name=opening]").fill("现将考评结果通报如下。")
        me.page.locator("[name=body]").fill(BODY)
        for at, grade in enumerate(me.page.locator("select[name^=grade_]").all()):
            grade.select_option("excellent" if at % 3 == 0 else "good")
        me.press("保存并生成样稿")
        me.see("样稿待核对、出具")
        me.shoot("assessment-notice")
    paper = day.tour.stack.manage("shell", "-v0", "-c", NEWEST).split()[-1]
    with day.as_(LIAISON) as me:
        me.go("/assessment-notices/")
        me.miss(PERIOD)  # a 样稿 is the office's
    with day.as_(RECORDS) as me:
        until_ready(day, me, paper)
        me.confirm("出具")
        settled(day)
        me.go(f"/papers/{paper}/")
        me.see("通报〔")
    with day.as_(LIAISON) as me:
        me.go("/assessment-notices/")
        me.see(PERIOD)
        me.shoot("assessment-notices")
