"""台账快照 pages: the list, one of them with what has become of its items since the last one, and its file."""

from contextlib import ExitStack

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from documents.views.serving import served
from records import asked, files, trail
from records.enums import Circle
from records.errors import Refused
from units.models import Unit
from units.queries import standing

from ..ledger import frozen
from ..ledger.filters import Filter
from ..models import Snapshot
from ..operations import snapshots as operations
from ..queries import snapshots as queries
from ..queries.ledger import LIGHTS
from ..rules import ledger as rules
from .ledger import page_of

PAGE = 30


@require_GET
def snapshots(request):
    """台账快照."""
    _above_units(request)
    page = Paginator(queries.visible_snapshots(request.user), PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "rows": _shown(list(page.object_list)),
        "may_make": rules.may(request.user)["snapshot"],
    }
    return render(request, "rectifications/ledger/snapshots.html", context)


@require_POST
def make(request):
    """生成快照 of the list as it is filtered."""
    _above_units(request)
    job = operations.ask_snapshot(page_of(request).wanted.query, by=request.user)
    return redirect("items_job", job.pk)


@require_GET
def snapshot(request, snapshot):
    """One snapshot: number, digest, and 与上期同口径对比; `with` names another one to compare with."""
    found = _snapshot(request, snapshot)
    other = _other(request, found)
    context = {
        "snapshot": found,
        "row": _shown([found])[0],
        "whole": files.verify(found.file_id),
        "other": other,
        "contrast": _contrast(other, found) if other else None,
        "earlier": queries.visible_snapshots(request.user).filter(query=found.query, pk__lt=found.pk)[:PAGE],
    }
    return render(request, "rectifications/ledger/snapshot.html", context)


@require_POST
def download(request, snapshot):
    """下载快照文件: logged, so a POST."""
    found = _snapshot(request, snapshot)
    trail.record(
        "access", "ledger.downloaded", by=request.user, circle=Circle.SYSTEM, unit_id=request.user.unit_id,
        snapshot=found.number, digest=found.file_id,
    )  # fmt: skip
    return served(request, found.file, f"{found.number}.jsonl")


def _snapshot(request, pk) -> Snapshot:
    return get_object_or_404(queries.visible_snapshots(request.user), pk=pk)


def _other(request, found: Snapshot) -> Snapshot | None:
    """The one before it, or the one asked for; only of the same filter, else they do not speak of the same."""
    if "with" not in request.GET:
        return queries.snapshot_before(found)
    other = get_object_or_404(queries.visible_snapshots(request.user), pk=asked.number(request.GET["with"]))
    if other.query != found.query:
        raise Refused(_("两次快照的筛选条件不同，不能对比。"))
    if other.pk == found.pk:
        raise Refused(_("不能与自己对比。"))
    return other


def _contrast(before: Snapshot, after: Snapshot) -> frozen.Contrast:
    with ExitStack() as opened:
        earlier, later = (opened.enter_context(files.open_file(each.file_id)) for each in (before, after))
        return frozen.contrast(earlier, later)


def _shown(snapshots: list[Snapshot]) -> list[dict]:
    """With the filter in words, and the lights in their order."""
    wanted = [Filter.read(each.query) for each in snapshots]
    ids = {pk for each in wanted for pk in each.unit}
    names = dict(Unit.objects.filter(pk__in=ids).values_list("pk", "short_name")) if ids else {}
    return [
        {
            "snapshot": each,
            "words": filter_.sentence(names),
            "lights": [(str(light), each.lights.get(str(light), 0)) for light in LIGHTS],
        }
        for each, filter_ in zip(snapshots, wanted, strict=True)
    ]


def _above_units(request) -> None:
    held = standing(request.user)
    if not (held.is_office or held.is_committee):
        raise Http404
