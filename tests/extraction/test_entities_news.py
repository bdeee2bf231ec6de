"""Entities of news, reports, lists of honours and plans: own sentences and documents with every entity marked.

Marks as in `test_entities.py`: {o…} organisation, {p…} person, {l…} place, {d…} document, {a…} activity. What is not
marked must not be found. Each mechanism stands beside what it must leave alone.
"""

import pytest
from tests.marked import unmarked

from kexie_extract.extraction import entities
from kexie_extract.lexicon import default
from kexie_extract.model.outline import Slice
from kexie_extract.model.passages import Passage

PERSONS = [
    ("{o青川大学}教授{p涂文娟}作专题辅导", "a university before 教授 ends with no name"),
    ("{o青川大学}教授应作专题辅导", "a verb after the office"),
    ("学会教授{p曹云}当选为理事长", "two characters before what only a person does"),
    ("学会教授应当选择课题", "选 begins another word"),
    ("组织部部长{p高云平}主持报告会", "a surname that is also a word, before what only a person does"),
    ("组织部部长高度重视", "the same surname in a word"),
    ("{p周云琴}当选为秘书长", "one name that opens its clause"),
    ("{p方红云}、{p全建林}当选为副主席", "a list of names"),
    ("{p雷云}当选为主席", "two characters that open the clause"),
    ("代表当选为委员", "a class of persons"),
    ("应届委员当选为理事", "a word with a surname"),
    ("{p马云亮}指出，学会要发挥作用", "a name that opens its clause, before what is said"),
    ("会议指出，学会要发挥作用", "a meeting says it"),
    ("白皮书指出，水平不断提高", "a paper says it"),
    ("通知要求，各单位要重视", "a notice says it"),
    ("副主席{p段应云}，局长{p马云亮}出席会议", "应 in a name that office and comma hold"),
    ("副主席应出席会议", "应 as a verb"),
    ("{p沈国林}  {o青川市人民医院}主任医师", "a line of a list: a name, white space, an office"),
    ("{p洪云英}（女）  {o云溪县农业技术推广中心}推广研究员", "with a remark"),
    ("{p多吉才让}  {o青川市水利勘测设计院}高级工程师", "a Tibetan name in a list"),
    ("高新区  负责人待定", "a zone in such a line"),
    ("单位  主任医师", "a heading of columns"),
    ("主任委员：{p任云海}\n副主任委员：{p骆世云} {p彭小麟} {p章家云}", "labels of a conference, names between spaces"),
    ("委员：各市级学会负责同志", "a label before a class"),
    ("{p丁一汇}、{p徐祥云}、{p张人云}等院士来访", "人 in a name of a list"),
    ("向人大代表汇报", "人大 before a class of persons"),
    ("{o邢台市气象局}{p刘云巧}获一等奖", "a name between a body and what only a person does"),
    ("{o邢台市气象局}全体职工获奖", "a class after a body"),
    ("选举{p何云兵}为第九届理事会理事长，{p赵云英}、{p高雪}为副理事长", "names before the office that they get"),
    ("选举产生主席", "选举 before no name"),
    ("以科技成果为各级领导决策服务", "为 before other words"),
    ("免去{p莫家云}同志的职务", "家 in a name after 免去"),
    ("责任单位：各学会", "任 before no office"),
    ("组  长：{p郝云民}\n成  员：{p靳 涛}  {p冯小云}", "labels stretched with spaces"),
    ("教师{p章国云}被评为优秀辅导员", "a class of persons before a name"),
    ("教师队伍建设", "the class in a word"),
    ("{p李再云}、{p凌红云}等6名科技工作者获奖", "再 in a name of a list"),
    ("再三、再四等6名", "no surnames"),
    ("{o青川医科大学第二医院}{p孙鲁云}医生义诊", "a name before 医生, after a body"),
    ("家庭医生签约", "a class of physicians"),
    ("副省长{p李云}批示", "two characters before what only a person does"),
    ("{p韩生云}（撒拉族）  {o循化撒拉族自治县科学技术协会}干部", "a line of a list with a body and no office"),
    ("{p丘德云}、{p冼星云}分别当选会长", "surnames of the south; 分别"),
    ("院士{p程云东}、{p郭旭}出席", "a list after an office, before a verb"),
    ("{p李宝云}、{p吕和云}当选会长", "和 in a name of a list"),
    ("{p居永云}（{o市科技局}），{p卢 敏}（{o市科协}）", "names with their bodies in brackets"),
    ("安全员（{o市科技局}），文件（{o市科协}）", "other words before such brackets"),
]

