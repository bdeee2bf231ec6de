"""Entities: own sentences with every entity marked, and why.

A row marks what must be found: {o…} organisation, {p…} person, {l…} place, {d…} document, {a…} activity. What is not
marked must not be found.
"""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.marked import unmarked

from kexie_extract.extraction import entities
from kexie_extract.lexicon import default
from kexie_extract.model.outline import Slice
from kexie_extract.model.passages import Passage

DOCUMENTS = [
    ("印发{d《云溪县科协2021年工作要点》}的通知", "no organisation inside a document's name"),
    ("学习{d《科普法》}{d《科协章程》}", "two that touch are two"),
    ("{d《关于印发《青川市科普规划》的通知》}已下发", "one inside another is part of it"),
    ("在{d《青川日报》}开设专栏", "a newspaper is one"),
    ("对《纲要的解读没有印完", "an open mark names nothing"),
    ("{d《科普法》}（以下简称科普法）", "a short form in a bracket is not marked"),
    ("观看话剧{d《雷雨》}和{d《茶馆》}", "plays, joined by 和"),
]

OFFICES = [
    ("在{o县委}、{o县政府}的领导下", "a coordination whose parts can stand is two"),
    ("{o省委}{o省政府}高度重视", "two that touch are two"),
    ("{o省、市科协}联合举办讲座", "省 cannot stand alone: one"),
    ("由{o省市科协}共同指导", "省市 without a mark"),
    ("{o县委宣传部}牵头", "a department of a committee, the longest name"),
    ("{o县科协}被{o中国科协}表彰", "short and national forms"),
    ("联合{o科技局}、{o教育局}开展调研", "offices definite without their city"),
    ("会同{o财政部}和{o商务部}", "ministries joined by 和"),
    ("{o人力资源和社会保障局}负责", "和 inside a name"),
    ("{o嘉善县农业农村局}组织培训", "a division before an office"),
    ("{o浙江省嘉兴市科协}指导", "a chain of divisions"),
    ("全县科协系统认真学习", "全县 is no place of an office"),
    ("各县（市、区）科协要高度重视", "a class"),
    ("各级政府要加强领导", "a class"),
    ("加强城市政府责任", "市政府 inside 城市政府"),
    ("各市科技局要配合", "各 makes an office a class"),
    ("{o县委}副书记、县长{p李建国}出席", "县委 counts in 县委副书记"),
    ("{o团县委}、{o县妇联}、{o县总工会}参加", "people's organisations"),
    ("{o党中央}、{o国务院}决策部署", "the centre"),
    ("按照{o效能办}要求整改", "a small office"),
    ("出台绩效管理办法", "办 in 办法"),
    ("教育部门要配合", "部 in 部门"),
    ("着眼全局、打开新格局", "局 in words"),
    ("{o市科协}会员单位", "what follows a body is not in its name"),
    ("{o县科协}三届二次全委会召开", "a meeting is not in the body's name"),
    ("向{o县科协三届常委会}报告", "a committee of a term is"),
    ("报{o国家发展改革委}备案", "国家 belongs to the name"),
    ("{o古桥镇政府}承担", "a town in no list, at a boundary"),
    ("{o省纪委监委}通报", "two bodies under one name"),
    ("责任部门：{o学会部}、{o科普部}", "internal departments at a boundary"),
    ("社区委员会要发挥作用", "区委 inside 社区委员会"),
    ("选举产生了市委员", "委 in 委员"),
    ("受{o中国银保监会}委托", "a commission's short form"),
]

