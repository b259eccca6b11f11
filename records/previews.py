"""预览: what a page showed before it was confirmed comes back as it was shown, or not at all."""

from django.core import signing
from django.utils.translation import gettext as _

from .errors import Refused

KEPT_FOR = 3600  # seconds between preview and confirmation


def promise(salt: str, **kept) -> str:
    """A token that brings `kept` back at the confirmation."""
    return signing.dumps(kept, salt=salt)


def kept(token: str, salt: str, **expected) -> dict:
    """What a preview promised to keep; Refused when it is too old or was made for something else."""
    try:
        found = signing.loads(token, salt=salt, max_age=KEPT_FOR)
    except signing.BadSignature as error:
        raise Refused(_("预览已过期，没有导入，请重新上传文件。")) from error
    if any(found.get(name) != value for name, value in expected.items()):
        raise Refused(_("预览与当前页面不符，没有导入，请重新上传文件。"))
    return found
