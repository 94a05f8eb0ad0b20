"""The Chinese of an experiment's report: its headings, its sentences, the columns of its cells."""

from __future__ import annotations

TITLE = "实验报告"
INTERIM = "中期"
DEMO = "演示图片"
SECTIONS = {
    "verdict": "结论",
    "missing": "图片",
    "matrix": "矩阵",
    "figures": "各版本的表现",
    "difference": "各版本提示词的差别",
    "decision": "决定",
    "method": "怎样得出结论",
}
HEAD = "{prompt}　创建者 {owner}　{arms} 版 × {cases} 用例 × {repeats} 次　报告时间 {at}"
UNASKED = "（还没有写问题）"
IS_INTERIM = "中期报告：还没有揭晓。这里没有投票，也没有结论；请不要据此判断哪个版本更好。"
NO_VOTES = "这个实验没有安排盲评，所以没有“哪个更好”的结论。"
CONTAINED = "含 {pictures}/{places} 张"
NOT_CONTAINED = {
    "blocked": "{count} 张被拦截",
    "nothing": "{count} 张失败",
    "stopped": "{count} 张已停止",
    "open": "{count} 张还没完成",
    "not_run": "{count} 张未运行",
    "gone": "{count} 张已移除",
    "unreadable": "{count} 张读不到",
}
IS_DEMO = "标着“演示”的版本由内置的演示渲染器画出，不是人工智能生成：结论与数字不说明真实服务。"
LOOK = "第 {look} 次揭晓（{at}）：{votes}/{wanted} 票"
EARLY = "，由 {by} 提前揭晓"
SHORT = "，还缺 {missing} 票"
VOTES = (
    "投票：{voters} 人；选{arm} {for_arm} 票，选{base} {for_base} 票，差不多 {same} 票，"
    "都不可用 {neither} 票。左图占比 {left}，同一对图片上意见一致 {agreement}。"
)
NONE = "—"
COUNTED = "计入 {cases}/{all} 个用例，{pairs} 对图片。"
INTERVAL = "区间图，从 0%（{base}更好）到 100%（{arm}更好），中间是 50%"
CASE, REFERENCE, LOOK_FOR = "用例", "有参考图片", "必查点"
UNREADABLE = "图片读不到"
ALT = "{case}，{arm}，第 {repeat} 次"
SAME_TEXT = "正文相同。"
LOCKED = "会员专属的提示词：各版本的文字和用例的值只有会员能看到。"
AGAINST_BASE = "{arm}　比基准"
DECIDED = "{at}　{by} 采用第 {number} 版：{why}"
LIVE = "现在的线上版：第 {number} 版（{by}，{at}）{why}"
NOT_DECIDED = "还没有依据这个实验采用哪一版。"
METHOD = (
    "每对图片的得分是各人投票的平均（选这一版 1，差不多和都不可用 ½，选基准 0；跳过不计；"
    "一边被拦截记给另一边）。一个用例的得分是它各对图片的平均；结论按用例算，不按票算。"
    "区间是用例得分的 t 区间，按比较的次数收窄；胜出还要求精确的符号翻转检验通过。"
)
WORTH = "投票的名字是各人自己取的，没有登录：请当作知情同事之间的参考，不要当作对外的证据。"

# The columns of the table of cells.
CELLS = {
    "case": "用例编号",
    "title": "用例",
    "variables": "变量",
    "look_for": "必查点",
    "arm": "版本",
    "repeat": "第几次",
    "attempt": "第几次尝试",
    "state": "状态",
    "order": "订单号",
    "tokens": "代币",
    "money": "服务费用",
    "currency": "服务费用的货币",
    "seconds": "用时（秒）",
    "usable": "说可用的人",
    "judges": "评价的人",
}
UNKNOWN = "未知"
