"""Paper: printed, issued, checked, voided, sealed, printed by the hundred and filed; every page is kept as a picture."""

from launch.tour import Tour

from ._assessment import tell_results
from ._filing import file_it, verify_alone
from ._issuing import check_one, flip_the_store, issue_and_void, register_the_seal
from ._printing import (
    Papers,
    ask_for_papers,
    look_at_both_ends,
    look_at_each,
    look_at_the_rest,
    measure,
    print_many,
)


def walk(tour: Tour) -> None:
    """From the first paper asked for to the package that verifies without the system."""
    day = Papers(tour)
    with tour.step("a page of 616 characters measures 22 lines of 28, 28.99 pt apart"):
        measure(day)
    with tour.step("the unit and the office ask for the papers of a plan; the certificate is off"):
        ask_for_papers(day)
    with tour.step("the office writes the results of an assessment, 文书 issues them, the unit reads them"):
        tell_results(day)
    with tour.step("closed items print as one job: one PDF with bookmarks, a zip of single files"):
        print_many(day)
    with tour.step("each kind of paper: pages, fonts, record, signature, QR read from the picture"):
        look_at_each(day)
    with tour.step("every other kind, from invented facts: pages, fonts, record, QR read from the picture"):
        look_at_the_rest(day)
    with tour.step("shortest and longest: names of 2 and 20 characters, rare ones, 1 and 40 tasks"):
        look_at_both_ends(day)
    with tour.step("a stranger checks a paper by its code and by its file; one flipped byte is told"):
        check_one(day)
    with tour.step("the command checks the whole store; one flipped byte is told"):
        flip_the_store(day)
    with tour.step("a paper is voided and issued anew; both stay, the old one says so"):
        issue_and_void(day)
    with tour.step("the signed paper is registered; the public page says 已签字盖章"):
        register_the_seal(day)
    with tour.step("a closed item is packed, looked at and filed"):
        file_it(day)
    with tour.step("the package verifies in an empty folder without the system; one flipped byte is told"):
        verify_alone(day)
