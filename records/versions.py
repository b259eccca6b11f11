"""版本: frozen content, bound by its digest."""

from . import canonical, clock, redactions
from .models import Version


def digest(content: dict) -> str:
    """SHA-256 of the canonical form of a content."""
    return canonical.digest(content)


def freeze(subject: str, content: dict, *, by) -> Version:
    """The next version of `subject`; the last one again when nothing has changed. The caller holds the subject's lock."""
    last = Version.objects.filter(subject=subject).order_by("-n").first()
    content = canonical.plain(content)
    taken = digest(content)
    if last and last.digest == taken:
        return last
    return Version.objects.create(
        subject=subject,
        n=last.n + 1 if last else 1,
        content=content,
        digest=taken,
        made_by=by,
        at=clock.now(),
    )


def get(subject: str, n: int) -> Version:
    """Version `n` of `subject`."""
    return Version.objects.get(subject=subject, n=n)


def problems() -> list[str]:
    """Every version whose content is no longer what its digest says, one sentence each."""
    return [
        f"{version.subject} v{version.n}: content does not match its digest"
        for version in Version.objects.iterator()
        if not redactions.agrees(f"version:{version.pk}", version.digest, digest(version.content))
    ]
