"""What the engine keeps. One file a story; import from here."""

from .acceptance import AcceptanceGroup, Finding, GroupMember
from .assignments import Assignment
from .evidence import Evidence, EvidenceUse
from .meetings import AgendaItem, Attendance, Meeting, Recusal
from .rounds import Ballot, Opinion, Round
from .routes import Route, Stage
from .subjects import Subject
from .visits import Batch, DeclaredRecusal, SentAnswer, Team, TeamMember, Visit

__all__ = [
    "AcceptanceGroup",
    "AgendaItem",
    "Assignment",
    "Attendance",
    "Ballot",
    "Batch",
    "DeclaredRecusal",
    "Evidence",
    "EvidenceUse",
    "Finding",
    "GroupMember",
    "Meeting",
    "Opinion",
    "Recusal",
    "Round",
    "Route",
    "SentAnswer",
    "Stage",
    "Subject",
    "Team",
    "TeamMember",
    "Visit",
]
