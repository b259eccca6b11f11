"""从Word、从Excel导入, and what goes out again. A file is read and shown; nothing is written before 确认导入."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from documents.views.serving import served
from records import files, previews, uploads
from records.errors import BadUpload, Refused
from records.models import StoredFile
from records.stored import said

from .. import matching, rules, sheets, word
from ..enums import GroupRole, SectionKey
from ..forms.imports import SheetForm, TasksChoice, WordChoice, WordForm
from ..forms.plans import people_of, sections_of
from ..operations import drafting
from ..queries.editing import written_so_far
from ..queries.versions import shown_to
from ..rows import HEADS
from .loading import plan_of

SHEET_TOKEN, WORD_TOKEN = "plan.tasks", "plan.word"


# --- Excel ------------------------------------------------------------------------------------------
@require_GET
def task_template(request, pk):
    """下载模板: with the unit's own sections and people to choose from."""
    plan = plan_of(request, pk)
    categories = (
        plan.template.items.values_list("category", flat=True).distinct().order_by() if plan.template else ()
    )
    body = sheets.template(
        sections=[each.name for each in sections_of(plan)],
        people=[each.name for each in people_of(plan)],
        categories=list(dict.fromkeys(categories)),
    )
    return _download(body, _("任务清单导入模板.xlsx"), uploads.MEDIA_TYPES["xlsx"])


@require_http_methods(["GET", "POST"])
def import_tasks(request, pk):
    """从Excel导入任务: a file, then the table as it was read, with a sentence on each bad cell."""
    plan = plan_of(request, pk)
    rules.check_can_write(plan, request.user)
    form = SheetForm(request.POST or None, request.FILES or None)
    context = {"plan": plan, "form": form}
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        reading = _read_sheet(plan, upload.file, upload.checked.name)
        context |= {
            "reading": reading,
            "heads": [said(head) for head in HEADS.values()],
            "rows": [_shown(reading, row) for row in reading.rows],
        }
        if reading.ok:
            kept, name = form.kept()
            context["token"] = _token(plan, kept, name, SHEET_TOKEN)
            context["choice"] = TasksChoice(initial={"mode": "join"})
            context["updates"] = _updates(plan, reading.rows)
    return render(request, "actions/import_tasks.html", context, status=422 if form.errors else 200)


@require_POST
def import_tasks_confirm(request, pk):
    """确认导入: the previewed file is read again; its rows join the list or replace it."""
    plan = plan_of(request, pk)
    kept = previews.kept(request.POST.get("token", ""), SHEET_TOKEN, plan=plan.pk)
    choice = TasksChoice(request.POST)
    if not choice.is_valid():
        raise Refused(_("请选择导入方式：并入现有任务，或替换现有任务。"))
    with files.open_file(kept["digest"]) as stream:
        reading = _read_sheet(plan, stream, kept["name"])
    if not reading.ok:
        raise Refused(_("文件内容与本单位现有科室、人员已不相符，没有导入，请重新上传。"))
    unit = _unit(plan)
    n = drafting.import_tasks(
        plan,
        by=request.user,
        rows=[unit.match(row).fields for row in reading.rows],
        replace=choice.cleaned_data["mode"] == "replace",
        source=kept["name"],
        seen=kept["seen"],
    )
    messages.success(request, _("已导入%(n)d项任务。") % {"n": n})
    return redirect("plan_edit", plan.pk)


def _read_sheet(plan, stream, name: str):
    unit = _unit(plan)
    years = (plan.action.starts.year, plan.action.ends.year)
    return sheets.read(
        stream, sections=unit.section_ids, people=unit.section_of_people, years=years, name=name
    )


def _shown(reading, row) -> dict:
    """One row of the preview: every cell as it stood, with its sentences; then what concerns the whole row."""
    cells = []
    placed = set()
    for field, head in HEADS.items():
        errors = reading.errors_at(row.row, field)
        placed.add(field)
        text = row.raw.get(field) or _said(getattr(row, field))
        cells.append({"head": said(head), "text": text, "errors": errors})
    others = [error for error in reading.errors if error.row == row.row and error.column not in placed]
    return {"n": row.row, "cells": cells, "errors": others, "notes": row.notes}


