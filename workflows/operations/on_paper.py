"""线下签批、代录: what makes the slip of a leader who signed by pen good for this matter. The app above records what was decided."""

import hmac
from datetime import date

from django.utils.translation import gettext as _

from records import clock
from records.errors import Refused


def check_slip(version, *, code: str, signed_on: date, scan) -> None:
    """The slip bears the code of this very version, was signed not after today, and its scan is there."""
    typed = "".join(sign for sign in code.upper() if sign.isalnum())
    if not hmac.compare_digest(typed.encode(), version.code.replace("-", "").encode()):
        raise Refused(
            _("版本校验码与当前送审的第%(n)d版不符，请核对送审签是否为最新版本。") % {"n": version.n},
            field="code",
        )
    if signed_on > clock.today():
        raise Refused(_("签批日期不能晚于今天。"), field="signed_on")
    if scan is None:
        raise Refused(_("请上传签批件的扫描件。"), field="file")
