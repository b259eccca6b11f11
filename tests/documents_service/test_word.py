"""Word: filled from the facts of the paper, by a template that people may replace and that was tried before it is taken."""

import io
import zipfile

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from documents import word, word_layout, word_samples
from documents.models import Document, WordTemplate
from documents.operations import word_templates as operations
from documents.word_kinds import TEMPLATE_OF, TEMPLATES
from records import files
from records.errors import BadUpload, Refused
from records.models import Entry, StoredFile
from tests.plans.world import moved_to
from tests.test_addresses import signed_in
from units.models import Person

ORDER = "supervision_order"


def words(content: bytes) -> str:
    return "".join(docx.Document(io.BytesIO(content)).element.body.itertext())


def with_line(text: str, kind: str = ORDER) -> bytes:
    """The built-in template with one more line."""
    document = docx.Document(io.BytesIO(word_layout.built_in(kind)))
    document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def order_paper(person: Person, **changes) -> Document:
    facts = word_samples.order()
    return Document.objects.create(
        **{
            "kind": ORDER,
            "subject": "order:1",
            "title": "督办通知单",
            "unit_id": person.unit_id,
            "code": facts.code,
            "number": facts.number,
            "facts": facts.to_json(),
            "state": "ready",
            "asked_by": person,
            "asked_at": "2026-11-23T10:00:00+08:00",
            **changes,
        }
    )


@pytest.mark.django_db
@pytest.mark.parametrize("kind", TEMPLATE_OF)
def test_every_built_in_template_makes_its_paper(kind):
    template = word_layout.built_in(TEMPLATE_OF[kind])
    word.check_template(TEMPLATE_OF[kind], io.BytesIO(template))
    said = words(word._filled(template, kind, word_samples.SAMPLES[kind], mark=""))
    assert "{{" not in said and "{%" not in said
    assert "2026年11月23日" in said and "本件由系统生成" in said


def lines(kind: str) -> list[str]:
    """The paragraphs of the built-in Word of a kind, filled, without the empty ones."""
    filled = word._filled(word_layout.built_in(TEMPLATE_OF[kind]), kind, word_samples.SAMPLES[kind], mark="")
    return [each.text for each in docx.Document(io.BytesIO(filled)).paragraphs if each.text]


def test_minutes_in_word_have_their_red_head_and_no_seal_and_an_extract_is_a_letter():
    whole, extract = lines("meeting_minutes"), lines("minutes_extract")
    day, office = "2026年11月23日", word_samples.OFFICE
    assert whole[:3] == [f"{office}会议纪要", "第8期", f"{office}\t{day}"]
    assert office not in whole[3:] and day not in whole[3:]
    assert extract[-3:-1] == [office, day] and "第8期" not in extract
    assert any("摘录如下" in each for each in extract)
    assert any(each.startswith("地点：") for each in whole)
    assert not any(each.startswith(("地点：", "主持人：", "出席：")) for each in extract)


def test_a_notice_in_word_has_its_parts_as_text_and_its_imprint():
    said = lines("assessment_notice")
    assert said[0].startswith(word_samples.OFFICE)
    assert "（一）佐证不够及时。有的单位月底集中上传。" in said
    assert "共2个单位，数据取自快照-2026-0003。" in said
    assert said[-2] == "示范区机关工作党委办公室（样例）\t2026年11月23日印发"


@pytest.mark.parametrize("kind", TEMPLATES)
def test_the_page_is_that_of_an_official_paper(kind):
    section = docx.Document(io.BytesIO(word_layout.built_in(kind))).sections[0]
    margins = (section.top_margin, section.left_margin, section.right_margin, section.bottom_margin)
    assert [round(each.mm) for each in margins] == [37, 28, 26, 35]
    assert 'w:type="linesAndChars"' in section._sectPr.xml


@pytest.mark.django_db
def test_facts_are_text_in_word_too(world_people):
    facts = word_samples.order().to_json() | {"demand": "<w:br/> & 尽快 {{ unit }}"}
    said = words(word.rendered(order_paper(world_people["liaison"], facts=facts)))
    assert "<w:br/> & 尽快 {{ unit }}" in said


