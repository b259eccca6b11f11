"""现场核查 on a phone, in a real browser: loaded with signal, used without, sent when there is signal again."""

import pytest
from playwright.sync_api import expect

from tests.plans import visits as walked
from tests.templates.conftest import browser  # noqa: F401 - the Chromium of this module
from tests.templates.served import IN_A_BROWSER
from workflows.models import Finding

pytestmark = [*IN_A_BROWSER, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module", autouse=True)
def beside_playwright():
    """Its loop runs in this thread for as long as the browser does; Django is asked to bear with it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield


@pytest.fixture
def phone(browser, live_server, client):  # noqa: F811
    """`phone(world, person)` → the page of the visit on that person's phone."""
    contexts = []

    def opened(world, person, *, workers="allow"):
        client.force_login(person)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
        context = browser.new_context(locale="zh-CN", viewport=PHONE, service_workers=workers)
        contexts.append(context)
        context.add_cookies([cookie])
        page = context.new_page()
        page.set_default_timeout(15000)
        page.complaints = []
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(f"{live_server.url}/visits/{world.visit_pk}/phone/")
        kept = "本页已存在本机" if workers == "allow" else "没有信号时请不要关闭或刷新本页"
        page.get_by_text(kept).wait_for()
        return page

    yield opened
    for context in contexts:
        context.close()


def note(page, result: str, fact: str = "") -> None:
    """One line: a touch on the result, perhaps a fact, and 记下."""
    form = page.locator("form[data-visit-line]:visible")
    form.get_by_role("radio", name=result, exact=True).check()
    if fact:
        form.get_by_label("核查情况").fill(fact)
    form.get_by_role("button", name="记下，下一项").click()


def delivered(page, n: int) -> None:
    """So many lines are noted and all have arrived."""
    page.get_by_text(f"已记{n}/").wait_for()
    page.get_by_text("全部已送达").wait_for()


def state(page) -> str:
    return page.locator("[data-visit-state]").inner_text()


def found() -> list[tuple[str, str]]:
    return list(Finding.objects.order_by("at", "id").values_list("result", "fact"))


def test_answers_written_without_signal_survive_a_reload_and_arrive_once(phone):
    world = walked.begun()
    page = phone(world, world.member)
    assert state(page) == "还没有记录"
    page.context.set_offline(True)
    note(page, "符合")
    page.get_by_text("1项存在本机，待发送").wait_for()
    page.reload()  # without signal: the page comes from the phone
    page.get_by_text("1项存在本机，待发送").wait_for()
    note(page, "不符合", "没有台账")
    page.get_by_text("2项存在本机，待发送").wait_for()
    assert found() == []
    page.context.set_offline(False)
    page.get_by_text("全部已送达").wait_for()
    assert found() == [("met", ""), ("unmet", "没有台账")]
    page.reload()
    delivered(page, 2)
    assert (len(found()), page.complaints) == (2, [])


def test_answer_whose_receipt_was_lost_is_sent_again_and_counts_once(phone):
    world = walked.begun()
    page = phone(world, world.member, workers="block")
    lost = []

    def deliver(route):
        """The first time the server takes it, and its answer never comes back."""
        answer = route.fetch()
        if lost:
            route.fulfill(response=answer)
        else:
            lost.append(answer.status)
            route.abort()

    page.route("**/answers/", deliver)
    note(page, "基本符合", "缺2份")
    page.get_by_text("没有信号，照常记录").wait_for()
    assert state(page) == "1项存在本机，待发送"
    mark = Finding.objects.get().mark
    page.evaluate("dispatchEvent(new Event('online'))")
    page.get_by_text("全部已送达").wait_for()
    assert lost == [200]
    assert Finding.objects.get().mark == mark


def test_what_is_missing_is_said_and_what_was_typed_stays(phone):
    world = walked.begun()
    page = phone(world, world.member)
    page.get_by_role("button", name="记下，下一项").locator("visible=true").click()
    page.get_by_text("没有记上：请选择核查结果。").wait_for()
    note(page, "不符合")
    page.get_by_text("没有记上：基本符合、不符合须写明核查情况。").wait_for()
    page.locator("form[data-visit-line]:visible").get_by_label("核查情况").fill("没有台账")
    page.get_by_text("还没有按“记下”", exact=True).wait_for()
    page.context.set_offline(True)
    page.reload()
    expect(page.locator("form[data-visit-line]:visible").get_by_label("核查情况")).to_have_value("没有台账")
    assert found() == []


def test_what_another_member_wrote_is_shown_and_the_person_chooses(phone):
    world = walked.begun()
    page = phone(world, world.leader)
    page.context.set_offline(True)
    note(page, "符合")
    page.get_by_text("1项存在本机，待发送").wait_for()
    subject, line = world.lines()[0]
    walked.answer(world, subject, line, key="key-of-member", result="unmet", fact="没有台账")
    page.context.set_offline(False)
    page.get_by_text("1项请您选择或更正").wait_for()
    page.get_by_role("button", name="上一项").locator("visible=true").click()
    page.get_by_text("样例组员在").wait_for()
    assert "已记为“不符合”：没有台账" in page.locator("[data-visit-both]:visible").inner_text()
    page.get_by_role("button", name="用我的").click()
    page.get_by_text("全部已送达").wait_for()
    assert Finding.objects.get().result == "met"


def test_session_that_ended_keeps_the_answers_until_the_person_is_back(phone, client, live_server):
    world = walked.begun()
    page = phone(world, world.member)
    cookies = page.context.cookies()
    page.context.clear_cookies()
    note(page, "符合")
    page.get_by_text("登录已过期").wait_for()
    assert found() == []
    page.context.add_cookies(cookies)
    page.evaluate("dispatchEvent(new Event('online'))")
    page.get_by_text("全部已送达").wait_for()
    assert found() == [("met", "")]


def test_photo_waits_on_the_phone_with_its_answer(phone):
    world = walked.begun()
    page = phone(world, world.member)
    drawn = page.evaluate(
        "() => { const c = document.createElement('canvas'); c.width = 2400; c.height = 1200; c.getContext('2d').fillRect(0, 0, 9, 9); return c.toDataURL('image/png'); }"
    )
    import base64

    photo = {"name": "现场.png", "mimeType": "image/png", "buffer": base64.b64decode(drawn.split(",")[1])}
    page.context.set_offline(True)
    page.locator("form[data-visit-line]:visible summary", has_text="照片").click()
    page.locator("form[data-visit-line]:visible input[type=file]").set_input_files(photo)
    note(page, "符合")
    page.get_by_text("请核对照片不含涉密内容后勾选。").wait_for()
    page.get_by_role("checkbox", name="已核对，照片不含涉密内容").check()
    page.get_by_role("button", name="记下，下一项").locator("visible=true").click()
    page.get_by_text("1项存在本机，待发送").wait_for()
    page.reload()
    page.context.set_offline(False)
    page.get_by_text("全部已送达").wait_for()
    assert Finding.objects.get().photo.media_type in {"image/jpeg", "image/png"}


def test_visit_that_has_ended_leaves_nothing_on_the_phone(phone, live_server):
    world = walked.begun()
    page = phone(world, world.leader)
    note(page, "符合")
    delivered(page, 1)
    walked.checked(world, base=Finding.objects.get().mark)
    walked.concluded(world)
    page.goto(f"{live_server.url}/visits/{world.visit_pk}/")
    page.wait_for_function(
        "async () => !(await caches.keys()).length && await new Promise((done) => { const asked = indexedDB.open('xianling-visits');"
        " asked.onsuccess = () => { const all = asked.result.transaction('answers').objectStore('answers').getAll();"
        " all.onsuccess = () => { asked.result.close(); done(!all.result.length); }; }; })"
    )
    assert page.complaints == []
