"""Effects outside the database: what the outbox does for each kind of row. Nothing else is ever done by a worker."""

from documents import batch, batch_work, filing, filing_work, own_fonts, sealing
from documents import effects as papers
from documents.service import MARK_VOID, RENDER
from notifications import digest, gateways, mail
from plans.rectifications import effects as rectifications
from plans.rectifications.operations import amending, exporting, merging, snapshots
from plans.rectifications.operations.handing_back import TAKE_IN
from plans.rectifications.operations.intake import GIVE_OUT
from plans.rectifications.operations.issuing import COMPARE
from records import backups
from records.calendars import RECOMPUTE
from records.outbox import Effect
from workflows import recomputing
from workflows.operations import guests, settling
from workflows.operations import papers as sealed_papers

EFFECTS = {
    mail.KIND: Effect(mail.send, mail.gave_up),
    digest.KIND: Effect(digest.send),
    gateways.KIND: Effect(gateways.send, mail.gave_up),
    RENDER: Effect(papers.render, papers.gave_up, attempts=4),
    guests.LETTER_KIND: Effect(guests.send_letter),
    settling.SETTLE: Effect(settling.settle),
    MARK_VOID: Effect(papers.mark_void, attempts=4),
    batch.PRINT: Effect(batch_work.run, batch_work.gave_up, attempts=6),
    batch.EXPIRE: Effect(batch_work.expire),
    filing.PACK: Effect(filing_work.pack, filing_work.gave_up, attempts=4),
    own_fonts.BUILD: Effect(own_fonts.build, own_fonts.gave_up, attempts=3),
    sealing.SEAL: Effect(sealed_papers.seal, sealing.gave_up, attempts=4),
    TAKE_IN: Effect(merging.take_in),
    GIVE_OUT: Effect(rectifications.give_out, rectifications.gave_up, attempts=6),
    COMPARE: Effect(rectifications.compare, attempts=4),
    RECOMPUTE: Effect(recomputing.recompute),
    backups.KIND: Effect(backups.run_nightly, attempts=3),
    # 台账 (ledger)
    exporting.EXPORT: Effect(exporting.export, exporting.gave_up, attempts=4),
    exporting.EXPIRE: Effect(exporting.expire),
    amending.IMPORT: Effect(amending.take_in, exporting.gave_up, attempts=6),
    snapshots.FREEZE: Effect(snapshots.freeze, exporting.gave_up, attempts=4),
}
