"""新增问题 and 批量交办 as their pages show them: what may be chosen, what a job has done so far."""

from django.db.models import Count, QuerySet

from plans.actions.models import Task
from records import clock
from units.enums import Post, UnitKind
from units.models import Person, Section, Unit
from units.queries import standing, valid_on

from ..enums import GIVES_OUT, Authority, SourceKind
from ..models import IntakeJob, Source

RECENT = 5


def units_to_give_to(person: Person) -> QuerySet[Unit]:
    """The office gives to every unit of today, a 联络员 to their own."""
    units = Unit.objects.filter(valid_on(clock.today())).exclude(kind=UnitKind.OFFICE)
    held = standing(person)
    if held.holds_in_office(Post.INTAKE, *GIVES_OUT):
        return units
    return units.filter(
        pk__in=[unit_id for unit_id in held.unit_ids if held.authority(Post.LIAISON, unit_id)]
    )


def sources_to_enter(person: Person) -> QuerySet[Source]:
    """谁交办: the office every source but complaints, which have a form of their own; a unit what it hands out itself."""
    sources = Source.objects.exclude(kind=SourceKind.PUBLIC)
    if standing(person).holds_in_office(*GIVES_OUT):
        return sources
    return sources.filter(hands_out=Authority.UNIT)


def tasks_of(unit: Unit | None) -> QuerySet[Task]:
    """The tasks of a unit's approved plans, the newest plan first."""
    tasks = Task.objects.select_related("plan").order_by("-plan_id", "order", "id")
    return tasks.filter(plan__unit=unit, plan__approved_version__isnull=False) if unit else tasks.none()


def sections_of(unit: Unit | None) -> QuerySet[Section]:
    """The sections a unit has today."""
    return Section.objects.filter(valid_on(clock.today()), unit=unit) if unit else Section.objects.none()


def people_of(unit: Unit | None) -> QuerySet[Person]:
    """The people a unit has today."""
    people = Person.objects.filter(valid_on(clock.today()), unit=unit, is_active=True)
    return people if unit else people.none()


def liaisons_of(unit: Unit) -> list[str]:
    """The names of the unit's 联络员: who will be told."""
    held = unit.postings.filter(valid_on(clock.today()), post=Post.LIAISON, person__is_active=True)
    return list(held.order_by("id").values_list("person__name", flat=True).distinct())


def visible_jobs(person: Person) -> QuerySet[IntakeJob]:
    """The office's clerks see every job, a 督查组 its own; the rows are left out, they may be thousands."""
    jobs = IntakeJob.objects.select_related("asked_by").defer("rows")
    held = standing(person)
    if held.holds_in_office(Post.OFFICE_CLERK):
        return jobs
    return jobs.filter(asked_by=person) if held.holds_in_office(Post.INSPECTOR) else jobs.none()


def recent_jobs(person: Person) -> list[IntakeJob]:
    """The last few jobs, to come back to."""
    return list(visible_jobs(person)[:RECENT])


def job_rows(job_id: int) -> list[dict]:
    """The rows of a job as they were confirmed."""
    return IntakeJob.objects.values_list("rows", flat=True).get(pk=job_id)


def given_by_unit(job: IntakeJob) -> list[dict]:
    """What a job has given out so far, by unit: [{unit__name, n}]."""
    return list(
        job.items.order_by().values("unit__name").annotate(n=Count("pk")).order_by("-n", "unit__pinyin")
    )
