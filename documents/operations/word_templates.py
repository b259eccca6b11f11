"""Word模板: replaced by the 工委业务管理员, after it was tried on a sample; the built-in one comes back with 恢复内置模板."""

from django.db import transaction
from django.utils.translation import gettext as _

from records import clock, files, trail, turns
from records.enums import Circle
from records.errors import BadUpload, Refused
from records.models import StoredFile

from .. import word
from ..models import WordTemplate
from ..rules import check_can_keep_word_templates
from ..word_kinds import TEMPLATES

SETTINGS = "settings"  # the trail on which changes of the rules stand


def replace_word_template(kind: str, *, by, template: StoredFile, name: str) -> WordTemplate:
    """更换Word模板. What was in use is kept; a template that cannot make the paper is refused and nothing changes."""
    check_can_keep_word_templates(by)
    if kind not in TEMPLATES:
        raise Refused(_("该文书没有Word版。"))
    try:
        with files.open_file(template.digest) as stream:
            word.check_template(kind, stream)
    except BadUpload:
        with transaction.atomic():
            files.forget(template.digest)  # what is not taken is not kept
        raise
    with transaction.atomic():
        turns.take(f"word-template:{kind}")
        _retire(kind)
        row = WordTemplate.objects.create(kind=kind, file=template, name=name[:150], by=by, at=clock.now())
        trail.record(
            SETTINGS,
            "word_template.replaced",
            by=by,
            circle=Circle.SYSTEM,
            kind=kind,
            name=name,
            digest=template.digest,
        )
    return row


def restore_word_template(kind: str, *, by) -> None:
    """恢复内置模板."""
    check_can_keep_word_templates(by)
    with transaction.atomic():
        turns.take(f"word-template:{kind}")
        if not _retire(kind):
            raise Refused(_("正在使用的就是内置模板。"))
        trail.record(SETTINGS, "word_template.restored", by=by, circle=Circle.SYSTEM, kind=kind)


def _retire(kind: str) -> int:
    return WordTemplate.objects.filter(kind=kind, retired_at=None).update(retired_at=clock.now())
