"""归档: 文书 packs what has ended into one package, and files it when it is in order. Nothing is filed by itself."""

from django.utils.translation import gettext as _

from documents import filing
from documents.models import Filing
from records.errors import Refused

from .. import rules
from ..acts import acting
from ..queries.filing import gathered


def pack_for_archive(subject, *, by, retention: str) -> Filing:
    """整理归档材料: a worker makes the package of everything as it is now; it then waits to be filed."""
    with acting(subject, by=by) as act:
        rules.check_can_pack(subject, by)
        made = filing.pack(
            subject=subject.key,
            title=subject.title,
            unit=subject.unit,
            retention=retention,
            content=gathered(subject, by),
            by=by,
        )
        act.record("archive.packed", number=made.number, retention=retention)
    return made


def file_in_archive(subject, *, by) -> Filing:
    """归档: the package as it is; its digest stands on the trail from now on."""
    with acting(subject, by=by) as act:
        rules.check_can_pack(subject, by)
        found = filing.newest(subject.key)
        if found is None:
            raise Refused(_("请先整理归档材料。"))
        filing.file(found, by=by)
        act.record("archive.filed", number=found.number, digest=found.file_id)
    return found
