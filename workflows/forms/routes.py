"""审批路线的表单: the rows of a draft as fields and back. What is typed is taken as it is; the simulation says what is wrong.

The fields of a stage are named by its code (`s-CODE-label`), so that moving a stage renames nothing; `order` lists the codes.
"""

import uuid
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from records.stored import said
from units.enums import OFFICE_POSTS, Post, QuorumProfile
from units.models import Committee, Person

from .. import route_words
from ..designs import Design
from ..enums import Counting, Refusal, StageKind, StagePlace
from ..stage_rows import StageRow
from ..verdicts import ASKING

IN_OFFICE = (*sorted(OFFICE_POSTS), Post.DEPUTY, Post.HEAD, Post.INTAKE)
IN_UNIT = (Post.HEAD, Post.DEPUTY, Post.SECTION_LEAD)
POSTS = tuple(dict.fromkeys((*IN_OFFICE, *IN_UNIT)))
DEFAULT_DAYS, LONGEST_LABEL = 3, 40
BACK_TO = "stage:"
WORD, MOST_WORDS = 60, 40  # characters of a word that a condition asks for, and how many it may ask


@dataclass(frozen=True)
class Option:
    """One choice of a field, and whether it is chosen."""

    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True)
class TraitField:
    """A condition on one trait: ticks, or two numbers."""

    name: str
    label: str
    options: tuple[Option, ...] = ()
    least: str = ""
    most: str = ""


class StageFields:
    """One stage of a draft as the page draws it."""

    def __init__(self, page: "RouteFields", row: StageRow, place: int):
        self.page, self.row, self.place = page, row, place
        self.duty = page.design.duty(row.code)
        self.first, self.last = place == 0, place == len(page.rows) - 1

    @property
    def prefix(self) -> str:
        return f"s-{self.row.code}"

    @property
    def number(self) -> int:
        return self.place + 1

    @property
    def label(self) -> str:
        return said(self.row.label)

    @property
    def who(self) -> str:
        """Whose duty it is."""
        return route_words.who(self.row, route_words.Names({}, self.page.committees))

    @property
    def problems(self) -> list[str]:
        """What the simulation found at this stage."""
        return [each.sentence for each in self.page.problems if each.code == self.row.code]

    @property
    def typed_name(self) -> str:
        """A name that was typed and is nobody's (or of several people): it stays in its field."""
        return self.page.unknown.get(self.row.code, "")

    @property
    def kinds(self) -> list[Option]:
        return [Option(kind, str(StageKind(kind).label), kind == self.row.kind) for kind in ASKING]

    @property
    def places(self) -> list[Option]:
        return [Option(value, str(label), value == self.row.place) for value, label in StagePlace.choices]

    @property
    def posts(self) -> list[Option]:
        chosen = set(self.row.posts)
        return [Option(post, str(Post(post).label), post in chosen) for post in POSTS]

    @property
    def people(self) -> list[Option]:
        return [Option(str(pk), self.page.names.get(pk, ""), True) for pk in self.row.people]

    @property
    def committees(self) -> list[Option]:
        return [Option(str(pk), name, pk == self.row.committee) for pk, name in self.page.committees.items()]

    @property
    def refusals(self) -> list[Option]:
        found = []
        for refusal in self.page.design.refusals:
            if refusal != Refusal.STAGE:
                found.append(Option(refusal, str(Refusal(refusal).label), refusal == self.row.refusal))
                continue
            targets = list(self.page.rows[: self.place])
            codes = {each.code for each in targets}
            if self.row.refusal == Refusal.STAGE and self.row.refusal_stage not in codes:
                targets += [each for each in self.page.rows if each.code == self.row.refusal_stage]
            for each in targets:
                chosen = self.row.refusal == Refusal.STAGE and self.row.refusal_stage == each.code
                words = _("退回“%(stage)s”") % {"stage": said(each.label)}
                found.append(Option(BACK_TO + each.code, words, chosen))
        return found

    @property
    def concerns(self) -> list[Option]:
        return [Option(code, str(label), code in self.row.concerns) for code, label in self.page.design.parts]

    @property
    def traits(self) -> list[TraitField]:
        found = []
        for trait in self.page.design.traits:
            wanted, name = self.row.condition.get(trait.code), f"{self.prefix}-if-{trait.code}"
            if trait.is_number:
                held = wanted or {}
                least, most = (
                    str(held.get(each) if held.get(each) is not None else "") for each in ("least", "most")
                )
                found.append(TraitField(name, str(trait.label), (), least, most))
            else:
                options = tuple(
                    Option(value, str(label), value in (wanted or ()))
                    for value, label in trait.options(wanted or ())
                )
                found.append(TraitField(name, str(trait.label), options))
        return found

    @property
    def quorums(self) -> list[Option]:
        own = Option("", _("按委员会规定"), not self.row.quorum)
        return [own, *(Option(v, str(label), v == self.row.quorum) for v, label in QuorumProfile.choices)]

    @property
    def countings(self) -> list[Option]:
        return [Option(value, str(label), value == self.row.counting) for value, label in Counting.choices]

    @property
    def more_is_open(self) -> bool:
        """Something is set below the fold."""
        return bool(self.row.condition or self.row.keeps)


