"""What core says of experiments, in Chinese: refusals, states, answers and their reasons."""

from __future__ import annotations

from core.messages.errors import Message

STATES = {
    "draft": "草稿",
    "running": "运行中",
    "judging": "待评",
    "done": "有结论",
    "archived": "已归档",
}
CHOICES = {
    "left": "左更好",
    "right": "右更好",
    "same": "差不多",
    "neither": "都不可用",
    "skip": "跳过",
    "undone": "已撤销",
}
ANSWERS = {"usable": "可用", "unusable": "不可用", "unsure": "待定", "undone": "已撤销"}
REASONS = {
    "hands": "手部",
    "face": "脸部",
    "text": "文字",
    "composition": "构图",
    "off_reference": "偏离参考",
    "off_prompt": "偏离提示词",
}
CAME = {"open": "进行中", "picture": "有图", "blocked": "被拦截", "nothing": "失败"}
PRESETS = {"quick": "快速", "standard": "标准", "strict": "严谨"}

EXPERIMENT_ERRORS: dict[str, Message] = {
    "EXPERIMENT_NOT_FOUND": Message(
        "找不到这个实验。", "链接可能不完整，或草稿已被删除；请从实验列表打开。"
    ),
    "CASE_SET_NOT_FOUND": Message("找不到这个测试集。", "它可能已被删除；请选择另一个。"),
    "EXPERIMENT_REFUSED": Message("这个实验现在不能这样做。", "请刷新页面，看看它现在的状态。"),
    "EXPERIMENT_REFUSED/not_owner": Message(
        "只有创建者可以修改、运行、停止和归档。", "你可以复制一份，成为自己的实验。"
    ),
    "EXPERIMENT_REFUSED/changed": Message(
        "在你打开之后，它又被改过。", "请刷新页面，在最新的内容上再改一次。"
    ),
    "EXPERIMENT_REFUSED/other_cost": Message(
        "要运行的内容变了：现在是 {cells} 张，{tokens} 代币。没有运行。",
        "请核对新的报价，再点击运行。",
    ),
    "EXPERIMENT_REFUSED/frozen": Message(
        "实验运行过，设置已经固定。", "可以追加用例或版本；要改设置，请复制一份。"
    ),
    "EXPERIMENT_REFUSED/not_run": Message("实验还没有运行过。", "请先运行，或删除草稿。"),
    "EXPERIMENT_REFUSED/running": Message("实验还在运行。", "请等它完成，或先停止。"),
    "EXPERIMENT_REFUSED/other_running": Message(
        "你有另一个实验正在运行。", "请等它完成，或先停止它；每人同时运行一个实验。"
    ),
    "EXPERIMENT_REFUSED/archived": Message("实验已归档。", "请先取消归档，或复制一份。"),
    "EXPERIMENT_REFUSED/nothing": Message("没有要运行的格子。", "可以追加用例或版本后再运行。"),
    "EXPERIMENT_REFUSED/too_many": Message(
        "一次最多运行 {limit} 张，现在是 {cells} 张。", "请减少用例、次数或版本。"
    ),
    "EXPERIMENT_REFUSED/question": Message("还没有写问题。", "请写下这个实验想回答什么。"),
    "EXPERIMENT_REFUSED/arms": Message("需要 2 到 4 个版本。", "请添加或移除版本。"),
    "EXPERIMENT_REFUSED/base": Message("需要恰好一个基准版本。", "请选定其中一个作为基准。"),
    "EXPERIMENT_REFUSED/same_arms": Message(
        "第 {first} 个和第 {second} 个版本完全相同。", "请让它们至少有一处不同。"
    ),
    "EXPERIMENT_REFUSED/cases": Message("还没有用例。", "请至少添加一个用例。"),
    "EXPERIMENT_REFUSED/sealed": Message(
        "结果揭晓前，只有创建者能看到图片。", "请等创建者邀请你盲评，或等揭晓。"
    ),
    "EXPERIMENT_REFUSED/no_picture": Message(
        "这一格没有可以评价的图片。", "它可能还没完成，或没有成功。"
    ),
    "EXPERIMENT_REFUSED/prompt_gone": Message(
        "这个提示词已不在提示词库中。",
        "可以在“生成”页的“已归档的提示词”里打开它的“版本”，恢复到提示词库；"
        "或用另一个提示词新建实验。",
    ),
    "EXPERIMENT_REFUSED/no_votes": Message(
        "这个实验没有安排盲评。", "可以复制一份，在设置里选好每对图片的投票人数再运行。"
    ),
    "EXPERIMENT_REFUSED/needs_own_name": Message(
        "演示身份不能投票。", "请在侧边栏“以新名字开始”，再打开这个链接。"
    ),
    "EXPERIMENT_REFUSED/anybody_owns": Message(
        "“演示会员”不能发起盲评：发给大家的链接会以“演示会员”打开，谁都成了看得到版本的创建者。",
        "请在侧边栏“以新名字开始”，再“复制实验”运行；或在“规模”里改成不投票。",
    ),
    "EXPERIMENT_REFUSED/no_ballot": Message(
        "这一对图片没有发给你评。", "请刷新页面，从当前这一对继续。"
    ),
    "EXPERIMENT_REFUSED/pair_is_full": Message(
        "这一对图片的票刚刚已经收齐，这一票没有记下。", "请继续评下一对。"
    ),
    "EXPERIMENT_REFUSED/revealed": Message(
        "结果已经揭晓，不能再投票、撤销或补齐。",
        "请看“结论”；创建者可以追加用例或票数，再评一轮。",
    ),
    "EXPERIMENT_REFUSED/not_revealed": Message(
        "还没有揭晓，现在不能追加票数，也不能采用。", "请等这一轮的票收齐，或先“提前揭晓”。"
    ),
    "PICTURE_IN_USE": Message(
        "其中 {pictures} 张属于还没有结束的实验{which}，不能移到回收站。",
        "请先在“实验”里归档它；安排了盲评的，要先揭晓。",
    ),
    "TOP_UP_LIMIT": Message(
        "24 小时内最多补充 {limit} 代币，现在还能补充 {left}。",
        "约 {wait}后可以再补充；现在可以缩小范围。",
    ),
    "TOP_UP_LIMIT/at_once": Message(
        "24 小时内最多补充 {limit} 代币，这次要补充 {new}。",
        "请缩小范围；确实需要时，请部署这个工坊的人提高上限。",
    ),
    "INVALID_REQUEST/question": Message("问题太长：上限是 {limit} 字。", "请缩短它。"),
    "INVALID_REQUEST/arms": Message("最多 {limit} 个版本。", "请移除一些。"),
    "INVALID_REQUEST/cases": Message("最多 {limit} 个用例。", "请移除一些。"),
    "INVALID_REQUEST/repeats": Message("次数应为 1 到 {limit}。", "请重新选择。"),
    "INVALID_REQUEST/voters": Message("投票人数应为 0 到 {limit}。", "请重新选择。"),
    "INVALID_REQUEST/case_title": Message(
        "第 {case} 个用例的标题应为 1 到 {limit} 字。", "请填写或缩短标题。"
    ),
    "INVALID_REQUEST/case_look_for": Message(
        "第 {case} 个用例的必查点太长：上限是 {limit} 字。", "请缩短它。"
    ),
    "INVALID_REQUEST/case_value": Message(
        "第 {case} 个用例的“{name}”不能使用：上限是 {limit} 字。", "请改写这个值。"
    ),
    "INVALID_REQUEST/case_text": Message(
        "第 {case} 个用例含有不能保存的字符。", "请删去特殊字符。"
    ),
    "INVALID_REQUEST/case_missing": Message(
        "第 {case} 个用例缺少“{name}”，第 {arm} 个版本需要它。", "请填好这个值。"
    ),
    "INVALID_REQUEST/case_reference": Message(
        "第 {case} 个用例有参考图片，第 {arm} 个版本的模型不支持。",
        "请移除参考图片，或换一个模型。",
    ),
    "INVALID_REQUEST/set_name": Message("测试集的名称应为 1 到 {limit} 字。", "请换一个名称。"),
    "INVALID_REQUEST/set_full": Message(
        "这个测试集已有 {limit} 个用例，放不下更多了。", "请选择另一个测试集，或新建一个。"
    ),
    "INVALID_REQUEST/set_name_taken": Message("你已有同名的测试集。", "请换一个名称。"),
}
