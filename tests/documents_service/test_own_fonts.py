"""单位自有字体: looked at, built by a worker as ours are, used by the next paper without a restart, taken away again."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont

from documents import effects, engine, own_fonts
from documents.fonts import levelling
from documents.models import Document, OwnFont
from documents.operations import own_fonts as operations
from records import files
from records.enums import OutboxState
from records.errors import BadUpload, Refused
from records.models import Entry, Outbox, StoredFile
from tests.documents import reading
from tests.documents.samples import sheet
from tests.factories import make_office, make_person
from tests.test_addresses import signed_in
from tours._sheets import CHARACTERS, LINES, PITCH, TOLERANCE, measured_grid
from units.enums import Post

OURS = engine.FONTS / "XianlingKai.ttf"


def variant(name: str = "样例仿宋体", *, change=lambda font: None) -> bytes:
    """A font of another foundry, as far as anybody can see: our Kai under another name."""
    with TTFont(OURS) as font:
        levelling.rename(font, name)
        change(font)
        out = io.BytesIO()
        font.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def fang() -> bytes:
    def of_another_foundry(font):
        font["hhea"].ascent, font["OS/2"].sTypoAscender = 1200, 1200
        font["OS/2"].fsType = own_fonts.EDITABLE | own_fonts.WHOLE_ONLY
        del font["GPOS"]

    return variant(change=of_another_foundry)


@pytest.fixture
def admin(db):
    return make_person(Post.BUSINESS_ADMIN, make_office())


def kept(content: bytes) -> StoredFile:
    return files.put(io.BytesIO(content), media_type="font/ttf")


def install(content: bytes, admin, **more) -> OwnFont:
    return operations.install_font("fang", by=admin, font=kept(content), name="样例.ttf", **more)


def work() -> None:
    """What a worker of the pdf queue does with every font that waits."""
    for row in Outbox.objects.filter(kind=own_fonts.BUILD, state=OutboxState.OPEN):
        if finish := own_fonts.build(row.payload):
            with transaction.atomic():
                finish()


def paper(person) -> Document:
    facts = sheet(tasks=1)
    n = Document.objects.count()
    made = Document.objects.create(
        kind="task_sheet", subject="plan:1", title="任务书", unit_id=person.unit_id, code=f"CODE{n}",
        facts=facts.to_json(), asked_by=person, asked_at="2026-11-23T10:00:00+08:00",
        issued_at="2026-11-23T10:00:00+08:00",
    )  # fmt: skip
    effects.render({"document": made.pk})()
    return Document.objects.get(pk=made.pk)


def fonts_of(document: Document) -> set[str]:
    with files.open_file(document.file_id) as stream:
        return {name.partition("+")[2] for name in reading.fonts(stream.read())}


OWN = "Xianling-Own-Fang"


def test_the_next_paper_is_set_in_it_and_older_ones_stay_as_they_are(admin, fang):
    assert own_fonts.in_use() == {}  # off until one is uploaded
    before = paper(admin)
    row = install(fang, admin)
    assert (row.family, row.fs_type) == ("样例仿宋体", 0x108)
    assert own_fonts.in_use() == {}  # not before a worker has built it
    work()
    after = paper(admin)
    assert OWN not in fonts_of(before) and OWN in fonts_of(after)
    with files.open_file(before.file_id) as stream:
        assert StoredFile.objects.get(pk=before.file_id).size == len(stream.read())
    operations.remove_font("fang", by=admin)
    last = paper(admin)
    assert OWN not in fonts_of(last) and OWN in fonts_of(Document.objects.get(pk=after.pk))
    codes = Entry.objects.filter(subject="settings").order_by("n").values_list("code", flat=True)
    assert list(codes) == ["own_font.uploaded", "own_font.removed"]


def test_it_goes_through_the_build_of_ours(admin, fang):
    install(fang, admin)
    work()
    with TTFont(own_fonts.in_use()["fang"]) as built:
        assert built["hhea"].ascent == built["OS/2"].sTypoAscender == round(0.88 * built["head"].unitsPerEm)
        assert "chws" in {each.FeatureTag for each in built["GPOS"].table.FeatureList.FeatureRecord}
        assert built["name"].getBestFamilyName() == "Xianling Own Fang"


def test_the_grid_holds_with_it(admin, fang):
    install(fang, admin)
    work()
    lines, characters, pitches = measured_grid(own_fonts.in_use())
    assert (lines, characters) == (LINES, {CHARACTERS})
    assert all(abs(pitch - PITCH) <= TOLERANCE for pitch in pitches)


def test_what_is_removed_is_not_kept(admin, fang, django_capture_on_commit_callbacks):
    row = install(fang, admin)
    work()
    row.refresh_from_db()
    digests = [row.original_id, row.built_id]
    assert all(files.path_of(digest).exists() for digest in digests)
    with django_capture_on_commit_callbacks(execute=True):
        operations.remove_font("fang", by=admin)
    assert not StoredFile.objects.filter(digest__in=digests).exists()
    assert not any(files.path_of(digest).exists() for digest in digests)
    with pytest.raises(Refused, match="就是内置字体"):
        operations.remove_font("fang", by=admin)


def test_the_old_one_serves_until_the_new_one_is_built_and_two_uploads_leave_one(admin, fang):
    first = install(fang, admin)
    work()
    second = install(variant("样例仿宋二"), admin)
    third = install(variant("样例仿宋三"), admin)
    assert set(own_fonts.in_use()) == {"fang"}
    work()
    states = {row.pk: row.state for row in OwnFont.objects.all()}
    assert states == {first.pk: "removed", second.pk: "removed", third.pk: "active"}


def test_the_same_file_twice_is_said(admin, fang):
    install(fang, admin)
    with pytest.raises(Refused, match="就是这个字体文件"):
        install(fang, admin)
    assert OwnFont.objects.count() == 1


def test_a_font_that_cannot_be_built_says_why_and_the_one_in_use_stays(admin, fang, monkeypatch):
    install(fang, admin)
    work()
    install(variant("样例仿宋二"), admin)
    monkeypatch.setattr(own_fonts, "_levelled", lambda *words, seconds: {"error": "broken glyph"})
    work()
    failed = OwnFont.objects.latest("pk")
    assert failed.state == "failed" and "broken glyph" in failed.error and failed.original is None
    assert set(own_fonts.in_use()) == {"fang"}


def cut_short(content: bytes) -> bytes:
    return content[: len(content) // 3]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (lambda: cut_short(OURS.read_bytes()), "不是完整的TTF或OTF字体"),
        (lambda: b"\x00\x01\x00\x00" + b"nothing" * 99, "不是完整的TTF或OTF字体"),
        (lambda: levelling.cut(OURS.read_bytes(), set("国一人中的、。")), "缺少67\\d\\d个常用汉字"),
        (lambda: variant("Some Latin Name"), "看不出是仿宋"),
        (lambda: variant(change=_narrow), "不是全角等宽"),
    ],
)
def test_what_sets_no_paper_is_refused_and_not_kept(admin, content, why):
    given = kept(content())
    with pytest.raises(BadUpload, match=why):
        operations.install_font("fang", by=admin, font=given, name="样例.ttf")
    assert not OwnFont.objects.exists() and not StoredFile.objects.filter(pk=given.pk).exists()


def _narrow(font):
    name = font.getBestCmap()[ord("国")]
    width, left = font["hmtx"].metrics[name]
    font["hmtx"].metrics[name] = (width // 2, left)


def test_another_name_is_taken_when_the_administrator_says_so(admin):
    assert install(variant("Some Latin Name"), admin, confirmed=True).family == "Some Latin Name"


def test_opentype_outlines_are_read(tmp_path):
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder([".notdef", "one"])
    builder.setupCharacterMap({ord("一"): "one"})
    pen = T2CharStringPen(1000, None)
    pen.moveTo((100, 100))
    pen.lineTo((900, 100))
    pen.lineTo((900, 200))
    pen.closePath()
    shape = pen.getCharString()
    builder.setupCFF("Sample", {}, {".notdef": shape, "one": shape}, {})
    builder.setupHorizontalMetrics({".notdef": (1000, 100), "one": (1000, 100)})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "样例黑体"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(tmp_path / "sample.otf")
    told = levelling.look(tmp_path / "sample.otf")
    assert told["family"] == "样例黑体" and told["full_width"] and told["lacks"] == 6762
    built = levelling.made((tmp_path / "sample.otf").read_bytes(), name="Xianling Own Hei", characters={"一"})
    with TTFont(io.BytesIO(built)) as font:
        assert "glyf" in font and "CFF " not in font


def test_the_page_uploads_waits_and_goes_back(admin, fang):
    client, address = signed_in(admin), reverse("paper_font", args=["fang"])
    assert "内置字体" in client.get(reverse("paper_fonts")).content.decode()
    file = SimpleUploadedFile("样例仿宋.ttf", fang)
    refused = client.post(address, {"font": file})
    assert refused.status_code == 422 and not OwnFont.objects.exists()  # nobody has said that it is licensed
    file.seek(0)
    assert client.post(address, {"font": file, "licensed": "on"}).status_code == 302
    state = reverse("paper_font_state", args=["fang"])
    assert "data-poll-url" in client.get(state).content.decode()
    work()
    shown = client.get(state).content.decode()
    assert "data-poll-url" not in shown and "样例仿宋体" in shown
    assert "可编辑嵌入，不允许只嵌入部分字符" in shown
    assert client.post(reverse("paper_font_remove", args=["fang"])).status_code == 302
    assert "样例仿宋体" not in client.get(address).content.decode()


def test_no_other_file_is_taken(admin):
    client = signed_in(admin)
    sent = {"font": SimpleUploadedFile("样例.ttf", b"%PDF-1.7 not a font"), "licensed": "on"}
    answer = client.post(reverse("paper_font", args=["fang"]), sent)
    assert answer.status_code == 422 and "的内容是pdf，不能上传" in answer.content.decode()
    assert client.get(reverse("paper_font", args=["comic"])).status_code == 404