class RouteFields:
    """A whole draft as the page draws it."""

    def __init__(
        self, design: Design, rows: list[StageRow], *, problems=(), unknown: dict[str, str] | None = None
    ):
        self.design, self.rows, self.problems = design, rows, list(problems)
        self.unknown = unknown or {}

    @property
    def order(self) -> str:
        return ",".join(row.code for row in self.rows)

    @property
    def stages(self) -> list[StageFields]:
        return [StageFields(self, row, place) for place, row in enumerate(self.rows)]

    @property
    def whole(self) -> list[str]:
        """What the simulation found about the route as a whole."""
        return [each.sentence for each in self.problems if not each.code]

    @property
    def missing_duties(self) -> list[Option]:
        codes = {row.code for row in self.rows}
        return [Option(d.code, said(d.row.label)) for d in self.design.duties if d.code not in codes]

    @cached_property
    def names(self) -> dict[int, str]:
        return names_of(self.rows)

    @cached_property
    def committees(self) -> dict[int, str]:
        return dict(Committee.objects.order_by("id").values_list("pk", "name"))

    @cached_property
    def offered(self) -> list[str]:
        """Everybody who may be named, as they are typed."""
        return [_typed(each) for each in _everybody()]


def names_of(rows) -> dict[int, str]:
    """The people named by these stages."""
    wanted = {pk for row in rows for pk in row.people}
    return dict(Person.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}


def _everybody():
    people = Person.objects.filter(is_active=True).exclude(name="").select_related("unit")
    return people.order_by("unit_id", "pinyin", "id")


def _typed(person: Person) -> str:
    return f"{person.name}（{person.unit.short_name}）"


def read(data: MultiValueDict, design: Design, rows: list[StageRow]) -> tuple[list[StageRow], dict[str, str]]:
    """The stages as they stand in the form, and the names that are nobody's by stage. `rows` is the draft so far."""
    before = {row.code: row for row in rows}
    codes = [code for code in data.get("order", ",".join(before)).split(",") if code in before]
    unknown: dict[str, str] = {}
    read_rows = []
    for code in dict.fromkeys(codes):
        row = before[code]
        if f"s-{code}-limit" not in data:  # this stage was not on the page
            read_rows.append(row)
            continue
        row = _asking(data, row, unknown) if row.asks else _duty(data, row)
        read_rows.append(replace(row, condition=_condition(data, f"s-{code}-if-", design)))
    return read_rows, unknown


def _duty(data: MultiValueDict, row: StageRow) -> StageRow:
    prefix = f"s-{row.code}-"
    row = replace(row, limit_days=_number(data.get(prefix + "limit")))
    if not row.votes:
        return row
    quorum, counting = data.get(prefix + "quorum", ""), data.get(prefix + "counting", "")
    return replace(
        row,
        committee=_number(data.get(prefix + "committee")) or row.committee,
        quorum=quorum if quorum in QuorumProfile.values else "",
        counting=counting if counting in Counting.values else Counting.SHARE,
        ayes=data.get(prefix + "ayes", "").strip()[:10],
        chair_weight=_number(data.get(prefix + "weight")) or 1,
    )


