"""A kept file as an answer: who was given it is noted, with time and address, and nothing that is withheld leaves."""

from django.http import FileResponse, HttpRequest

from records import clock, files
from records.models import FileOpened, StoredFile


def served(request: HttpRequest, stored: StoredFile, name: str, *, inline: bool = False) -> FileResponse:
    """The bytes under a name; a file to keep, unless it may be shown `inline`."""
    stream = files.open_file(stored.digest)
    FileOpened.objects.create(
        file=stored, by=request.user, at=clock.now(), address=request.META.get("REMOTE_ADDR", "")[:45]
    )
    answer = FileResponse(stream, as_attachment=not inline, filename=name, content_type=stored.media_type)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
