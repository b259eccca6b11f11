"""免账号阅提意见: an expiring link by which somebody without an account reads one version of one matter and gives an opinion."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import Answer
from .rounds import Round


class GuestLink(models.Model):
    """One link for one person at one sitting of a 会签. `words` is their opinion, which is read and decides nothing."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="guest_links")
    name = models.CharField(_("姓名"), max_length=60)
    organisation = models.CharField(_("单位、职务"), max_length=100)
    email = models.EmailField(_("电子邮箱"))
    reason = models.CharField(_("事由"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    expires_at = models.DateTimeField(_("有效期至"))
    sent_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    words = models.TextField(_("意见"), blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("免账号阅提意见")
        ordering = ["id"]

    def __str__(self):
        return f"{self.round_id} {self.email}"


class GuestVisit(models.Model):
    """One opening of the link: when, and from which address."""

    link = models.ForeignKey(GuestLink, models.PROTECT, related_name="visits")
    at = models.DateTimeField()
    address = models.CharField(max_length=60, blank=True)

    class Meta:
        verbose_name = _("免账号访问")
        ordering = ["id"]

    def __str__(self):
        return f"{self.link_id} {self.at}"
