"""全程记录: the whole chain of one subject, and the same as a file."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from records import trail
from records.enums import Circle
from workflows import subjects

from .. import book
from ..queries.chain import chain_of
from ..queries.orders import lines_about


def subject_of(request, key: str):
    """The subject, when the person may see it, else 404."""
    name, _colon, pk = key.partition(":")
    subject = subjects.visible_subject(key, request.user) if pk.isdecimal() and len(pk) < 19 else None
    if subject is None or name not in subjects.kinds():
        raise Http404
    return subject


@require_GET
def chain(request, key):
    """The whole chain in one view."""
    subject = subject_of(request, key)
    context = {
        "subject": subject,
        "key": key,
        "url": subjects.kind_of(key).url(subject),
        "links": chain_of(subject, request.user),
        "lines": lines_about(key, request.user),
    }
    return render(request, "supervision/chain.html", context)


@require_POST
def chain_export(request, key):
    """导出; on the access trail, as every export is."""
    subject = subject_of(request, key)
    links = chain_of(subject, request.user)
    trail.record(
        "access",
        "chain.exported",
        by=request.user,
        circle=Circle.SYSTEM,
        unit_id=request.user.unit_id,
        key=key,
        rows=len(links),
    )
    answer = HttpResponse(book.written(links, title=str(subject)), content_type=book.MEDIA_TYPE)
    name = _("提醒和督办全程记录.xlsx")
    answer.headers["Content-Disposition"] = content_disposition_header(True, name)
    return answer
