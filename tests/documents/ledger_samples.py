"""Invented facts for the printed ledgers."""

from documents.papers import ledger_inspection, ledger_leaders

from .common import DAY, common


def inspection(
    *, problems: int = 3, measures: int = 2, text: str = "窗口一次性告知不到位，群众多次往返", **changes
):
    return ledger_inspection.Facts(
        **{
            **common(number=""),
            "as_of": DAY,
            "wanted": "全部事项",
            "late": 1,
            "problems": tuple(
                ledger_inspection.ProblemLine(
                    category="作风建设",
                    problem=f"始{index:02}{text}终{index:02}",
                    goal="一次告知、一次办成",
                    state=ledger_inspection.STATES[index % 3],
                    mechanism="《一次性告知制度》（样例发〔2026〕31号）",
                    evidence="告知单文本",
                    measures=tuple(
                        ledger_inspection.MeasureLine(
                            text=f"措施{index:02}-{n:02}：编制一次性告知单，覆盖全部高频事项",
                            leader="张翀堃",
                            responsible="综合窗口科、孙䶮",
                            due="2026-11-30\n2026-12-31",
                            progress="2026-11-20 已完成初稿",
                        )
                        for n in range(measures)
                    ),
                )
                for index in range(problems)
            ),
            **changes,
        }
    )


def leaders(*, items: int = 3, **changes):
    return ledger_leaders.Facts(
        **{
            **common(number=""),
            "as_of": DAY,
            "wanted": "全部事项",
            "red": items,
            "yellow": 0,
            "items": tuple(
                ledger_leaders.UrgentItem(
                    unit="示范区政务服务中心（样例）",
                    number=f"整改-2026-{index:04}",
                    problem="窗口一次性告知不到位",
                    responsible="张翀堃\n孙䶮",
                    limit="2026-11-20",
                    light="红灯\n已逾期1个工作日",
                    progress="2026-11-20 已完成初稿",
                    waits="整改中",
                )
                for index in range(items)
            ),
            **changes,
        }
    )
