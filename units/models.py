"""Who: units, sections, people, posts, committee seats, delegation. Everything dated (起止日期)."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .enums import Errand, Post, QuorumProfile, SeatRole, UnitKind


class Dated(models.Model):
    """Valid from `since` to `until` inclusive; an open end is null."""

    since = models.DateField(_("起"))
    until = models.DateField(_("止"), null=True, blank=True)

    class Meta:
        abstract = True


def ends_after_it_starts(name: str) -> models.CheckConstraint:
    """A dated row cannot end before it starts."""
    return models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name=name)


class Unit(Dated):
    """单位: a unit under the committee, or the committee itself. `name` is today's; former ones are in UnitName."""

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(_("名称"), max_length=100)
    short_name = models.CharField(_("简称"), max_length=40)
    kind = models.CharField(max_length=10, choices=UnitKind, default=UnitKind.UNIT)
    pinyin = models.CharField(max_length=200, blank=True)
    office_phone = models.CharField(_("办公电话"), max_length=40, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="predecessors", verbose_name=_("承接单位")
    )  # after a merger: its people belong there, its own matters keep their unit and number

    class Meta:
        verbose_name = _("单位")
        ordering = ["pinyin", "id"]
        constraints = [ends_after_it_starts("unit_dates")]

    def __str__(self):
        return self.name


class UnitName(Dated):
    """A former name of a unit: papers of a day print the name of that day."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="former_names")
    name = models.CharField(max_length=100)
    basis = models.CharField(_("文号"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("单位曾用名")
        constraints = [ends_after_it_starts("unit_name_dates")]

    def __str__(self):
        return self.name


class Section(Dated):
    """科室: a section of a unit."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="sections")
    name = models.CharField(_("名称"), max_length=60)

    class Meta:
        verbose_name = _("科室")
        ordering = ["unit_id", "id"]
        constraints = [ends_after_it_starts("section_dates")]

    def __str__(self):
        return self.name


class PersonManager(BaseUserManager):  # Django's word; `get_by_natural_key` is what log-in asks for
    """People by their account name."""


class Person(AbstractBaseUser, Dated):
    """人员: one person, one account. Deactivated when they leave, never deleted."""

    username = models.CharField(_("账号"), max_length=60, unique=True)
    name = models.CharField(_("姓名"), max_length=60)
    pinyin = models.CharField(max_length=200, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="people")
    section = models.ForeignKey(Section, models.PROTECT, null=True, blank=True, related_name="people")
    title = models.CharField(_("职务"), max_length=60, blank=True)
    office_phone = models.CharField(_("办公电话"), max_length=40, blank=True)
    email = models.EmailField(_("电子邮箱"), blank=True)
    is_active = models.BooleanField(_("在用"), default=True)
    password_set_at = models.DateTimeField(null=True)

    objects = PersonManager()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"

    class Meta:
        verbose_name = _("人员")
        ordering = ["pinyin", "id"]
        constraints = [ends_after_it_starts("person_dates")]

    def __str__(self):
        return self.name


class FormerPassword(models.Model):
    """The hash of a password used before, so that it is not used again."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="former_passwords")
    password = models.CharField(max_length=128)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("曾用密码")

    def __str__(self):
        return f"{self.person_id} {self.at}"


class Posting(Dated):
    """任岗: a person holds a post in a unit (and a section) over some time."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="postings")
    post = models.CharField(max_length=20, choices=Post)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="postings")
    section = models.ForeignKey(Section, models.PROTECT, null=True, blank=True, related_name="postings")

    class Meta:
        verbose_name = _("任岗")
        indexes = [models.Index(fields=["unit", "post"], name="posting_by_unit")]
        constraints = [ends_after_it_starts("posting_dates")]

    def __str__(self):
        return f"{self.person_id} {self.post}"


class Committee(models.Model):
    """委员会: who decides together, and by which quorum profile."""

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=100)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="committees")
    quorum = models.CharField(max_length=20, choices=QuorumProfile, default=QuorumProfile.DOUBLE_MAJORITY)

    class Meta:
        verbose_name = _("委员会")

    def __str__(self):
        return self.name


class Seat(Dated):
    """委员席位: a person's seat in a committee over a term (届次)."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="seats")
    person = models.ForeignKey(Person, models.PROTECT, related_name="seats")
    role = models.CharField(max_length=10, choices=SeatRole, default=SeatRole.MEMBER)
    term = models.CharField(_("届次"), max_length=40, blank=True)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("委员席位")
        ordering = ["order", "id"]
        constraints = [ends_after_it_starts("seat_dates")]

    def __str__(self):
        return f"{self.person_id} {self.role}"


class Delegation(Dated):
    """委托: one person acts for another over some days; never for ballots. Papers print both names."""

    principal = models.ForeignKey(Person, models.PROTECT, related_name="delegations_given")
    delegate = models.ForeignKey(Person, models.PROTECT, related_name="delegations_received")
    errands = models.JSONField(
        _("委托事项"), default=list, blank=True
    )  # units.enums.Errand; none named: all of them
    reason = models.CharField(max_length=200, blank=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("委托")
        constraints = [
            ends_after_it_starts("delegation_dates"),
            models.CheckConstraint(condition=~Q(principal=F("delegate")), name="not_to_oneself"),
        ]

    def __str__(self):
        return f"{self.principal_id}→{self.delegate_id}"

    @property
    def errand_labels(self) -> list[str]:
        """委托事项, as people read them."""
        return [str(Errand(each).label) for each in self.errands or Errand.values]


class HandOver(models.Model):
    """工作交接: what one person held went to others, all of it at once. What moved stands on its trail and on those of the things."""

    KIND = "handover"
    process = process_id = None  # a subject without a flow (docs/adr/0009)

    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("移交人"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")  # theirs, of that day
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(_("交接原因"), max_length=200)

    class Meta:
        verbose_name = _("工作交接")
        ordering = ["-id"]
        indexes = [models.Index(fields=["unit", "-id"], name="handover_by_unit")]

    def __str__(self):
        return self.person.name

    @property
    def key(self) -> str:
        """The name of its trail: `handover:3`."""
        return f"{self.KIND}:{self.pk}"

    @property
    def title(self) -> str:
        """As people read it."""
        return str(self)
