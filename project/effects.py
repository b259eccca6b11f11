"""Effects outside the database: what the outbox does for each kind of row. Nothing else is ever done by a worker."""

from documents import effects as papers
from documents.service import RENDER
from notifications import mail
from plans.rectifications.operations import amending, exporting, snapshots
from records.outbox import Effect

EFFECTS = {
    mail.KIND: Effect(mail.send, mail.gave_up),
    RENDER: Effect(papers.render, papers.gave_up, attempts=4),
    # 台账 (ledger)
    exporting.EXPORT: Effect(exporting.export, exporting.gave_up, attempts=4),
    exporting.EXPIRE: Effect(exporting.expire),
    amending.IMPORT: Effect(amending.take_in, exporting.gave_up, attempts=6),
    snapshots.FREEZE: Effect(snapshots.freeze, exporting.gave_up, attempts=4),
}
