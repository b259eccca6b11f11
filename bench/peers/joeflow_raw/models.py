"""joeflow: the lifecycle as edges between human tasks; `assignees` are its assignments, finished tasks its trail."""

from django.db import models
from joeflow import tasks
from joeflow.models import Workflow


class Plan(Workflow):
    title = models.CharField(max_length=200)
    agreed = models.PositiveIntegerField(default=0)

    draft = tasks.StartView(fields=["title"])
    submit = tasks.UpdateView(fields=[])
    review1 = tasks.UpdateView(fields=["agreed"])
    review2 = tasks.UpdateView(fields=["agreed"])
    review3 = tasks.UpdateView(fields=["agreed"])
    review4 = tasks.UpdateView(fields=["agreed"])
    review5 = tasks.UpdateView(fields=["agreed"])
    reviewed = tasks.Join("review1", "review2", "review3", "review4", "review5")

    def carried(self):
        return [self.execute] if self.agreed >= 3 else [self.submit]

    execute = tasks.UpdateView(fields=[])
    accept = tasks.UpdateView(fields=[])

    edges = [
        (draft, submit),
        (submit, review1),
        (submit, review2),
        (submit, review3),
        (submit, review4),
        (submit, review5),
        (review1, reviewed),
        (review2, reviewed),
        (review3, reviewed),
        (review4, reviewed),
        (review5, reviewed),
        (reviewed, carried),
        (carried, execute),
        (execute, accept),
    ]
