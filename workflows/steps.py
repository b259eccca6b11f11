"""Steps: the states a process waits in. A flow made of them reads as a table of contents.

    review = Step(Status.REVIEW).On(Outcome.APPROVED, this.execution).On(Outcome.RETURNED, this.revision)

Exactly one step of a process is open at a time. Entering a step puts its status on the subject, and
nothing else ever does. What happens inside a step (rounds, votes, groups) is rows, never graph.
"""

from functools import cache

from viewflow import this
from viewflow.workflow import STATUS, flow
from viewflow.workflow.activation import Activation
from viewflow.workflow.base import Edge
from viewflow.workflow.nodes.end import EndActivation
from viewflow.workflow.nodes.handle import HandleActivation
from viewflow.workflow.nodes.start import StartHandleActivation
from viewflow.workflow.status import PROCESS

from records import clock


def _enter(activation_class, flow_task, prev_activation, token):
    """A task row for the step, and its status on the subject in hand (saved by workflows.acts).

    The library's `create` also writes the many-to-many `previous`; with one open step at a time the
    task before is simply the last one, kept in `data`.
    """
    process = prev_activation.process
    task = flow_task.flow_class.task_class(
        process=process,
        flow_task=flow_task,
        token=token,
        created=clock.now(),
        data={"after": prev_activation.task.pk},
    )
    process.subject.status = flow_task.status
    return activation_class(task)


class BeginActivation(StartHandleActivation):
    """Starts a process. The row is new, so nobody else can hold it: no lock, no savepoint."""

    @Activation.status.transition(source=STATUS.NEW)
    def execute(self):
        self.process.created = clock.now()
        self.process.save(force_insert=True)
        self.task.process = self.process
        self.complete()
        self.activate_next()


class StepActivation(HandleActivation):
    @classmethod
    def create(cls, flow_task, prev_activation, token, data=None, seed=None):
        activation = _enter(cls, flow_task, prev_activation, token)
        activation.task.save(force_insert=True)
        return activation

    @Activation.status.transition(source=STATUS.DONE)
    def create_next(self):
        outcome = self.task.data["outcome"]
        yield self.flow_task.outcomes[outcome]._create(self, self.task.token)


class FinishActivation(EndActivation):
    """Ends the process. The step before was its only open one, so there is nothing to count."""

    def __hash__(self):
        # Its task gets its row at the end (one insert, no update), and a row without a key has no hash.
        return id(self)

    @classmethod
    def create(cls, flow_task, prev_activation, token, data=None, seed=None):
        return _enter(cls, flow_task, prev_activation, token)

    @Activation.status.super()
    def activate(self):
        self.task.started = self.task.finished = clock.now()
        self.process.status = PROCESS.DONE
        self.process.finished = clock.now()
        self.process.save(update_fields=["status", "finished"])


class Begin(flow.StartHandle):
    activation_class = BeginActivation

    @property
    def first(self):
        """The step in which every life begins."""
        return self._next


class OutcomeEdge(Edge):
    """An edge that knows which outcome takes it; the label of the diagram."""

    def __init__(self, src, dst, outcome):
        super().__init__(src=src, dst=dst, edge_class="next")
        self.outcome = outcome


class Step(flow.Handle):
    """A wait state that people leave through one of its outcomes."""

    activation_class = StepActivation

    def __init__(self, status):
        super().__init__()
        self.status = status
        self.outcomes = {}

    def On(self, outcome, node):  # noqa: N802 - beside the library's Next and Case
        """Leaving with `outcome` leads to `node`."""
        self.outcomes[outcome] = node
        return self

    def _resolve(self, instance):
        super()._resolve(instance)
        self.outcomes = {key: this.resolve(instance, node) for key, node in self.outcomes.items()}

    def _outgoing(self):
        for outcome, node in self.outcomes.items():
            yield OutcomeEdge(self, node, outcome)


class Finish(flow.End):
    activation_class = FinishActivation

    def __init__(self, status):
        super().__init__()
        self.status = status


@cache
def steps_of(flow_class) -> dict[str, Step]:
    """The steps of a flow by the status they give their subject; no two steps share one."""
    steps = [node for node in flow_class.instance.nodes() if isinstance(node, Step)]
    by_status = {step.status: step for step in steps}
    if len(by_status) != len(steps):
        raise ValueError(f"two steps of {flow_class.__name__} have the same status")
    return by_status