BODIES = [
    ("由{o房山区人民政府}承办", "a division whose last characters are those of 山区"),
    ("山区人民政府承办", "no division"),
    ("在{o中共青川市委}领导下", "中共 is part of the name"),
    ("中共同志", "中共 alone"),
    ("各县（市、区）科技局、教育局、科协要重视", "a list of classes with a bracket"),
    ("{o市科技局}、{o市教育局}要重视", "a list of bodies"),
    ("由{o学会部}、{o科普部}完成", "departments before a verb"),
    ("与{o青川大学}共建工作站", "a verb before a class"),
    ("{o云溪县农业技术推广中心}承担", "a verb inside a body's name, after a division"),
    ("到{l云溪县}参加中心活动", "a verb that is in no name"),
    ("由{o泉山市科技活动周组织委员会}负责", "a committee named after a campaign"),
    ("参观活动中心", "a class"),
    ("{o泰州一中}等学校参加", "a numbered school after a division"),
    ("{l泰州市}统一中小学作息时间", "一中 across other words"),
    ("{o青川重型机械股份有限公司}生产", "型 in a company's name"),
    ("各类大型企业公司", "型 in a class"),
    ("加强{o省科协}机关建设", "机关 is no part of the name"),
    ("{o盐城市科协}和{o晋城市委}", "城市 inside a division's name"),
    ("提升城市科协工作", "城市 as a word"),
    ("由{o市教育和体育局}、{o市文化旅游体育局}承办", "lines of two offices joined"),
    ("教育、体育工作由各局承办", "lines without an office"),
    ("在{o泸州市第十二中学校}举行", "中学校 after a number"),
    ("泸州中学校园广播".replace("泸州", "{l泸州}", 1), "中学 inside 校园"),
    ("{o云南省环境科学学会}举办年会", "环境 in a society's name"),
    ("吸引境外协会参加", "a class from abroad"),
    ("{o云溪县气象局科协}成立", "the science association of a body"),
    ("{o云溪县气象局}科协系统", "a system is none"),
    ("{o北京冬奥组委}发来感谢信", "an organising committee after a division"),
    ("报组委会备案", "a committee without a name"),
    ("{o青川师范高等专科学校}", "a college by its full class"),
    ("高等专科学校要重视", "the class alone"),
    ("{o浙江新和云股份有限公司}投产", "和 inside a name, where one character would stay"),
    ("{o泰州茶叶公司}和{o云岭茶业股份有限公司}", "和 between names"),
    ("{o中国科学院深海科学与工程研究所}开放", "与 inside an institute's name that goes on from a body"),
    ("{o青川大学}与{o云岭研究所}合作".replace("{o云岭研究所}", "云岭研究所"), "与 between bodies"),
    ("任{o市青少年科技活动中心}主任", "任 before the name"),
    ("{o省科协学会学术部}副部长", "a department before its deputy head"),
    ("{o青川大学}校长", "学校 across two words"),
    ("{o敦化市农业技术推广总站}", "a station"),
    ("{o云溪县科学技术协会党组}决定", "a Party group"),
    ("加强{o云溪县科学技术协会}党组织建设", "党组 inside 党组织"),
    ("{o海口海关}举办", "a customs office after a division"),
    ("海关监管要严格", "the class"),
    ("{o民和回族土族自治县科学技术协会}", "和 inside a division's name"),
    ("各市、自治州科协要重视", "classes"),
    ("{o云溪县养老服务协会}换届", "服务 inside a society's name"),
    ("{o福建省科技厅}部署", "a verb after an office"),
    ("由{o市少工委}实施", "a committee of the young pioneers"),
    ("完成{o市科协}网站改版", "完成 is in no name"),
    ("完成省市县政府机构改革，畅通市县区科协渠道", "levels that run together"),
    ("对城镇小区配套幼儿园进行治理，不得办成营利性幼儿园", "classes of kindergartens"),
    ("梳理学院专业，完成学生委员会换届", "classes after verbs"),
    ("大力培育发展学会组织，新发展学会6家", "发展 as a verb"),
    ("巩固扩大学会承接职能，重大学术活动", "大学 across two words"),
    ("推动成立（变更）党建工作领导小组", "a name does not begin with a bracket"),
    ("{l扬州}三地科技馆共建", "a number of places"),
]

PLACES = [
    ("赴{l新余市云女湖区河下镇}调研", "a district that no list has, in a chain"),
    ("赴{l新余市}城区调研", "a class"),
    ("推进老城区（棚户区）改造", "a class that is also a district's name"),
    ("参观{l云溪红军会师旧址}", "a site"),
    ("在{l人民广场}设点", "a square"),
    ("在广场设点", "a class of places"),
]

