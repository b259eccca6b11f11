"""Raw viewflow: the lifecycle as its documentation would draw it. No trail, no notices; a task's owner is its assignment."""

from viewflow import this
from viewflow.workflow import Flow, flow, lock

PEOPLE = {}


def page(request, **_kwargs):
    """Never called: the bench completes tasks in code."""


def assigned(name):
    return flow.View(page).Assign(lambda activation: PEOPLE[name])


class PlanFlow(Flow):
    """The plan's fields live in the JSON of viewflow's own Process: no second table."""

    lock_impl = lock.SelectForUpdateLock(nowait=False, attempts=1)

    draft = flow.Start(page).Next(this.submit)
    submit = assigned("head").Next(this.reviewers)
    reviewers = (
        flow.Split()
        .Always(this.review1)
        .Always(this.review2)
        .Always(this.review3)
        .Always(this.review4)
        .Always(this.review5)
    )
    review1 = assigned("voter1").Next(this.reviewed)
    review2 = assigned("voter2").Next(this.reviewed)
    review3 = assigned("voter3").Next(this.reviewed)
    review4 = assigned("voter4").Next(this.reviewed)
    review5 = assigned("voter5").Next(this.reviewed)
    reviewed = flow.Join().Next(this.carried)
    carried = flow.If(this.is_carried).Then(this.execute).Else(this.submit)
    execute = assigned("clerk").Next(this.accept)
    accept = assigned("head").Next(this.end)
    end = flow.End()

    def is_carried(self, activation):
        return sum(activation.process.data["ballots"].values()) >= 3