BODIES = [
    ("与{o南京大学}、{o东南大学}签约", "universities in a list"),
    ("赴{o上海交大}、{o西安科技大学}拜访", "short and full forms"),
    ("邀请{o青川云山木业有限公司}参会", "a company at a verb"),
    ("企业与高校合作", "classes"),
    ("组织骨干企业和上市公司参加", "classes"),
    ("{o杭州云山数据科技有限公司}获评优秀", "据 in 数据 ends no name"),
    ("联合{o中国机械工程学会}举办论坛", "a national society"),
    ("新成立{o云溪县护理学会}", "a society with a division"),
    ("{o市中医学会}举办讲座", "a level before a society"),
    ("各级学会要积极参与", "a class"),
    ("市级学会和所属学会", "classes"),
    ("支持{l上海市}学会与{o中国科学院}合作", "a division alone makes a class of societies"),
    ("成立{o青川市博士（俱乐部）协会}", "a bracket inside a name"),
    ("成立领导小组", "no stem"),
    ("发挥{o县全民科学素质工作领导小组办公室}作用", "the office of a body, the longest name"),
    ("{o云海药业集团科协}承办", "a body's own association"),
    ("{o古桥镇科协}被评为先进", "a town's association"),
    ("推动基层科协建设", "a class"),
    ("组建企业科协", "a class"),
    ("加强网上科协建设", "a mode"),
    ("{o清风研究院知识产权中心}主任", "a body inside a body's name"),
    ("建设服务中心和活动中心", "classes"),
    ("{o融媒体中心}播出", "an institution that every county has"),
    ("与{o移动公司}签订协议", "a brand without its city"),
    ("到{o云溪中学}、{o古桥小学}作报告", "schools"),
    ("走进中小学校园", "a class"),
    ("到{o青川市第五高级中学}调研", "级 inside a name"),
    ("公立医院改革", "a class"),
    ("{o云南省人民医院}义诊", "a hospital with a division"),
    ("{o浙江省农业科学院}专家", "an academy with a division"),
    ("三期培训后成立{o博士俱乐部}", "a numeral with its measure word ends no name"),
    ("商业银行和外资银行", "classes"),
    ("推动{l浙江}银行业发展", "a sector's name is not a bank's"),
    ("{o省科普讲师团}走进校园", "a level before a troupe"),
    ("组织科普讲师团下乡", "讲师团 without a level"),
    ("12家学会获奖", "a count of a class"),
    ("设立院士专家工作站", "no proper name"),
    ("成立{o人才合作促进会上海、南京分会}", "a shared head is one"),
    ("建设国家实验室和国际消费中心", "policy words"),
]

PERSONS = [
    ("邀请{o青川大学}{p王建平}教授作报告", "between a university and a title"),
    ("{p张小惠}研究员、{p李明}院士出席", "before titles, of two and three characters"),
    ("市长{p刘志强}作重要批示", "after an office"),
    ("主任{p陈立}、副主任{p赵小明}参加", "after offices, in a list"),
    ("走访慰问{p王德明}、{p叶建中}、{p周红}等院士", "a list before 等院士"),
    ("授予{p姚大海}等10名科技人员称号", "a name before 等10名"),
    ("表彰{p李雪}、{p王强}两位专家", "a list before 两位"),
    ("以{p习近平}同志为核心", "before 同志"),
    ("深入学习习近平新时代中国特色社会主义思想", "no person in a doctrine"),
    ("组长：{p张  明}", "padded with spaces, after a label"),
    ("联系人：{p李华}，电话12345", "a label of a notice"),
    ("常务副主席和高级工程师", "offices alone"),
    ("全体同志共同努力", "全 is a surname and 全体 no name"),
    ("党员同志要带头", "党 is a surname and 党员 no name"),
    ("国家高端专家推介成果", "an adjective before 专家"),
    ("和利用博士资源", "和 before a verb"),
    ("首席专家和项目负责人", "offices alone"),
    ("{o省委}常委、{p欧阳明}部长讲话", "a double surname"),
    ("规范实施院士制度", "a verb before 院士"),
    ("各位代表、各位委员", "forms of address alone"),
    ("青年教师代表发言", "a class before 代表"),
]

PLACES = [
    ("赴{l广州}、{l深圳}考察", "cities in a list"),
    ("在{l北京}、{l西安}、{l广东}的专家", "cities and a province"),
    ("{l嘉善}籍院士", "a county before 籍"),
    ("到{l青山镇七星村}调研", "a chain of town and village"),
    ("走进{l云华街道明德社区}", "a chain of street and community"),
    ("融入{l长三角}一体化发展", "a known area"),
    ("各乡镇（街道）要落实", "classes"),
    ("创建示范社区和特色小镇", "classes"),
    ("建设科技强省、农业强县", "no names"),
    ("组织全省、全市、我县科协干部", "no names"),
    ("高新区企业", "a nameless zone"),
    ("{l云桥园区}获奖", "a named zone"),
    ("参观{l黄桥烈士陵园}", "a memorial; no person in it"),
    ("苏州市科协承办".replace("苏州市科协", "{o苏州市科协}"), "no place inside an organisation"),
    ("{l苏州市}举办活动", "a division as the place of the work"),
    ("到{l美国}、{l新加坡}访学", "countries"),
    ("推进重大新项目和安居乐业工作", "county names inside words"),
    ("实现改善农村环境", "村 inside a word"),
    ("新型城镇化和乡村振兴", "policy words"),
    ("{l上海}交流会在{l杭州}召开", "one name each"),
    ("开展北京时间校准", "a set phrase"),
    ("{l浙江省}、{l江苏省}两省联动", "provinces in full"),
]