def _asking(data: MultiValueDict, row: StageRow, unknown: dict[str, str]) -> StageRow:
    prefix = f"s-{row.code}-"
    kind, place = data.get(prefix + "kind", ""), data.get(prefix + "place", "")
    posts = [each for each in data.getlist(prefix + "posts") if each in POSTS]
    refusal, back = _refusal(data.get(prefix + "refusal", ""))
    takes_posts = place in (StagePlace.OFFICE, StagePlace.UNIT)
    return replace(
        row,
        label=data.get(prefix + "label", "").strip()[:LONGEST_LABEL],
        kind=kind if kind in ASKING else StageKind.HANDLE,
        place=place if place in StagePlace.values else StagePlace.OFFICE,
        post=posts[0] if posts and takes_posts else "",
        also=tuple(posts[1:]) if takes_posts else (),
        people=_people(data, prefix, row, unknown),
        committee=_number(data.get(prefix + "committee")) or None if place == StagePlace.COMMITTEE else None,
        limit_days=_number(data.get(prefix + "limit")),
        refusal=refusal,
        refusal_stage=back,
        keeps=prefix + "keeps" in data,
        concerns=tuple(data.getlist(prefix + "concerns"))[:10],
    )


def _people(data: MultiValueDict, prefix: str, row: StageRow, unknown: dict[str, str]) -> tuple[int, ...]:
    """Those that stay ticked, and the one whose name was typed."""
    people = [int(pk) for pk in data.getlist(prefix + "people") if pk.isdecimal() and len(pk) < 10]
    typed = data.get(prefix + "person", "").strip()[:80]
    if typed:
        name, _open, unit = typed.replace("(", "（").rstrip(")）").partition("（")
        found = Person.objects.filter(is_active=True, name=name.strip())
        if unit:
            found = found.filter(unit__short_name=unit.strip())
        keys = list(found.values_list("pk", flat=True)[:2])
        if len(keys) == 1:
            people += keys
        else:
            unknown[row.code] = typed
    known = Person.objects.filter(pk__in=people, is_active=True)
    standing = set(known.values_list("pk", flat=True)) if people else set()
    return tuple(pk for pk in dict.fromkeys(people) if pk in standing)


def _refusal(value: str) -> tuple[str, str]:
    if value.startswith(BACK_TO):
        return Refusal.STAGE, value.removeprefix(BACK_TO)[:20]
    return (value if value in Refusal.values and value != Refusal.STAGE else Refusal.DRAFTER), ""


def _condition(data: MultiValueDict, prefix: str, design: Design) -> dict:
    found = {}
    for trait in design.traits:
        name = prefix + trait.code
        if trait.is_number:
            bounds = {"least": data.get(name + "-least", ""), "most": data.get(name + "-most", "")}
            bounds = {key: int(text) for key, text in bounds.items() if text.isdecimal() and len(text) < 6}
            if bounds:
                found[trait.code] = bounds
        elif trait.offers is not None:
            if values := [value[:WORD] for value in data.getlist(name) if value.strip()][:MOST_WORDS]:
                found[trait.code] = values
        else:
            values = [value for value, _label in trait.choices if value in data.getlist(name)]
            if values and len(values) < len(trait.choices):
                found[trait.code] = values
    return found


def _number(text: str | None) -> int:
    """A whole number; 0 for anything else, which the simulation refuses by a sentence."""
    text = (text or "").strip()
    return int(text) if text.isdecimal() and len(text) < 7 else 0


def changed(rows: list[StageRow], design: Design, do: str) -> list[StageRow]:
    """What a button did: up:CODE, down:CODE, remove:CODE, add:CODE (after it), duty:CODE."""
    verb, _colon, code = do.partition(":")
    codes = [row.code for row in rows]
    if verb == "duty" and (duty := design.duty(code)) and code not in codes:
        order = [each.code for each in design.duties]
        later = [
            place
            for place, each in enumerate(codes)
            if each in order and order.index(each) > order.index(code)
        ]
        place = later[0] if later else len(rows)
        return [*rows[:place], duty.row, *rows[place:]]
    if verb == "add" and (code in codes or not rows):
        place = codes.index(code) + 1 if rows else 0
        return [*rows[:place], _new(len(rows) + 1), *rows[place:]]
    if code not in codes:
        return rows
    place = codes.index(code)
    if verb == "remove" and not (design.duty(code) and design.duty(code).needed):
        return rows[:place] + rows[place + 1 :]
    other = place - 1 if verb == "up" else place + 1
    if verb in ("up", "down") and 0 <= other < len(rows):
        rows = list(rows)
        rows[place], rows[other] = rows[other], rows[place]
    return rows


def _new(n: int) -> StageRow:
    return StageRow(
        code=f"s{uuid.uuid4().hex[:10]}",
        label=_("新环节%(n)d") % {"n": n},
        kind=StageKind.HANDLE,
        post=Post.OFFICE_HEAD,
        limit_days=DEFAULT_DAYS,
        asks=True,
    )
