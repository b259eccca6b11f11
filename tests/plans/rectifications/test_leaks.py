import pytest

from plans.rectifications.leaks import Reporter, found_in

ORIGINAL = (
    "我叫样例某，上个月三次到民政局二楼低保窗口，工作人员每次都说材料不全，却从来没有一次把要带的东西讲清楚"
)
REPORTER = Reporter(
    name="样例某",
    phone="138 0013 8000，0571-8800 1234",
    address="样例区幸福街道幸福路12号3单元502室",
    original=ORIGINAL,
    recording="录音-0001",
)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("样例某反映窗口态度", "姓名"),
        ("样 例 某反映窗口态度", "姓名"),
        ("来电号码13800138000", "电话"),
        ("来电号码138-0013-8000", "电话"),
        ("来电号码１３８００１３８０００", "电话"),
        ("来电一三八零零一三八零零零", "电话"),
        ("座机88001234", "电话"),
        ("住幸福路12号的群众", "住址"),
        ("住12号3单元的群众", "住址"),
        ("反映三次到民政局二楼低保窗口，工作人员每次都说材料不全", "原文"),
    ],
)
def test_whatever_names_the_person_is_found_however_it_is_written(text, what):
    assert what in found_in(text, REPORTER)


@pytest.mark.parametrize(
    "text",
    [
        "群众反映低保窗口一次性告知不到位，多次往返",
        "幸福街道幸福路沿线商户反映",
        "2026年11月25日受理，编号20261125",
        "3单元、12号线",
        "",
    ],
)
def test_a_summary_that_names_nobody_is_let_through(text):
    assert found_in(text, REPORTER) == ""


def test_the_sentence_never_repeats_what_was_found():
    for text in (REPORTER.name, REPORTER.phone, REPORTER.address, ORIGINAL):
        said = found_in(text, REPORTER)
        assert said and REPORTER.name not in said and "138" not in said and "幸福" not in said


def test_an_address_without_a_number_is_one_only_when_it_is_whole_and_more_than_a_district():
    assert found_in("住在幸福里小区北苑", Reporter(address="幸福里小区北苑"))
    assert not found_in("样例区民政局", Reporter(address="样例区"))


def test_of_a_person_of_whom_nothing_is_known_nothing_is_given_away():
    assert found_in("任何内容13800138000", Reporter()) == ""


@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("示范区幸福路八号院2单元301", "幸福路八号院群众反映窗口态度差"),
        ("示范区幸福路八号院2单元301", "幸福路8号院群众反映窗口态度差"),
        ("示范区幸福路8号院2单元301", "幸福路 八号院群众反映窗口态度差"),
        ("示范区幸福路八号院二单元三〇一室", "二单元301室群众反映窗口态度差"),
        ("示范区幸福路八号院二单元三○一室", "2单元三零一室群众反映窗口态度差"),
        ("幸福路八号", "幸福路八号群众反映"),
        ("幸福路二十三号", "家住幸福路23号"),
        ("幸福路一百零二弄", "家住幸福路102弄"),
        ("幸福里三栋", "幸福里三栋的群众"),
        ("幸福里小区十二幢", "小区十二幢的群众"),
    ],
)
def test_a_house_is_found_whether_its_number_is_in_digits_or_in_characters(address, text):
    assert "住址" in found_in(text, Reporter(address=address))


@pytest.mark.parametrize(
    "text",
    [
        "示范区",
        "示范区民政局窗口态度差",
        "幸福路沿线群众反映",
        "未落实一号文件",
        "八号文件，8号公告",
        "窗口在八号楼",
        "幸福路八个窗口",
        "幸福路十八号院",
        "二单元测试不合格",
    ],
)
def test_a_district_a_unit_a_road_and_an_ordinary_number_are_no_address(text):
    assert found_in(text, Reporter(address="示范区幸福路八号院2单元301")) == ""
    assert found_in(text, Reporter(address="示范区幸福路八号")) == ""


def test_a_document_that_bears_the_number_of_the_house_is_no_address():
    assert found_in("未落实一号文件", Reporter(address="幸福路一号")) == ""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("李样例", "李先生反映窗口态度差"),
        ("李样例", "李 女士反映窗口态度差"),
        ("李样例", "李同志反映窗口态度差"),
        ("李样例", "李某反映窗口态度差"),
        ("李样例", "李某某反映窗口态度差"),
        ("李样例", "群众老李反映窗口态度差"),
        ("李样例", "群众小李反映窗口态度差"),
        ("李女士", "李某反映窗口态度差"),
        ("老李", "李先生反映窗口态度差"),
        ("李", "李先生反映窗口态度差"),
        ("李样例、王样例", "王女士反映窗口态度差"),
        ("欧阳样例", "欧阳女士反映窗口态度差"),
        ("于样例", "于某反映窗口态度差"),
        ("金样例", "老金反映小金库"),
        ("方样例", "小方反映办事老方法"),
    ],
)
def test_whoever_is_called_by_the_surname_is_found(name, text):
    said = found_in(text, Reporter(name=name))
    assert "称呼" in said and name[0] not in said.replace("老、小", "")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("李样例", "王先生、张某、老赵，行李、李子园社区"),
        ("李样例", "群众反映窗口态度差，同志们服务不主动"),
        ("金样例", "养老金发放不及时，私设小金库，中小金融机构"),
        ("康样例", "全面小康社会"),
        ("方样例", "还在用老方法"),
        ("区样例", "老旧小区改造，革命老区"),
        ("时样例", "等候两小时，未及时先生成受理单"),
        ("于样例", "由于某种原因，小于规定人数"),
        ("欧阳样例", "欧某"),
        ("Sample", "smr"),
        ("", "李先生"),
    ],
)
def test_another_surname_and_an_ordinary_word_call_nobody(name, text):
    assert found_in(text, Reporter(name=name)) == ""
