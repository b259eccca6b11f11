"""The lifecycle as a flow of the engine."""

from django.db import models
from viewflow import this
from viewflow.workflow import Flow

from workflows.enums import Outcome
from workflows.locks import ProcessLock
from workflows.steps import Begin, Finish, Step


class Status(models.TextChoices):
    DRAFTING = "drafting"
    REVIEWING = "reviewing"
    EXECUTING = "executing"
    ACCEPTING = "accepting"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class ItemFlow(Flow):
    """drafting → reviewing → executing → accepting → accepted."""

    lock_impl = ProcessLock()

    begin = Begin().Next(this.drafting)
    drafting = Step(Status.DRAFTING).On(Outcome.SUBMITTED, this.reviewing)
    # Inside: a route of one stage, the committee's vote.
    reviewing = (
        Step(Status.REVIEWING).On(Outcome.APPROVED, this.executing).On(Outcome.REJECTED, this.rejected)
    )
    executing = Step(Status.EXECUTING).On(Outcome.SUBMITTED, this.accepting)
    accepting = Step(Status.ACCEPTING).On(Outcome.ACCEPTED, this.accepted)
    accepted = Finish(Status.ACCEPTED)
    rejected = Finish(Status.REJECTED)
