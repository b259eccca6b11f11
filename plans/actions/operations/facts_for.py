"""The facts each paper of a plan is made from, gathered once, at the moment of the act."""

from functools import partial

from documents.papers import acceptance_opinion, review_opinion, signing_slip
from records import versions
from records.stored import in_chinese, sentence
from units import queries as people
from units.enums import Post
from workflows.enums import FindingResult, OpinionKind
from workflows.models import Opinion

from ..changes import changes
from ..queries.versions import last_reviewed_version

CHANGED = sentence("本轮变化：%(labels)s")
CHANGED_MANY = sentence("本轮变化：%(labels)s等%(n)d处")
RETURNED_FOR = sentence("上轮退回：%(why)s")
RETURNED_FOR_MANY = sentence("上轮退回：%(why)s等%(n)d处")
FINDING_WORDS = {
    FindingResult.MET: "符合",
    FindingResult.MOSTLY: "基本符合",
    FindingResult.UNMET: "不符合",
    FindingResult.UNCHECKED: "未查",
}
CONCLUSION_WORDS = {"accepted": "通过验收", "to_improve": "限期完善", "not_accepted": "不予通过"}


@in_chinese()
def signing_slip_facts(plan, version, *, changed: str | None = None):
    """送审签: bound to the version by its code. `changed`: what it is about, where that is not the last round's changes."""
    head = people.people_with(Post.HEAD, plan.unit_id).first()
    content = version.content
    nodes = sum(len(task["milestones"]) for task in content["tasks"])
    meeting = content["own_meeting"]
    return partial(
        signing_slip.Facts,
        issuer=plan.unit.name,
        unit=plan.unit.name,
        plan_title=plan.title,
        version_number=version.n,
        version_digest=version.digest,
        version_code=version.code,
        signer=head.name if head else "",
        signer_post=head.title if head else "",
        summary=(
            f"任务{len(content['tasks'])}项、节点{nodes}个。",
            f"{meeting['date']} {meeting['name']}审议通过。",
            changes_line(plan) if changed is None else changed,
        ),
        drafter=plan.drafter.name,
        contact=plan.drafter.name,
        phone=plan.drafter.office_phone,
    )


@in_chinese()
def review_opinion_facts(plan, version, round_, points, words, reply_by, days, by):
    """方案审核意见书: the letter that says everything once."""
    named = {point.line for point in points if point.line.startswith("t-")}
    return partial(
        review_opinion.Facts,
        issuer=by.unit.name,
        unit=plan.unit.name,
        plan_title=plan.title,
        version_number=version.n,
        version_digest=version.digest,
        round_number=round_.n,
        points=tuple(
            review_opinion.ReturnPoint(
                target=point.line_label,
                written=point.now,
                problem=point.wrong,
                wanted=point.wanted,
                late=point.late_reason,
            )
            for point in points
        ),
        items_without_opinion=len([t for t in version.content["tasks"] if t["line"] not in named]),
        reply_by=reply_by,
        reply_days=days,
        opinion=words,
        reviewer=by.name,
        contact=by.name,
        phone=by.office_phone,
    )


@in_chinese()
def acceptance_opinion_facts(plan, version, group, applied_on):
    """验收意见书: task by task against its completion standard."""
    found = {finding.line: finding for finding in group.findings.all()}
    members = sorted(group.members.all(), key=lambda member: not member.leads)
    office = group.composed_by.unit
    return partial(
        acceptance_opinion.Facts,
        issuer=office.name,
        unit=people.name_on(plan.unit, group.visit_on),
        plan_title=plan.title,
        version_number=version.n,
        version_digest=version.digest,
        action=plan.action.name,
        basis=(
            f"《{plan.title}》（第{version.n}版，{_date(plan.approved_on)}批准）",
            f"{plan.unit.name}验收申请（{_date(applied_on)}）",
        ),
        starts=plan.action.starts,
        due=plan.action.ends,
        applied_on=applied_on,
        checked_on=group.visit_on,
        methods=tuple(group.methods),
        tasks=tuple(
            acceptance_opinion.TaskFinding(
                code=task["code"],
                title=task["title"],
                standard=task["standard"],
                finding=FINDING_WORDS[found[task["line"]].result] if task["line"] in found else "未查",
                fact=found[task["line"]].fact if task["line"] in found else "",
            )
            for task in version.content["tasks"]
        ),
        problems=tuple(line for line in group.problems.splitlines() if line.strip()),
        conclusion=CONCLUSION_WORDS[group.conclusion],
        improve_by=group.improve_by,
        dissent=group.dissent,
        group=tuple(
            acceptance_opinion.GroupMember(
                name=member.person.name, unit=member.unit.name, role="组长" if member.leads else "成员"
            )
            for member in members
        ),
    )


def changes_since_last_round(plan) -> list:
    """自上轮以来的修改: between the version the last round looked at and the newest frozen one."""
    before = last_reviewed_version(plan)
    if before is None:
        return []
    return changes(before.content, versions.get(plan.key, plan.version_n).content)


@in_chinese()
def changes_line(plan) -> str:
    """本轮变化 in a few words, for the inbox row; empty in the first round."""
    found = changes_since_last_round(plan)
    if not found:
        return ""
    labels = list(dict.fromkeys(change.label for change in found))
    shown = "、".join(labels[:3])
    return CHANGED_MANY(labels=shown, n=len(labels)) if len(labels) > 3 else CHANGED(labels=shown)


@in_chinese()
def round_note(plan) -> str:
    """What the inbox row of a reviewer says of a later round: why it was returned, what changed; one line each."""
    returned = (
        Opinion.objects.filter(
            round__process_id=plan.process_id, kind=OpinionKind.POINT, issued_at__isnull=False
        )
        .order_by("-round__n", "id")
        .values_list("round__n", "wrong")
    )
    wrongs = [(n, wrong) for n, wrong in returned]
    last = [wrong for n, wrong in wrongs if n == wrongs[0][0]]
    why = ""
    if last:
        short = " ".join(last[0].split())
        short = short if len(short) <= 24 else short[:24] + "…"
        why = RETURNED_FOR_MANY(why=short, n=len(last)) if len(last) > 1 else RETURNED_FOR(why=short)
    return "\n".join(line for line in (why, changes_line(plan)) if line)


def may_be_raised(plan, line: str) -> bool:
    """In a later round only what changed, or what an earlier point already spoke of, may be raised."""
    if last_reviewed_version(plan) is None:
        return True
    if any(change.line == line for change in changes_since_last_round(plan)):
        return True
    earlier = Opinion.objects.filter(
        round__process_id=plan.process_id, kind=OpinionKind.POINT, line=line, issued_at__isnull=False
    )
    return earlier.exists()


def _date(day) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""
