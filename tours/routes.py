"""The 工委业务管理员 builds a route without code: added, moved, simulated with a fault, corrected, published beside the version in force."""

from playwright.sync_api import expect

from launch.tour import Tour

from ._day import Day
from ._visit import Visitor

ADMIN = "gw_yewu"


def walk(tour: Tour) -> None:
    """From the list to the second version in force."""
    day = Day(tour)
    with tour.step("the list of routes and the version in force, drawn"):
        with day.as_(ADMIN) as me:
            me.go("/routes/")
            me.shoot("routes")
            me.press("实施方案审核")
            me.see("现行第1版")
            me.shoot("route")
    with tour.step("a stage is added, filled in, kept by itself and moved with the keyboard"):
        with day.as_(ADMIN) as me:
            me.go("/routes/plan.review/")
            me.press("起草新版本")
            me.shoot("builder")
            _build(me)
            me.shoot("builder-filled")
    with tour.step("the simulation names the stage in which a refusal would approve"):
        with day.as_(ADMIN) as me:
            _open(me)
            _stage(me, "分管领导把关").get_by_label("不同意时").select_option(label="带不同意见继续")
            _remove_meeting(me)
            me.press("模拟运行")
            me.see("有人不同意也会被批准")
            me.shoot("simulation-problems")
            me.page.get_by_role("link", name="去修改").first.click()
            me.settle()
            expect(me.page.locator(".stage-card.has-error")).to_contain_text("有人不同意也会被批准")
            me.shoot("builder-problem")
    with tour.step("corrected, simulated, published with the difference; the first version stays"):
        with day.as_(ADMIN) as me:
            _open(me)
            _stage(me, "分管领导把关").get_by_label("不同意时").select_option(label="退回“初审”")
            me.press("模拟运行")
            me.see("没有发现问题")
            me.see("删除环节“待上会”")
            me.shoot("simulation")
            me.page.get_by_label("修改说明").fill("一般方案由分管领导审定")
            me.press("发布第2版")
            me.see("第2版已发布")
            me.shoot("published")
            me.press("第1版")
            me.see("待上会")


def _open(me: Visitor) -> None:
    me.go("/routes/plan.review/")
    me.press("继续编辑")


def _stage(me: Visitor, label: str):
    return me.page.locator(".stage-card", has=me.page.locator("legend", has_text=label))


def _build(me: Visitor) -> None:
    _stage(me, "初审").get_by_role("button", name="在此后增加环节").press("Enter")
    me.settle()
    new = _stage(me, "新环节")
    new.get_by_label("环节名称").fill("分管领导把关")
    new.get_by_role("checkbox", name="办公室负责人").uncheck()
    new.get_by_role("checkbox", name="分管负责人").check()
    expect(me.page.locator(".save-bar")).to_contain_text("已保存")
    me.page.set_viewport_size({"width": 390, "height": 844})
    _stage(me, "新环节").get_by_role("button", name="上移").click()
    me.settle()
    _stage(me, "分管领导把关").get_by_role("button", name="下移").click()
    me.settle()


def _remove_meeting(me: Visitor) -> None:
    _stage(me, "待上会").get_by_role("button", name="删除").click()
    me.settle()
