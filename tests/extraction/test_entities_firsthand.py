"""Entities as reports, notices and news of every province write them: names that only their place tells, names of other
languages, offices after words of time. Marks as in `test_entities.py`; what is not marked must not be found.
"""

import pytest
from tests.marked import unmarked

from kexie_extract.extraction import entities
from kexie_extract.lexicon import default
from kexie_extract.model.outline import Slice
from kexie_extract.model.passages import Passage

RARE_NAMES = [
    ("{o县科协}党组书记{p郑禹会}率调研组到会", "会 in a name that office and 率 hold"),
    ("组长{p谢学人}兼任办公室主任", "人 in a name before 兼任"),
    ("组长：{p马远刚}、{p皮建功}、{p江来山}、{p崔青梅}", "功 and 来 among surer names"),
    ("副组长：{p孙卫国} {p田远科} {p胡青林}", "white space between them"),
    ("{p汪光青}  {o云溪县科协科普部}部长", "a line of a list"),
    ("成员：教务处、农技站、车管所", "bodies with surnames before them"),
    ("组长单位会同各成员单位推进", "no name after an office"),
    ("主任能力强、书记作风好", "words that begin with a surname"),
    ("局长负责制的落实", "a word that begins with no surname"),
    ("联系人：张老师", "a form of address"),
    ("副校长{p苏芸}参会并讲话", "two characters before what only a person does"),
    ("负责人{p邱杉}及全体成员参会", "two characters before 及"),
    ("副校长高度重视，校长安排部署", "words with a surname"),
    ("县长常年坚持走访", "常年 is a word"),
    ("组长{p何芸}在领导小组会上强调", "a surname that is also a word"),
    ("县领导{p梁芸}、{p石松}、{p张青韶}等参加慰问", "leaders of a county without their offices"),
    ("校领导{p陶秋雁}、{p戴云河}出席仪式", "leaders of a school"),
    ("县领导高度重视，市领导安排走访", "leaders without names"),
    ("县领导干部、全体职工参加", "a class of persons"),
    ("教授{p王小川}、{p邓青川}寄语科技工作者", "a list before a verb that no rule knows"),
    ("会议圆满结束。（{o云溪县科协} {p赵刚强}）", "who wrote, with the body"),
    ("取得显著成效。（{p陈鑫淼}）", "who wrote, alone"),
    ("取得显著成效。（完）", "no writer"),
    ("评选活动圆满落幕。（路演）", "a word in a bracket"),
    ("值班人员：{p孙卫国}", "a label"),
    ("{o云溪大学}教授{p郭和平}主持报告会", "a given name that is a word, before what only a person does"),
    ("会长{p万松}致开幕辞", "致 begins a verb"),
    ("确定{p李小萍}等带头人138名、{p王莺}等示范教师303名", "one name before a class with its number"),
    ("方面等示范教师303名，全市等地20人次", "words before a class with its number"),
    ("本报讯（{p赵松}、{p申青平}）今日上午", "a bracket of reporters"),
    ("各类学校（高中、初中）", "a bracket of classes"),
    ("学生{p卓玛群措}回答问题，副厅长{p扎西多杰}介绍", "Tibetan names"),
    ("执行总干事{p史蒂芬·尔韦比}致辞", "a foreign name"),
    ("今年7月份，{p孙青娟}参加了比赛", "one name that opens its clause, before what it did"),
    ("近日，农户参加了培训，石化厂主持了评审", "classes and bodies before the same verbs"),
    ("学生{p谈松}说：“很有趣。”", "two characters after a class of persons, before what is said"),
    ("学生高兴地说：“很有趣。”", "a word there"),
    ("副区长（提名人选） {p吴小松}", "a bracket between office and name"),
    ("机关总支书记{p黄芸}为大家作辅导", "two characters before 为…作"),
    ("科教股股长{p潘青邦}、主任{p李向松}组成的服务团", "向 in a name before 组成"),
    ("副主任{p童向川}就当前建设、服务两方面工作作了部署", "向 in a name before 就"),
    ("{o市科协}调研员{p李松}与{o县科协}主席{p童青华}揭牌", "two characters before 与"),
]

OTHER_LANGUAGES = [
    ("{o旗科协}主席{p乌日格图雅}通报了情况", "a Mongolian name without a mark"),
    ("书记{p萨仁娜}主持会议", "three characters of one"),
    ("主席乌云密布般的沉默", "a word of such characters"),
    ("副主任{p艾力江·吐尔洪}全程参加", "a verb that no rule knows after the second part"),
    ("邀请{p阿依古丽·买买提}宣讲员讲课", "before the office"),
    ("推广科普·创新理念", "a dot between words"),
    ("在{l托克勒热克乡阿克勒热村}开展培训", "a town and a village written by syllables"),
    ("赴{l安迪勒乡}慰问", "three syllables"),
    ("走进{l阿依库勒乡1村}", "a village with a number"),
    ("在{l乌兰苏木}、{l巴音嘎查}放映科普影片", "a pasture and its village"),
    ("各苏木镇、各嘎查要重视，深入苏木嘎查", "classes"),
    ("建设一批科普特色小镇", "words whose characters are also syllables"),
    ("前往{l老青台镇}", "老 before a county's name"),
]

