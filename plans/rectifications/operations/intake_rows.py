"""The rows of 批量交办 as they were confirmed, looked at once more when they are given out: days may have passed."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from plans.actions.models import Plan
from records import clock
from records.errors import Refused
from records.stored import in_chinese
from units.models import Person, Section, Unit

from ..models import IntakeJob, Item, Source
from ..queries import sameness
from ..rules import issuing as rules
from .issuing import Problem, check_problem, unsaved

SHOWN = 40  # characters of a problem that name a row that was not given out


@in_chinese()
def unsaved_items(job: IntakeJob, batch: list[dict]) -> tuple[list[Item], list[dict]]:
    """The items of a batch, unsaved; and the rows that cannot be given out any more, each with its sentence."""
    known, items, failed = _Known.of(batch), [], []
    for row in batch:
        try:
            problem = known.problem(row)
            rules.check_no_complaint(problem.source)
            check_problem(problem)
            item = unsaved(problem, by=job.asked_by)
            item.intake = job
            if number := known.same.get((item.unit_id, item.text_digest)):
                raise Refused(_("完全相同的问题已交办：%(number)s。") % {"number": number})
            items.append(item)
        except Refused as refused:
            failed.append(failure(row, str(refused)))
    return items, failed


def failure(row: dict, sentence: str) -> dict:
    """A row that was not given out, and why."""
    return {"row": row["row"], "problem": row["problem"][:SHOWN], "sentence": sentence}


@dataclass(frozen=True)
class _Known:
    """What the rows of a batch name, read in a constant number of statements."""

    units: dict[int, Unit]
    sources: dict[int, Source]
    people: dict[int, Person]
    sections: dict[int, Section]
    plans: dict[int, Plan]
    same: dict[tuple[int, str], str]

    @classmethod
    def of(cls, batch: list[dict]) -> "_Known":
        def named(model, *names):
            return model.objects.in_bulk({row[name] for row in batch for name in names if row.get(name)})

        return cls(
            units=named(Unit, "unit"),
            sources=named(Source, "source"),
            people=named(Person, "leader", "person"),
            sections=named(Section, "section"),
            plans=named(Plan, "plan"),
            same=sameness.given_out((row["unit"], sameness.digest(row["problem"])) for row in batch),
        )

    def problem(self, row: dict) -> Problem:
        """A row as it is given out; Refused when whom it names is no longer there."""
        unit, today = self.units[row["unit"]], clock.today()
        if unit.until and unit.until < today:
            raise Refused(_("“%(name)s”已撤销，不能交办。") % {"name": unit.name})
        more = {"remark": row["remark"], "section": self.sections.get(row["section"])}
        for name in ("leader", "person"):
            person = more[name] = self.people.get(row[name])
            if person and (not person.is_active or (person.until and person.until < today)):
                raise Refused(_("“%(name)s”已离任，请改派后单独录入。") % {"name": person.name})
        taken = (
            "problem",
            "source_document",
            "category",
            "scope",
            "kind",
            "major",
            "goal",
            "standard",
            "plan_line",
        )
        return Problem(
            source=self.sources[row["source"]],
            unit=unit,
            due=date.fromisoformat(row["due"]),
            source_date=date.fromisoformat(row["source_date"]) if row["source_date"] else None,
            plan=self.plans.get(row["plan"]),
            more=more,
            **{name: row[name] for name in taken},
        )
