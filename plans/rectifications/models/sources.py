"""来源规则: 谁交办、谁销号, per source; an administrator edits the row, a running closing keeps what it began with."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import Authority, LookBackRule, SourceKind


class Source(models.Model):
    """问题来源: who hands out, who may extend, who closes, and which stages its closing goes through."""

    kind = models.CharField(_("问题来源"), max_length=20, choices=SourceKind, unique=True)
    hands_out = models.CharField(_("交办单位"), max_length=10, choices=Authority, default=Authority.COMMITTEE)
    extends = models.CharField(_("延期批准权"), max_length=10, choices=Authority, default=Authority.COMMITTEE)
    closes = models.CharField(_("销号主体"), max_length=10, choices=Authority, default=Authority.COMMITTEE)
    first_review = models.BooleanField(_("初审"), default=True)
    recheck = models.BooleanField(_("复核"), default=False)
    acceptance = models.BooleanField(_("验收"), default=True)
    decision = models.BooleanField(_("审定"), default=True)
    publicity = models.BooleanField(_("公示"), default=False)
    look_back = models.CharField(
        _("回头看范围"), max_length=10, choices=LookBackRule, default=LookBackRule.DRAWN
    )
    drawn_percent = models.PositiveIntegerField(
        _("抽取比例（%）"), default=20, validators=[MaxValueValidator(100)]
    )

    class Meta:
        verbose_name = _("来源规则")
        ordering = ["id"]

    def __str__(self):
        return str(
            SourceKind(self.kind).label
        )  # in every line of the ledger: `get_kind_display` translates all of them
