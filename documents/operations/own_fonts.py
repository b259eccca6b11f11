"""单位自有字体: uploaded by the 工委业务管理员 for one face, built by a worker, removed again with 恢复内置字体."""

from django.db import transaction
from django.utils.translation import gettext as _

from records import clock, files, outbox, trail, turns
from records.enums import Circle
from records.errors import BadUpload, Refused
from records.models import StoredFile

from .. import own_fonts
from ..enums import Face, FontState
from ..models import OwnFont
from ..rules import check_can_keep_fonts

SETTINGS = "settings"  # the trail on which changes of the rules stand
STANDING = (FontState.BUILDING, FontState.ACTIVE)


def install_font(face: str, *, by, font: StoredFile, name: str, confirmed: bool = False) -> OwnFont:
    """上传字体. The one in use stays in use until the new one is built; what cannot set a paper is refused and not kept."""
    check_can_keep_fonts(by)
    if face not in Face.values:
        raise Refused(_("没有这种字体。"))
    try:
        told = own_fonts.look(font.digest)
        own_fonts.check(face, told, confirmed=confirmed)
    except BadUpload:
        with transaction.atomic():
            files.forget(font.digest)
        raise
    with transaction.atomic():
        turns.take(f"own-font:{face}")
        if OwnFont.objects.filter(face=face, state__in=STANDING, original=font).exists():
            raise Refused(_("正在使用或处理的就是这个字体文件。"), field="font")
        own_fonts.retire(*OwnFont.objects.select_for_update().filter(face=face, state=FontState.BUILDING))
        row = OwnFont.objects.create(
            face=face,
            original=font,
            name=name[:150],
            family=told["family"][:100],
            fs_type=told["fs_type"],
            by=by,
            at=clock.now(),
        )
        outbox.put(f"own-font:{row.pk}", own_fonts.BUILD, {"font": row.pk}, queue=own_fonts.QUEUE)
        _log("own_font.uploaded", row, by, digest=font.digest, fs_type=row.fs_type)
    return row


def remove_font(face: str, *, by) -> None:
    """恢复内置字体: papers that were issued stay as they are."""
    check_can_keep_fonts(by)
    with transaction.atomic():
        turns.take(f"own-font:{face}")
        rows = list(OwnFont.objects.select_for_update().filter(face=face, state__in=STANDING))
        if not rows:
            raise Refused(_("正在使用的就是内置字体。"))
        for row in rows:
            _log("own_font.removed", row, by)
        own_fonts.retire(*rows)


def _log(code: str, row: OwnFont, by, **params) -> None:
    trail.record(
        SETTINGS, code, by=by, circle=Circle.SYSTEM, face=row.face, name=row.name, family=row.family, **params
    )