ACTIVITIES = [
    ("举办{a青川市第六届科普讲解大赛}", "a verb inside a contest's name"),
    ("学生踊跃报名参加大赛", "a verb before a class"),
    ("开展{a“银龄跨越”科普专项行动}", "a word between mark and class noun"),
    ("精心策划{a科普宣传周}", "a verb before a campaign"),
    ("举行{a第三届云南省青少年科技创新大赛}", "举行 is in no name"),
    ("实施{a科技助力经济2030行动}", "a year inside a programme"),
    ("实施2030行动", "nothing but a year"),
    ("举办{a云南气象科技论坛}", "a forum whose name begins with a division"),
    ("举办云南论坛".replace("云南", "{l云南}", 1), "too short to be a name"),
    ("推广{a“科普云”信息服务平台}", "a platform"),
    ("开展“科普云”试点", "none of the class nouns"),
    ("{a世界气象日}期间开放", "期间 after a day"),
    ("全国工作日期限", "期限 after a day"),
    ("{a“红领巾科普课堂”}覆盖全县", "a marked class of lectures"),
    ("建设“第二课堂”阵地", "a concept"),
    ("争取{a中国流动科技馆}巡展", "a campaign that ends as bodies do"),
    ("开展“传帮带”", "a mode"),
    ("启动{a2021 年全国农民科学素质网络知识竞赛}", "white space in a year, as conversions leave it"),
    ("组织{a云南省第 33 届科普宣传周}", "white space in an edition"),
    ("全年 组织科普宣传".replace(" ", ""), "no year before the words"),
    ("6月份下发{a2019年度青少年科技创新大赛}通知", "下发 is in no name"),
    ("办成群众性科普节", "a class"),
    ("实施“白名单”管理，发布“揭榜挂帅”项目", "modes of administration"),
    ("做好送电云南工程".replace("云南", "{l云南}"), "a construction"),
]


@pytest.mark.parametrize(("marked", "reason"), [*PERSONS, *BODIES, *PLACES, *ACTIVITIES])
def test_sentence(marked: str, reason: str) -> None:
    text, wanted = unmarked(marked)
    found = [(c.type, text[c.start : c.end]) for c in entities.mentions(text, default())]
    assert found == wanted, reason


@pytest.mark.parametrize(
    ("marked", "reason"),
    [
        (["局长{p马云亮}出席。", "会上{p马云亮}对工作作了部署。"], "a name of three that the document has elsewhere"),
        (["教授{p曹云}当选为理事长。", "{p曹云}表示将努力工作。"], "a name of two that opens its clause"),
        (["教授{p曹云}当选为理事长。", "我们曹云一带风景好。"], "two characters inside a clause are no sure name"),
        (["局长{p马云亮}出席。", "学习马云亮精神，弘扬马云亮式作风。"], "a movement holds no person"),
        (["局长{p马云亮}出席。", "在{l马云亮烈士陵园}扫墓。"], "a place's name holds no person"),
        (["局长马虎不得。", "马虎了事。"], "nothing to find again"),
    ],
)
def test_a_name_again(marked: list[str], reason: str) -> None:
    texts = [unmarked(text)[0] for text in marked]
    passages = [Passage(Slice(f"b{i}", 0, len(text)), text, "body") for i, text in enumerate(texts, 1)]
    found = [(entity.span.block, entity.type, entity.text) for entity in entities.read(passages, default())]
    wanted = [(f"b{i}", *entity) for i, text in enumerate(marked, 1) for entity in unmarked(text)[1]]
    assert found == wanted, reason


@pytest.mark.parametrize(
    ("text", "short", "full", "reason"),
    [
        ("云溪县科学技术协会（以下简称“县科协”）成立。县科协要求。", "县科协", "云溪县科学技术协会", "a bracket"),
        ("云溪县科学技术协会(简称:县科协,下同)成立。", "县科协", "云溪县科学技术协会", "half-width, with a remark"),
        ("云溪县科学技术协会，以下简称县科协，设学会部。", "县科协", "云溪县科学技术协会", "without a bracket"),
        ("云溪县科学技术协会（以下简称“县科协”或“本会”）。", "县科协", "云溪县科学技术协会", "two short names"),
        (
            "《云溪县科普规划》（云政发〔2021〕9号，以下简称《规划》）。",
            "《规划》",
            "云溪县科普规划",
            "a number before it",
        ),
        ("云溪县科学技术协会（县科协）成立。", "县科协", "县科协", "a bracket that says nothing of a short name"),
        ("云溪县科学技术协会成立，简称方案另发。县科协要求。", "县科协", "县科协", "简称 of something else"),
        ("县科协（以下简称甲方）签约。县妇联要求。", "县妇联", "县妇联", "a short name that is not this one"),
    ],
)
def test_links(text: str, short: str, full: str, reason: str) -> None:
    found = entities.read([Passage(Slice("b1", 0, len(text)), text, "body")], default())
    assert {entity.normalized for entity in found if entity.text == short} == {full}, reason
