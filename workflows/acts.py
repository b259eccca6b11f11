"""An act: one thing a person does to a subject, in one transaction, under the process lock.

    with acting(plan, PlanFlow.drafting, by=person) as act:
        rules.check_can_submit(plan, person)
        act.record("plan.submitted", words=words)
        act.leave(Outcome.SUBMITTED)

`acting` locks the process with its subject, re-reads both, checks that they stand at one of the steps
named, and after the body writes everything at once: the step, the subject, assignments, the trail,
notices, facts. An exception leaves nothing behind. The body never commits and never calls another act; what
it does to another subject on the way stands `beside` it.
"""

from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from viewflow.workflow import STATUS
from viewflow.workflow.models import Task

from notifications import telling
from records import clock, facts, trail
from records.compiled import Compiled
from records.enums import Circle
from records.errors import Refused
from units import holders, queries

from . import assigning, subjects, wording
from .enums import Outcome
from .locks import holding, lock
from .models import Assignment
from .steps import steps_of

MISSED = _("该环节已由他人办结或尚未开始，页面可能已经过时，请刷新后查看最新进展。您填写的内容没有丢失。")
RESTS = _("该事项已暂停办理，恢复后再办。您填写的内容没有丢失。")


def _open_step(process: int, subject: str) -> QuerySet:
    """The step a process stands at, with the end of its subject's trail."""
    return Task.objects.annotate(**trail.end_of(subject)).filter(process_id=process, status=STATUS.NEW)


_OPEN_STEP = Compiled(_open_step, process=int, subject=str)


@dataclass
class Act:
    """What is being done, collected until the body has ended."""

    subject: object
    by: object
    step: object | None  # the node the process stood at when the act began
    entries: list = field(default_factory=list)
    opened: list = field(default_factory=list)
    notices: list = field(default_factory=list)
    facts: list = field(default_factory=list)
    changed: set = field(default_factory=set)
    outcome: str = ""
    trail_end: tuple[int, str] | None = None  # of the subject's trail, once it has been read

    @property
    def process(self):
        return self.subject.process

    def set(self, **fields):
        """Change fields of the subject; saved once, at the end."""
        for name, value in fields.items():
            setattr(self.subject, name, value)
            self.changed.add(name)

    def record(
        self,
        code: str,
        *,
        on_behalf_of=None,
        version: int | None = None,
        line: str = "",
        item_code: str = "",
        fact_of: int | None = None,
        **params,
    ):
        """One line of the trail, and the dated fact it leaves. Its 知悉范围 is that of the code (workflows.wording).

        `line` and `item_code`: the task it concerns, and the item of the list which that task answers;
        `fact_of`: the unit whose work it was, where a line has a unit of its own.
        """
        worded = wording.of(code)
        if words := params.get("words"):
            subjects.kind_of(self.subject.key).check_words(self.subject, words, self.by)
        self.fact(worded.fact or code, line=line, item_code=item_code, unit_id=fact_of)
        self.entries.append(
            trail.Line(
                code=code,
                params={**params, "line": line} if line else params,
                circle=worded.circle,
                by=self.by,
                on_behalf_of=on_behalf_of,
                unit_id=self.by.unit_id if self.by else None,
                version=version,
            )
        )

    def assign(
        self, kind: str, holder: str, what: str, *, title: str = "", url: str = "", **how
    ) -> Assignment:
        """待办: `holder` now has `what` to do; `how` as in workflows.assigning (limit_days, due, starts, line, note, n)."""
        subject = self.subject
        assignment = assigning.assignment(
            kind,
            holder,
            what,
            subject=subject.key,
            process_id=subject.process_id,
            unit_id=subject.unit_id,
            title=title or str(subject),
            url=url or subjects.kind_of(subject.key).url(subject),
            by=self.by,
            **how,
        )
        self.opened.append(assignment)
        return assignment

    def finish(
        self,
        *kinds: str,
        line: str | None = None,
        holder: str | None = None,
        on_behalf_of=None,
        outcome: str = "",
    ):
        """The open assignments of these kinds (when none is named, all but what waits beside its turn) are done by this
        act, with its outcome."""
        waiting = assigning.open_of(self.subject)
        if kinds:
            waiting = waiting.filter(kind__in=kinds)
        elif beside := subjects.kind_of(self.subject.key).beside:
            waiting = waiting.exclude(kind__in=beside)
        if line is not None:
            waiting = waiting.filter(line=line)
        if holder is not None:
            waiting = waiting.filter(holder=holder)
        waiting.update(
            done_at=clock.now(),
            done_by=self.by,
            on_behalf_of=on_behalf_of,
            outcome=outcome or self.outcome,
        )

    def lapse(self, *kinds: str, line: str | None = None, holder: str | None = None):
        """The open assignments of these kinds are no longer to be done: the matter was decided without them, by nobody's act."""
        waiting = assigning.open_of(self.subject).filter(kind__in=kinds)
        if line is not None:
            waiting = waiting.filter(line=line)
        if holder is not None:
            waiting = waiting.filter(holder=holder)
        waiting.update(done_at=clock.now(), outcome=Outcome.LAPSED)

    def lapse_one(self, waiting: Assignment):
        """One open assignment waits for somebody else from now on (工作交接): nobody has done it."""
        open_ones = Assignment.objects.filter(pk=waiting.pk, done_at=None)
        if not open_ones.update(done_at=clock.now(), outcome=Outcome.LAPSED):
            raise Refused(str(MISSED))

    def notify(self, to, event: str, text: str, *, circle: Circle = Circle.FEEDBACK, url: str = ""):
        """待阅: `to` are people or holder keys; they read `text` with a link to the subject (or to `url`)."""
        keys = [each for each in to if isinstance(each, str)]
        people = [each for each in to if not isinstance(each, str)]
        if keys:
            people += list(queries.people_of(keys))
        unique = {person.pk: person for person in people if person.pk != (self.by and self.by.pk)}
        kind = subjects.kind_of(self.subject.key)
        self.notices.append(
            {
                "people": list(unique.values()),
                "event": event,
                "text": text[:300],
                "url": url or kind.url(self.subject),
                "subject": self.subject.key,
                "circle": circle,
                "by": self.by,
            }
        )

    def fact(self, code: str, *, line: str = "", item_code: str = "", unit_id: int | None = None):
        """A dated fact of the subject's unit (of `unit_id`, where a line has its own) that no line of the trail leaves."""
        self.facts.append(
            facts.fact(
                code,
                subject=self.subject.key,
                line=line,
                item_code=item_code,
                unit_id=unit_id or self.subject.unit_id,
            )
        )

    def leave(self, outcome: str):
        """Leave the step by this outcome; must be one the step declares."""
        if outcome not in self.step.outcomes:
            raise Refused(str(MISSED))
        self.outcome = outcome

    def _write(self):
        subject = self.subject
        if self.outcome and self.step is not None:
            self._move_on()
        if self.changed:
            subject.save(update_fields=sorted(self.changed))
        Assignment.objects.bulk_create(self.opened)
        trail.record_many(subject.key, self.entries, after=self.trail_end)
        for notice in self.notices:
            telling.tell_many(**notice)
        facts.note_many(self.facts)
        subjects.kind_of(subject.key).kept([subject])

    def _move_on(self):
        """Complete the open step by the outcome, through the flow; the next step writes its status on the subject."""
        (task,) = _OPEN_STEP.objects(process=self.subject.process_id, subject=self.subject.key)
        if task.flow_task != self.step:
            raise Refused(str(MISSED))
        self.trail_end = (task.trail_n, task.trail_digest) if task.trail_n else trail.BEGINNING
        task.process = self.process
        task.process.subject = self.subject
        task.data["outcome"] = self.outcome
        activation = self.step.activation_class(task)
        activation.run(None)
        activation.execute()
        self.changed.add("status")
        beside = subjects.kind_of(self.subject.key).beside
        if beside and self.process.status == STATUS.DONE:  # with the end of it nothing waits beside it either
            self.lapse(*beside)