LEFT_EDGES = [
    ("上半年{o市科协}工作情况", "a time before an office"),
    ("今后{o镇科协}要坚持", "an adverb before a town's office"),
    ("明确{o镇科协}的任务", "a verb"),
    ("充分征求{o区政府}、{o市委}意见", "a verb before a district's"),
    ("代表{o县委}{o县政府}祝贺", "two that touch, after a verb"),
    ("{o胜利镇科协}成立", "a town named by a word"),
    ("{o自治区科协}指导工作", "自治 before a level"),
    ("{o市科协}党组书记{p李鸣飞}传达", "the Party secretary of a body's Party group"),
    ("{o市科协党组}研究决定", "the group itself"),
    ("各市、盟、旗科协干部参加", "a list of levels"),
    ("各盟市科技局，各旗县教育局", "two levels after 各"),
    ("各省、自治区、直辖市、副省级城市纲要办", "a list that ends without a mark"),
    ("{o旗科协}、{o市科技局}参加", "levels that are definite"),
    ("{o镇党委}书记{p丁青锋}、{o区党委}委员", "a committee of the Party at its level"),
    ("各乡镇党委、政府要重视", "a class of them"),
    ("{o云溪县地矿局科普科}牵头", "a bureau of a line that no list has"),
    ("{l云溪县}新发展格局，全县一盘棋格局", "局 in a word"),
    ("服务{o县委}、{o县政府}中心工作", "中心 that goes on from no body"),
    ("{o国家民委办公厅}、{o中国科协办公厅}印发", "the general office of a body"),
    ("{o云溪县科协科普服务中心}主任", "a centre of a body"),
    ("在{o市纲要办}的指导下", "an office before 的"),
    ("{o云溪县科普演讲团}成员", "a team of speakers"),
    ("按照{o自治区人民政府}的部署", "按照 before a level"),
    ("{o徐州市安全体验中心}、{o徐州陶艺展览馆}", "全体 across two words"),
    ("方案已经{o州委}、{o州政府}同意", "已经 before a level"),
]

PLACES = [
    ("来到了{l青洼村}，与村民座谈", "a village as the place of a verb"),
    ("到示范村、来到山村，在农村", "classes of villages"),
    ("在帮扶村开展调研", "a verb before 村"),
    ("{l古桥镇友谊路社区}", "a street's community, its name a common word"),
    ("在{l友谊路社区}和{l友谊路}举办", "with and without its community"),
    ("{l来安县}乡镇科协主席会议", "a county before 乡镇"),
    ("实施科教兴镇战略", "兴镇 is no town"),
    ("道路街道整治", "道路 is no street's name"),
    ("为{l天水经开区}、{l天水高新区}服务", "a division whose short name is a word, before a zone"),
    ("建设示范高新区、科技高新区", "words before a zone"),
    ("完工{l青家岩大桥}、{l红石村大桥}", "a verb before a bridge, a village in its name"),
    ("到{l东辽县青云乡}参观", "a town named as a county is"),
    ("在{l柘城县陈桥集镇}、{l云华镇}开展", "集镇 in a town's name after its county"),
    ("建设小集镇、农村集镇", "集镇 as a word"),
    ("{o云桥街道党工委}联合{o市科协}", "a body of a street"),
]

MARKED = [
    ("举办{a“科普边疆行”}暨{a“科普乡村行”}活动", "暨 joins two"),
    ("{a“科技之冬”}系列培训活动", "two words before 活动"),
    ("{a“百名专家进旗县”}春季活动", "a season before 活动"),
    ("以“绿色生活”为主题开展宣传活动", "a theme"),
    ("“创新引领”主题宣传活动", "a theme before 活动"),
    ("“双减”工作活动", "a policy"),
    ("围绕{a“全国科普日”}活动主题，开展宣传", "围绕 before an activity"),
    ("按照“七个一”活动方案", "a policy before 活动"),
    ("开展{a“情暖中秋”}主题党日活动", "主题 of 主题党日 is no theme"),
    ("联动{a“全国科普月”}，利用{a科普大篷车}", "a known name with and without marks"),
    ("举行{a“百镇千村护林科普平川行”}启动仪式", "an opening"),
    ("利用“名单制”启动招募", "a mode"),
    ("在全镇范围内进行知识竞赛", "words that are no contest's name"),
    ("10月工作计划和11月工作计划", "a month's plan"),
]


@pytest.mark.parametrize(("marked", "reason"), [*RARE_NAMES, *OTHER_LANGUAGES, *LEFT_EDGES, *PLACES, *MARKED])
def test_sentence(marked: str, reason: str) -> None:
    text, wanted = unmarked(marked)
    found = [(c.type, text[c.start : c.end]) for c in entities.mentions(text, default())]
    assert found == wanted, reason


@pytest.mark.parametrize(
    ("marked", "reason"),
    [
        ("{p马远刚}、{p皮建功}\n{p江来山} {p崔青梅}", "names that only their place holds"),
        ("{o市科协} {p李明远}", "a body before a name"),
        ("{p张明} 副局长\n{p李华} 科长", "offices between names"),
        ("{p李明远}（{o市科协}）、{p王强}（{o教育局}）", "bodies in brackets"),
        ("{o县科协}主席{p李明远}", "an office before a name"),
        ("办公室：{p李明远}", "a body with a colon"),
        ("各科室负责人\n全体人员", "classes"),
        ("石化厂、农机站、车管所", "bodies that begin with surnames"),
        ("王局长", "a surname with an office"),
    ],
)
def test_an_owner_column(marked: str, reason: str) -> None:
    text, wanted = unmarked(marked)
    found = [(c.type, text[c.start : c.end]) for c in entities.mentions(text, default(), "owners")]
    assert found == wanted, reason


def test_a_rare_name_is_found_again() -> None:
    texts = ["书记郑禹会率调研组到会。", "会上郑禹会作了动员。"]
    passages = [Passage(Slice(f"b{i}", 0, len(text)), text, "body") for i, text in enumerate(texts, 1)]
    found = [(e.span.block, e.text) for e in entities.read(passages, default())]
    assert found == [("b1", "郑禹会"), ("b2", "郑禹会")]
