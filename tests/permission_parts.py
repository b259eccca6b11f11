"""The tables of who may do what, one for each field beside that of the plan (permission_table.py)."""

from tests import (
    permission_adjusting,
    permission_handover,
    permission_items,
    permission_meetings,
    permission_misfiled,
    permission_papers,
    permission_sittings,
    permission_supervision,
    permission_visits,
    permission_voiding,
    permission_writing,
)

PARTS = (
    permission_adjusting,
    permission_handover,
    permission_items,
    permission_meetings,
    permission_misfiled,
    permission_papers,
    permission_sittings,
    permission_supervision,
    permission_visits,
    permission_voiding,
    permission_writing,
)