@pytest.mark.django_db
@pytest.mark.parametrize(("state", "mark"), [("draft", "（样稿）"), ("void", "（已作废）")])
def test_what_does_not_count_says_so(world_people, state, mark):
    assert mark in words(word.rendered(order_paper(world_people["liaison"], state=state)))


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{{ flavour }}", "没有“flavour”这一项"),
        ("{{ unit|shout }}", "没有“shout”这一项"),
        ("{{ unit", "没有写完整"),
        ("{% for x in lines %}", "没有写完整"),
        ("{{ ''.__class__.__mro__ }}", "不允许的写法"),
        ("{{ 'a' * 999999999 }}", "不允许的写法"),
        ("{{ range(9) }}", "没有“range”这一项"),
        ("{% include '/etc/passwd' %}", "写法不对"),
        ("{{ unit / 0 }}", "写法不对"),
    ],
)
def test_a_template_that_cannot_make_the_paper_is_refused(line, why):
    with pytest.raises(BadUpload, match=why):
        word.check_template(ORDER, io.BytesIO(with_line(line)))


def test_a_template_without_unit_and_date_is_refused():
    out = io.BytesIO()
    docx.Document().save(out)
    with pytest.raises(BadUpload, match="没有{{ unit }}、{{ issued_on }}"):
        word.check_template(ORDER, io.BytesIO(out.getvalue()))


def test_what_is_no_word_file_is_refused():
    with pytest.raises(BadUpload, match="不是完整的Word文档"):
        word.check_template(ORDER, io.BytesIO(b"PK\x03\x04 and then nothing"))


def test_a_template_that_fetches_something_is_refused():
    old = zipfile.ZipFile(io.BytesIO(word_layout.built_in(ORDER)))
    out = io.BytesIO()
    link = (
        '<Relationship Id="r99" TargetMode="External" Type="http://x/attachedTemplate" Target="http://x/y"/>'
    )
    with zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/_rels/document.xml.rels":
                content = content.replace(b"</Relationships>", link.encode() + b"</Relationships>")
            new.writestr(name, content)
    with pytest.raises(BadUpload, match="指向外部文件"):
        word.check_template(ORDER, io.BytesIO(out.getvalue()))


@pytest.mark.django_db
def test_the_page_takes_a_template_uses_it_and_goes_back(world_people):
    admin, liaison = world_people["business_admin"], world_people["liaison"]
    client, address = signed_in(admin), reverse("word_template", args=[ORDER])
    shown = client.get(address).content.decode()
    assert "内置模板" in shown and "{{ demand }}" in shown
    answer = client.post(
        address, {"template": upload(with_line("本单位自用：{{ signer }}")), "checked": "on"}
    )
    assert answer.status_code == 302, answer.content.decode()
    assert "自用.docx" in client.get(reverse("word_templates")).content.decode()
    assert "本单位自用：某负责同志" in words(word.rendered(order_paper(liaison)))
    taken = b"".join(client.get(reverse("word_template_file", args=[ORDER])).streaming_content)
    assert "本单位自用" in words(taken)
    client.post(reverse("word_template_restore", args=[ORDER]))
    assert "本单位自用" not in words(word.rendered(Document.objects.get(kind=ORDER)))
    codes = list(Entry.objects.filter(subject="settings").values_list("code", flat=True))
    assert codes[-2:] == ["word_template.replaced", "word_template.restored"]
    assert WordTemplate.objects.get().retired_at is not None


@pytest.mark.django_db
def test_a_refused_template_leaves_everything_as_it_was(world_people):
    client, address = signed_in(world_people["business_admin"]), reverse("word_template", args=[ORDER])
    before = StoredFile.objects.count()
    answer = client.post(address, {"template": upload(with_line("{{ flavour }}")), "checked": "on"})
    assert answer.status_code == 422
    assert "没有“flavour”这一项。原来的模板继续使用。" in answer.content.decode()
    assert not WordTemplate.objects.exists() and StoredFile.objects.count() == before
    assert word.template_bytes(ORDER) == word_layout.built_in(ORDER)


@pytest.mark.django_db
def test_back_to_the_built_in_template_only_from_another(world_people):
    with pytest.raises(Refused, match="就是内置模板"):
        operations.restore_word_template(ORDER, by=world_people["business_admin"])
    stored = files.put(io.BytesIO(word_layout.built_in(ORDER)), media_type=word.MEDIA_TYPE)
    with pytest.raises(Refused, match="只有工委业务管理员"):
        operations.replace_word_template(ORDER, by=world_people["liaison"], template=stored, name="x.docx")


def upload(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("自用.docx", content, content_type=word.MEDIA_TYPE)


@pytest.fixture
def world_people() -> dict[str, Person]:
    district = moved_to("drafting").d
    return {"liaison": district.liaison, "business_admin": district.business_admin}
