"""What the engine keeps. One file a story; import from here."""

from .acceptance import AcceptanceGroup, Finding, GroupMember
from .agenda import AgendaItem, Recusal, Resolution, SecretTally, Speech
from .asked import Asked
from .assignments import Assignment
from .consultations import Consultation, ConsultationOpinion, ConsultationReply
from .copies import Copy
from .evidence import Evidence, EvidenceUse
from .guests import GuestLink, GuestVisit
from .meetings import Attendance, Meeting, Minutes, Movement, Observer
from .misfiled import Misfiled
from .pauses import Pause
from .rounds import Ballot, Opinion, Round
from .routes import Route, Stage
from .subjects import Subject
from .visits import Batch, DeclaredRecusal, SentAnswer, Team, TeamMember, Visit

__all__ = [
    "Copy",
    "Pause",
    "Consultation",
    "ConsultationOpinion",
    "ConsultationReply",
    "Speech",
    "SecretTally",
    "Resolution",
    "Observer",
    "Movement",
    "Minutes",
    "AcceptanceGroup",
    "AgendaItem",
    "Asked",
    "Assignment",
    "Attendance",
    "Ballot",
    "Batch",
    "DeclaredRecusal",
    "Evidence",
    "EvidenceUse",
    "Finding",
    "GroupMember",
    "GuestLink",
    "GuestVisit",
    "Meeting",
    "Misfiled",
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
