"""django-fsm-2 + django-fsm-log: a plan with a protected state, ballots of our own, the library's log as the trail."""

from django.contrib.auth.models import User
from django.db import models
from django_fsm import FSMField, transition
from django_fsm_log.decorators import fsm_log_by

VOTERS = 5


def is_assigned(plan, user) -> bool:
    """The permission of each transition: the person whose turn it is."""
    return plan.assigned_id == user.pk


def all_voted(plan) -> bool:
    return plan.ballots.count() == VOTERS


class Plan(models.Model):
    title = models.CharField(max_length=200)
    state = FSMField(default="drafting", protected=True)
    assigned = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    def __str__(self):
        return self.title

    @fsm_log_by
    @transition("state", "drafting", "reviewing", permission=is_assigned)
    def submit(self, by):
        self.assigned = None

    @fsm_log_by
    @transition("state", "reviewing", "executing", conditions=[all_voted])
    def decide(self, by, clerk):
        self.assigned = clerk

    @fsm_log_by
    @transition("state", "executing", "accepting", permission=is_assigned)
    def execute(self, by, head):
        self.assigned = head

    @fsm_log_by
    @transition("state", "accepting", "accepted", permission=is_assigned)
    def accept(self, by):
        self.assigned = None


class Ballot(models.Model):
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="ballots")
    voter = models.ForeignKey(User, models.PROTECT, related_name="+")
    agree = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "voter"], name="one_ballot")]

    def __str__(self):
        return f"{self.plan_id}/{self.voter_id}"
