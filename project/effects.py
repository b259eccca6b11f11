"""Effects outside the database: what the outbox does for each kind of row. Nothing else is ever done by a worker."""

from documents import effects as papers
from documents.service import RENDER
from notifications import mail
from records.outbox import Effect

EFFECTS = {
    mail.KIND: Effect(mail.send, mail.gave_up),
    RENDER: Effect(papers.render, papers.gave_up, attempts=4),
}
