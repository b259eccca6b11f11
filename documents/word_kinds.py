"""Which papers are also given as Word, and by the template of which kind."""

from .enums import DocumentKind

TEMPLATE_OF = {
    DocumentKind.SUPERVISION_ORDER: DocumentKind.SUPERVISION_ORDER,
    DocumentKind.MEETING_MINUTES: DocumentKind.MEETING_MINUTES,
    DocumentKind.MINUTES_EXTRACT: DocumentKind.MEETING_MINUTES,
    DocumentKind.ASSESSMENT_NOTICE: DocumentKind.ASSESSMENT_NOTICE,
}
TEMPLATES = tuple(dict.fromkeys(TEMPLATE_OF.values()))