def _said(value) -> str:
    if isinstance(value, list):
        return "\n".join(f"{name} {day.isoformat() if day else ''}".strip() for name, day in value)
    return value.isoformat() if hasattr(value, "isoformat") else str(value or "")


def _updates(plan, rows) -> int:
    """How many rows carry the code of a task that is already there."""
    present = set(plan.tasks.exclude(code="").values_list("code", flat=True))
    return sum(row.code in present for row in rows)


# --- Word -------------------------------------------------------------------------------------------
@require_http_methods(["GET", "POST"])
def import_word(request, pk):
    """从Word导入: what was recognised, what was not; the unit ticks what to take."""
    plan = plan_of(request, pk)
    rules.check_can_write(plan, request.user)
    form = WordForm(request.POST or None, request.FILES or None)
    context = {"plan": plan, "form": form}
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            read = word.read(upload.file, year=plan.action.starts.year, name=upload.checked.name)
        except BadUpload as refused:
            form.add_error("file", str(refused))
        else:
            kept, name = form.kept()
            unit = _unit(plan)
            context |= {
                "read": read,
                "name": name,
                "token": _token(plan, kept, name, WORD_TOKEN),
                "choice": WordChoice(read),
                "sections": _sections_shown(plan, read),
                "group": [(GroupRole(entry["role"]).label, entry) for entry in read.group],
                "tasks": [unit.match(row) for row in read.tasks],
                "has_tasks": plan.tasks.exists(),
            }
    return render(request, "actions/import_word.html", context, status=422 if form.errors else 200)


@require_POST
def import_word_confirm(request, pk):
    """确认导入: the ticked parts are written, the original stays attached."""
    plan = plan_of(request, pk)
    kept = previews.kept(request.POST.get("token", ""), WORD_TOKEN, plan=plan.pk)
    with files.open_file(kept["digest"]) as stream:
        read = word.read(stream, year=plan.action.starts.year, name=kept["name"])
    choice = WordChoice(read, request.POST)
    if not choice.is_valid():
        raise Refused(_("请勾选要导入的内容。"))
    unit = _unit(plan)
    take = choice.cleaned_data
    drafting.import_word(
        plan,
        by=request.user,
        sections={key: read.sections[key] for key in take["sections"]},
        head=choice.head(),
        group=read.group if take.get("group") else [],
        tasks=[unit.match(row).fields for row in read.tasks] if take["tasks"] != "none" else [],
        replace=take["tasks"] == "replace",
        original=StoredFile.objects.get(pk=kept["digest"]),
        name=kept["name"],
        seen=kept["seen"],
    )
    messages.success(
        request, _("已导入，原件“%(name)s”已附在方案上。请核对各部分。") % {"name": kept["name"]}
    )
    return redirect("plan_edit", plan.pk)


def _sections_shown(plan, read) -> list[dict]:
    present = dict(plan.sections.values_list("key", "text"))
    return [
        {
            "key": key.value,
            "label": key.label,
            "text": read.sections[key.value],
            "overwrites": present[key.value].strip(),
        }
        for key in SectionKey
        if read.sections.get(key.value, "").strip()
    ]


# --- out again --------------------------------------------------------------------------------------
@require_GET
def plan_word(request, pk):
    """导出Word: the text this person reads on the plan's page."""
    plan = plan_of(request, pk)
    shown = shown_to(plan, request.user)
    which = _("第%(n)d版") % {"n": shown.version.n} if shown.version else _("草稿")
    body = word.write(shown.content)
    return _download(body, f"{plan.title}（{which}）.docx", uploads.MEDIA_TYPES["docx"])


@require_GET
def original(request, pk):
    """单位原件: the Word file the plan was imported from, byte for byte."""
    plan = plan_of(request, pk)
    if plan.original_id is None:
        raise Http404
    return served(request, plan.original, plan.original_name)


def _unit(plan) -> matching.Unit:
    return matching.Unit(sections_of(plan), people_of(plan))


def _token(plan, kept, name: str, salt: str) -> str:
    return previews.promise(salt, plan=plan.pk, digest=kept.digest, name=name, seen=written_so_far(plan))


def _download(body: bytes, name: str, media_type: str) -> HttpResponse:
    answer = HttpResponse(body, content_type=media_type)
    answer.headers["Content-Disposition"] = content_disposition_header(True, name)
    return answer
