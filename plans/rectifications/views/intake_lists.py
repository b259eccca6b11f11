"""粘贴、Excel导入: the rows as they were read, a sentence on each bad cell; 确认交办 leaves the work to a worker."""

import io
import json
import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from records import files, previews, uploads
from records.cells import CellError, Reading

from .. import intake as lists
from ..enums import SourceKind
from ..forms.intake import PasteForm, SheetForm
from ..intake.columns import HEADS
from ..models import Source
from ..operations import intake
from ..queries import intake as queries
from ..rules import issuing as rules

TOKEN = "items.intake"
SHOWN = 200  # rows of a preview; all of them are checked


@require_http_methods(["GET", "POST"])
def problems_paste(request):
    """粘贴."""
    rules.check_can_import(request.user)
    form = PasteForm(request.POST if request.method == "POST" else None)
    reading, name = None, _("粘贴的内容")
    if request.method == "POST" and form.is_valid():
        reading = lists.read_pasted(form.cleaned_data["text"], defaults=form.defaults())
    return _page(request, "rectifications/problems_paste.html", form, reading, name)


@require_http_methods(["GET", "POST"])
def problems_import(request):
    """Excel导入."""
    rules.check_can_import(request.user)
    form = SheetForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    reading, name = None, ""
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        name = upload.checked.name
        reading = lists.read_file(upload.file, name, defaults=form.defaults())
    return _page(request, "rectifications/problems_import.html", form, reading, name)


@require_GET
def problems_template(request):
    """下载模板: with today's units and the sources to choose from."""
    rules.check_can_import(request.user)
    units = queries.units_to_give_to(request.user)
    sources = Source.objects.exclude(kind=SourceKind.PUBLIC)  # they have a form of their own
    body = lists.template(units=[unit.name for unit in units], sources=sources)
    answer = HttpResponse(body, content_type=uploads.MEDIA_TYPES["xlsx"])
    answer.headers["Content-Disposition"] = content_disposition_header(True, _("问题清单导入模板.xlsx"))
    return answer


@require_POST
def problems_confirm(request):
    """确认交办: the checked rows of the preview become a job; pressed twice it is the same job."""
    rules.check_can_import(request.user)
    kept = previews.kept(request.POST.get("token", ""), TOKEN, by=request.user.pk)
    with files.open_file(kept["digest"]) as stream:
        rows = json.load(stream)
    job = intake.confirm(rows, by=request.user, name=kept["name"], key=kept["key"])
    return redirect("intake", job.pk)


@require_GET
def intake_page(request, job):
    """批量交办: how far it is, what came of it, which rows were not given out."""
    return render(request, "rectifications/intake.html", _progress(request, job))


@require_GET
def intake_status(request, job):
    """The fragment that asks again until the job has ended."""
    return render(request, "rectifications/parts/intake_status.html", _progress(request, job))


@require_POST
def intake_resume(request, job):
    """继续办理."""
    intake.resume(_job(request, job), by=request.user)
    messages.success(request, _("已继续办理。"))
    return redirect("intake", job)


def _job(request, pk: int):
    return get_object_or_404(queries.visible_jobs(request.user), pk=pk)


def _progress(request, pk: int) -> dict:
    job = _job(request, pk)
    return {"job": job, "units": queries.given_by_unit(job)}


def _page(request, template: str, form, reading: Reading | None, name: str) -> HttpResponse:
    context = {"form": form, "jobs": queries.recent_jobs(request.user)}
    if reading is not None:
        context |= _shown(reading)
        if reading.ok:
            context["token"] = _promise(request, reading, name)
            context["units"] = len({row.kept["unit"] for row in reading.rows})
    return render(request, template, context, status=422 if form.errors else 200)


def _promise(request, reading: Reading, name: str) -> str:
    """The checked rows are kept by their content; the token brings them back as they were shown."""
    rows = json.dumps([row.kept for row in reading.rows], ensure_ascii=False).encode()
    stored = files.put(io.BytesIO(rows), media_type="application/json")
    return previews.promise(TOKEN, by=request.user.pk, digest=stored.digest, name=name, key=uuid.uuid4().hex)


def _shown(reading: Reading) -> dict:
    """The preview's table: rows with faults first, so many as a person can look through; columns that say something."""
    faults: dict[tuple[int, str], list[CellError]] = {}
    for error in reading.errors:
        faults.setdefault((error.row, error.column), []).append(error)
    faulty = {error.row for error in reading.errors}
    there = [name for name in HEADS if any(name in row.raw for row in reading.rows[:1])]
    at_fault = {error.column for error in reading.errors}
    present = [
        name for name in there if name in at_fault or any(str(row.raw[name]).strip() for row in reading.rows)
    ]
    rows = sorted(reading.rows, key=lambda row: (row.row not in faulty, row.row))[:SHOWN]
    return {
        "reading": reading,
        "heads": [HEADS[name] for name in present],
        "rows": [
            {
                "n": row.row,
                "cells": [(row.raw[name], faults.get((row.row, name), ())) for name in present],
                "errors": [
                    error
                    for name in HEADS
                    if name not in present
                    for error in faults.get((row.row, name), ())
                ],
            }
            for row in rows
        ],
        "left": len(reading.rows) - len(rows),
    }
