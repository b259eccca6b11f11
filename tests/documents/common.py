"""What the invented facts of all papers share."""

import datetime

DAY = datetime.date(2026, 11, 23)
DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


def common(**changes) -> dict:
    """Who issues it, for whom."""
    return {
        "issuer": "示范区机关工作党委（样例）",
        "number": "验收-2026-0003",
        "code": "7KQ2-M9XD",
        "verify_url": "http://127.0.0.1:8000/verify/7KQ2M9XD",
        "unit": "示范区政务服务中心（样例）",
        "issued_on": DAY,
        **changes,
    }


def of_version(**changes) -> dict:
    """The same, bound to one version."""
    return {
        **common(),
        "plan_title": "示范区政务服务中心创建模范机关实施方案",
        "version_number": 3,
        "version_digest": DIGEST,
        **changes,
    }