ACTIVITIES = [
    ("开展{a“讲、比”竞赛}", "a mark with its class noun"),
    ("举办{a“金桥”科技竞赛}活动", "活动 is not in the name"),
    ("开展{a“三服务”}和{a“两年”}活动", "a class noun shared by two"),
    ("结合{a“阳光扶贫”}{a“结对助学”}等活动", "two that touch, before 等活动"),
    ("增强“四个意识”，坚定“四个自信”", "policy words"),
    ("围绕“创新引领未来”主题", "a theme"),
    ("以“智慧生活”为主题开展宣传", "a theme"),
    ("授予“先进个人”称号", "an award"),
    ("评选“优秀科技工作者”", "an award"),
    ("运营{a“云溪科普”公众号}", "an account"),
    ("大力实施{a“基层科普行动计划”}", "a class noun inside the marks"),
    ("举办{a“红船”论坛}", "a forum by its marks"),
    ("推进{a“院士之家”}建设", "建设 is not in the name"),
    ("{a2018年全国科普日}期间", "the year that touches an unmarked name"),
    ("组织{a科普宣传周}活动", "an unmarked week"),
    ("参加{a第34届青川市青少年科技创新大赛}", "edition and division are in the name"),
    ("承办{a第十二届环渤海儿科论坛}", "a conference with an edition"),
    ("召开座谈会和研讨会", "meetings are none"),
    ("实施{a学会创新发展工程}", "the object of 实施"),
    ("推进{a科普信息化工程}建设", "the object of 推进"),
    ("制定年度工作计划", "a class"),
    ("实施三年行动计划", "a class"),
    ("推进供水管网改造工程", "a construction work"),
    ("开展专题讲座", "a generic activity"),
    ("举办{a创新创业讲堂}三期", "a lecture hall with a name"),
    ("开展{a党史学习教育}", "a known campaign"),
    ("{a科普大篷车}进校园", "a known programme"),
    ("开展{a百名专家青川行}", "a build with a number"),
    ("举办“航天知识”、“好奇心”专题科普讲座", "themes of a lecture"),
    ("工程师和计划生育", "工程 and 计划 inside words"),
    ("按照行动方案要求", "行动 inside 行动方案"),
    ("发挥“三长”作用", "policy words"),
    ("庆祝{a“5·30”全国科技工作者日}", "a mark before an unmarked day"),
    ("开展{a“清风行动”}", "the object of 开展, with a class noun inside"),
]

CASES = [*DOCUMENTS, *OFFICES, *BODIES, *PERSONS, *PLACES, *ACTIVITIES]


def _found(text: str) -> list[tuple[str, str]]:
    return [(c.type, text[c.start : c.end]) for c in entities.mentions(text, default())]


@pytest.mark.parametrize(("marked", "reason"), CASES, ids=[case[0][:40] for case in CASES])
def test_sentence(marked: str, reason: str) -> None:
    text, wanted = unmarked(marked)
    assert _found(text) == wanted, reason


def test_every_occurrence_with_its_place() -> None:
    text = "县科协牵头，县科协落实"
    passages = [Passage(Slice("b7", 3, 3 + len(text)), text, "body")]
    found = entities.read(passages, default())
    assert [(e.id, e.span.block, e.span.start, e.span.end) for e in found] == [("e1", "b7", 3, 6), ("e2", "b7", 9, 12)]


def test_short_form_that_the_document_links() -> None:
    text = "云溪县科学技术协会（以下简称县科协）成立，县科协设学会部。"
    found = entities.read([Passage(Slice("b1", 0, len(text)), text, "body")], default())
    full = {e.text: e.normalized for e in found}
    assert full["县科协"] == "云溪县科学技术协会"


def test_short_form_without_link_stays() -> None:
    text = "云溪县科学技术协会成立，县科协召开会议。"
    found = entities.read([Passage(Slice("b1", 0, len(text)), text, "body")], default())
    assert {e.text: e.normalized for e in found}["县科协"] == "县科协"


def test_owner_column_holds_names() -> None:
    found = entities.mentions("张明、李小华", default(), "owners")
    assert [(c.type, c.start, c.end) for c in found] == [("person", 0, 2), ("person", 3, 6)]


_PIECES = [
    "县科协",
    "在",
    "“讲、比”竞赛",
    "《科普法》",
    "王建平教授",
    "广州",
    "，",
    "。",
    "（",
    "）",
    "开展",
    "第3届",
    "\n",
    "南京大学",
    "《",
    "”",
]


@given(st.lists(st.sampled_from(_PIECES), max_size=30).map("".join))
def test_no_record_inside_or_across_another(text: str) -> None:
    found = entities.mentions(text, default())
    assert all(0 <= c.start < c.end <= len(text) for c in found)
    assert all(left.end <= right.start for left, right in pairwise(found))
