"""群众反映 in two parts: 转办摘要 is the item that the unit gets; who complained is sealed and stays with 受理人员."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..enums import Channel
from .items import Item


class Complaint(models.Model):
    """群众反映. `sealed` is 反映人信息 (leaks.Reporter), read only by its own operation, which notes who read it.

    An accusation against a person is not handled here: `referred_on`, and nothing but date and number is kept of it.
    `key` is the form it came in with: sent twice it is still one.
    """

    number = models.CharField(_("受理编号"), max_length=30, unique=True)
    key = models.CharField(max_length=64, unique=True)
    received_on = models.DateField(_("受理日期"))
    channel = models.CharField(_("反映渠道"), max_length=10, choices=Channel, blank=True)
    sealed = models.TextField(blank=True)
    item = models.OneToOneField(Item, models.PROTECT, null=True, related_name="complaint")
    referred_on = models.DateField(_("移送日期"), null=True)
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    registered_at = models.DateTimeField()

    class Meta:
        verbose_name = _("群众反映")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(referred_on=None) | Q(sealed="", channel="", item=None),
                name="nothing_kept_of_an_accusation",
            )
        ]

    def __str__(self):
        return self.number

    @property
    def trail_key(self) -> str:
        """The name of its trail."""
        return f"complaint:{self.pk}"


class Reply(models.Model):
    """答复反映人, owed by the unit that was given the complaint first (首办单位), also when it hands the item back.

    The unit does not know the person: it writes the reply, 受理人员 pass it on and note the day.
    """

    complaint = models.OneToOneField(Complaint, models.PROTECT, related_name="reply")
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+", verbose_name=_("首办单位"))
    due = models.DateField(_("答复时限"))
    words = models.TextField(_("答复内容"), blank=True)
    replied_on = models.DateField(_("答复日期"), null=True)
    replied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    told_on = models.DateField(_("告知反映人日期"), null=True)
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("对反映人的答复")
        indexes = [models.Index(fields=["unit", "due"], condition=Q(replied_on=None), name="reply_owed")]

    def __str__(self):
        return f"{self.complaint_id} {self.due}"
