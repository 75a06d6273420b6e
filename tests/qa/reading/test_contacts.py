"""Contacts: of the body or the article that is asked for, and of nobody else."""

from __future__ import annotations

from collections.abc import Callable

TWO_BODIES = (
    "关于加快煤矿智能化建设的通知\n\n各有关煤矿企业：\n请按月报送智能化建设进展。\n"
    "山东煤矿安全监察局联系人：李明，联系电话：0531-81230001，邮箱：kj@sd.coal.gov.cn\n"
    "山东省能源局联系人：王芳，联系电话：0531-68620002，邮箱：mtc@shandong.cn\n"
)
ARTICLES = (
    "青岛市产业园发展政策实施细则\n\n第二章 申报事项\n"
    "第六条 新设立的企业给予房租补贴。\n（一）政策咨询\n高科园管委会，联系电话：0532-88990001。\n"
    "第七条 颁发职业技能等级证书的企业给予技能补贴。\n（一）政策咨询\n"
    "崂山区人力资源和社会保障局，联系电话：0532-88970002。\n"
)
REPLY = (
    "关于对市政协第0024号提案的答复\n\n总工会界别组：\n提案收悉，现答复如下。\n"
    "常州市工业和信息化局\n2021年6月1日\n经办人：张健\n联系电话：85681228\n"
)


def test_the_number_of_the_body_asked_is_given(scene: Callable) -> None:
    said = scene("山东省能源局煤矿智能化的联系电话是多少？", TWO_BODIES).said()
    assert said == "山东省能源局，联系电话：0531-68620002"


def test_an_address_of_mail_is_no_telephone(scene: Callable) -> None:
    said = scene("山东省能源局煤矿智能化的邮箱是什么？", TWO_BODIES).said()
    assert said == "山东省能源局，邮箱：mtc@shandong.cn"


def test_a_body_that_the_text_does_not_list_has_no_number(scene: Callable) -> None:
    assert not scene("山东省财政厅煤矿智能化的联系电话是多少？", TWO_BODIES).reading().findings


def test_the_article_asked_about_tells_whom_to_ask(scene: Callable) -> None:
    said = scene("青岛产业园职业技能补贴，咨询电话是多少？", ARTICLES).said()
    assert "88970002" in said
    assert "88990001" not in said


def test_a_body_to_ask_is_named(scene: Callable) -> None:
    said = scene("青岛产业园职业技能补贴，政策咨询找哪个部门？", ARTICLES).said()
    assert said == "崂山区人力资源和社会保障局"


def test_a_person_with_spaces_in_the_name_stays_apart(scene: Callable) -> None:
    text = "关于征集试点的通知\n\n联系人：建筑市场监管司 杨光 王广明\n电话：010-58930001\n"
    assert "杨光 王广明" in scene("征集试点的联系人是谁？", text).said()


def test_the_number_of_the_proposer_is_not_that_of_the_office(scene: Callable) -> None:
    assert not scene("第0024号提案的提案人电话是多少？", REPLY).reading().findings


def test_contacts_that_nothing_tells_apart_are_all_given(scene: Callable) -> None:
    said = scene("煤矿智能化建设的联系电话是多少？", TWO_BODIES).said()
    assert "81230001" in said
    assert "68620002" in said


GUIDE = (
    "北京市支持商圈品质提升项目\n\n服务内容：对符合条件的智慧商圈给予奖励。\n"
    "联络方式：北京市商务局：55579568；北京市财政局：12333\n依据文件：《关于征集商圈品质提升项目的通知》\n"
)
STAFF = (
    "关于开展智慧体育案例征集工作的通知\n\n请各单位组织申报。\n五、联系方式\n"
    "电子信息司：喻一鸣 010-68200001\n科教司：段雅丽 010-87180002\n案例受理邮箱 tiyu@example.org.cn\n"
)


def test_a_number_behind_a_body_needs_no_label(scene: Callable) -> None:
    said = scene("商圈品质提升项目想打电话问市商务局，号码是？", GUIDE).said()
    assert said == "北京市商务局，电话：55579568"


def test_a_short_service_number_is_told_behind_its_body(scene: Callable) -> None:
    assert "12333" in scene("商圈品质提升项目市财政局电话多少？", GUIDE).said()


def test_the_body_and_its_number_are_told_once(scene: Callable) -> None:
    text = GUIDE.replace("；北京市财政局：12333", "")
    said = scene("商圈品质提升项目找哪个局问？给个电话。", text).said()
    assert said == "北京市商务局，电话：55579568"


def test_a_number_with_an_area_code_is_told_by_its_form(scene: Callable) -> None:
    said = scene("智慧体育案例征集，科教司的电话是多少？", STAFF).said()
    assert said == "科教司：段雅丽，电话：010-87180002"


def test_telephone_and_mail_are_told_together(scene: Callable) -> None:
    said = scene("智慧体育案例征集打哪个电话、邮件发到哪里？", STAFF).said()
    assert "010-68200001" in said
    assert "tiyu@example.org.cn" in said


def test_a_long_figure_is_no_telephone_number(scene: Callable) -> None:
    text = "关于工业运行情况的通报\n\n联系企业情况：完成工业总产值27382800万元。\n"
    assert not scene("工业运行情况的联系电话是多少？", text).reading().findings


def test_several_numbers_of_a_body_stay_together(scene: Callable) -> None:
    text = GUIDE.replace("55579568；北京市财政局：12333", "55579767、55579389；55579001")
    assert "55579767、55579389；55579001" in scene("商圈品质提升项目联系电话是多少？", text).said()
