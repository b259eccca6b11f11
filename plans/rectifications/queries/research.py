"""走访调研 and 好做法 as each person may see them."""

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from records import clock
from units.choosing import Offered
from units.models import Person, Posting
from units.queries import standing, valid_on
from units.standing import TECHNICAL_POSTS
from workflows.queries import recusal

from ..enums import LineKind
from ..models import ResearchVisit, VisitItem, VisitLine
from .items import visible_items
from .matters import lit, visible_matters


def visible_visits(person: Person) -> QuerySet[ResearchVisit]:
    """Office and committee see all, who took part theirs; the visited unit from the day it was told. Technical people none."""
    held = standing(person)
    visits = ResearchVisit.objects.select_related("unit", "begun_by")
    if held.is_technical:
        return visits.none()
    if held.is_office or held.is_committee:
        return visits
    took_part = ResearchVisit.people.through.objects.filter(researchvisit=OuterRef("pk"), person=person)
    told = Q(unit_id__in=held.unit_ids, told_at__isnull=False)
    return visits.filter(told | Exists(took_part))


def visits_page(person: Person, *, told: str = "", words: str = "") -> QuerySet[ResearchVisit]:
    """The list, the newest visit first, with how many lines of each kind it has."""
    visits = visible_visits(person).order_by("-visited_on", "-id")
    if told in {"yes", "no"}:
        visits = visits.filter(told_at__isnull=told == "no")
    if words:
        visits = visits.filter(
            Q(title__icontains=words) | Q(unit__name__icontains=words) | Q(unit__short_name__icontains=words)
        )
    counted = {str(kind): Count("lines", filter=Q(lines__kind=kind)) for kind in LineKind}
    return visits.annotate(**counted)


def lines_of(visit: ResearchVisit, person: Person) -> list[VisitLine]:
    """Its lines with what became of each, as far as the person may see those; `settled`: something did."""
    given = VisitItem.objects.select_related("item__unit").filter(item__in=visible_items(person).values("pk"))
    seen = {matter.pk: matter for matter in lit(visible_matters(person)).filter(visit_line__visit=visit)}
    lines = list(
        visit.lines.select_related("saved_by").prefetch_related(
            Prefetch("given", given, to_attr="given_seen")
        )
    )
    for line in lines:
        line.visit, line.matter_seen = visit, seen.get(line.matter_id)
    return lines


def visible_lines(person: Person) -> QuerySet[VisitLine]:
    """The lines of the visits a person may see."""
    return VisitLine.objects.select_related("visit__unit", "saved_by").filter(
        visit__in=visible_visits(person).values("pk")
    )


def published_practices(person: Person, *, words: str = "") -> QuerySet[VisitLine]:
    """好做法: what the office published, for everybody but the three administrators; newest first."""
    lines = VisitLine.objects.select_related("visit__unit").filter(published_at__isnull=False)
    if standing(person).is_technical:
        return lines.none()
    if words:
        lines = lines.filter(
            Q(text__icontains=words)
            | Q(visit__unit__name__icontains=words)
            | Q(visit__unit__short_name__icontains=words)
        )
    return lines.order_by("-published_at", "-id")


def offered(visit: ResearchVisit | None = None) -> list[Offered]:
    """Who may be named as having taken part: everybody in a post; people of the visited unit are shown with the ground."""
    held = Posting.objects.filter(valid_on(clock.today()), person=OuterRef("pk"))
    people = (
        Person.objects.select_related("unit")
        .filter(Exists(held.exclude(post__in=TECHNICAL_POSTS)), is_active=True)
        .order_by("unit__pinyin", "unit_id", "pinyin", "id")
    )
    own = set()
    if visit is not None:
        of_the_unit = Q(unit_id=visit.unit_id) | Exists(held.filter(unit_id=visit.unit_id))
        own = set(people.filter(of_the_unit).order_by().values_list("pk", flat=True))
    return [Offered(person, recusal.OF_THE_UNIT() if person.pk in own else "") for person in people]
