"""提醒和督办 beside a subject: what the pages of the apps above show of it."""

from django.urls import reverse

from .queries.orders import lines_about


def beside(subject, person) -> dict:
    """Context of templates/supervision/beside.html for the page of a subject. One statement."""
    return {"supervision": {"lines": lines_about(subject.key, person), "chain_url": chain_url(subject.key)}}


def of_task(task, person) -> dict:
    """The same for one task of a plan, as its page's panel."""
    key = f"plan:{task.plan_id}"
    return {"lines": lines_about(key, person, line=task.line), "chain_url": chain_url(key)}


def chain_url(key: str) -> str:
    """The whole chain of a subject: every reminder and every 督办."""
    return reverse("chain", args=[key])