@contextmanager
def acting(subject, *steps, by, while_paused: bool = False):
    """Run the body as one act of `by` on `subject`, which must stand at one of `steps` (any, when none is named).

    Nothing is done to what rests (暂停), but what may be done `while_paused`.
    """
    flow = subjects.kind_of(subject.key).flow
    with holding(subject, flow):
        if flow and not while_paused and (subject.process.data or {}).get("paused"):
            raise Refused(str(RESTS))
        step = steps_of(flow).get(subject.status) if flow else None
        if steps and step not in steps:
            raise Refused(str(MISSED))
        act = Act(subject=subject, by=by, step=step)
        yield act
        act._write()


@contextmanager
def starting(subject, begin=None, *, by, prepare=None):
    """Run the body as the act that begins the life of an unsaved `subject`: `begin` is the flow's first node, None where there is no flow.

    `prepare(subject)` gives it, in the same transaction, what its row cannot do without (a number). Opens the outermost transaction itself; the process row is new, so it needs no lock.
    """
    with transaction.atomic(durable=True):
        if begin is not None:
            activation = begin.activation_class.create(begin, None, None)
            process = activation.process
            process.subject = subject
            activation.execute()
            subject.process = process
        if prepare is not None:
            prepare(subject)
        subject.save(force_insert=True)
        act = Act(subject=subject, by=by, step=None, trail_end=trail.BEGINNING)
        yield act
        act._write()


@contextmanager
def acting_together(keys, *, by):
    """One act on each of several subjects, all in one transaction: {key: act}. For what must move as a whole or not at all
    (工作交接, 机构变动); everything else takes one lock.

    The locks are taken in the order of the keys, so that two of these cannot wait for each other.
    """
    with transaction.atomic(durable=True):
        acts = {}
        for key in sorted(keys):
            subject, flow = subjects.unread(key), subjects.kind_of(key).flow
            lock(subject, flow)
            step = steps_of(flow).get(subject.status) if flow else None
            acts[key] = Act(subject=subject, by=by, step=step)
        yield acts
        for act in acts.values():
            act._write()


@contextmanager
def beside(subject, *, by):
    """An act on a subject inside the act on another one and in its transaction: a new row, or one locked and read anew. It
    stays at its step. Where both have a flow, locks are taken in the order of the keys, as everywhere (adjustment before plan).
    """
    new = subject.pk is None
    if new:
        subject.save(force_insert=True)
    else:
        lock(subject, subjects.kind_of(subject.key).flow)
    act = Act(subject=subject, by=by, step=None, trail_end=trail.BEGINNING if new else None)
    yield act
    act._write()


def liaison_of(subject) -> str:
    """The holder key of the subject's 联络员."""
    return holders.post("liaison", subject.unit_id)
