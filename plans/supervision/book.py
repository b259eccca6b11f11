"""全程记录 as an Excel file. No cell is ever a formula or a link."""

import io

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from notifications.enums import Channel, DeliveryState
from records.stored import said

from .queries.chain import Link

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def written(links: list[Link], *, title: str) -> bytes:
    """The chain, one sending a row, under its title."""
    kept = io.BytesIO()
    how = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(kept, how | {"strings_to_numbers": False}) as book:
        sheet = book.add_worksheet(_("全程记录"))
        sheet.write_string(0, 0, title)
        for column, (head, _value) in enumerate(COLUMNS):
            sheet.write_string(1, column, _(head))
            sheet.set_column(column, column, 18)
        for row, link in enumerate(links, start=2):
            for column, (_head, value) in enumerate(COLUMNS):
                sheet.write_string(row, column, str(value(link) or ""))
    return kept.getvalue()


def _moment(moment) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M") if moment else ""


COLUMNS = (
    (noop("时间"), lambda link: _moment(link.at)),
    (noop("内容"), lambda link: said(link.text)),
    (noop("收件人"), lambda link: link.to),
    (noop("单位"), lambda link: link.unit),
    (noop("渠道"), lambda link: Channel(link.channel).label),
    (noop("时限"), lambda link: link.due.isoformat() if link.due else ""),
    (noop("发送"), lambda link: _moment(link.sent_at)),
    (noop("结果"), lambda link: DeliveryState(link.state).label),
    (noop("对方答复"), lambda link: said(link.error)),
    (noop("已阅"), lambda link: _moment(link.read_at)),
    (noop("办结"), lambda link: _moment(link.acted_at)),
)
