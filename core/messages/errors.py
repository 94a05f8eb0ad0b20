"""What went wrong and what to do now, in Chinese, for each code of `core.errors`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Message:
    """Say what happened, and what the reader can do now."""

    what: str
    advice: str


# By code, or by "code/reason" where the reason makes a difference. Braces take the error's facts.
ERRORS: dict[str, Message] = {
    "PERSON_NOT_FOUND": Message("找不到这个身份。", "请在侧边栏重新选择演示身份，或以新名字开始。"),
    "SIGN_IN_REFUSED": Message("你还不能使用这里。", "请联系这个工坊的管理员。"),
    "SIGN_IN_REFUSED/identity": Message(
        "登录服务没有说明你是谁。", "请联系这个工坊的管理员，检查登录的设置。"
    ),
    "SIGN_IN_REFUSED/email": Message(
        "你的账户没有经过确认的邮箱地址，不能进入。",
        "请先在登录服务里确认邮箱，或联系这个工坊的管理员。",
    ),
    "SIGN_IN_REFUSED/domain": Message(
        "{email} 不属于可以进入的公司邮箱。",
        "请退出，换公司的账户登录；需要开通请联系这个工坊的管理员。",
    ),
    "PROMPT_NOT_FOUND": Message("这个提示词已不在提示词库中。", "请刷新页面，选择另一个提示词。"),
    "MEMBERSHIP_REQUIRED": Message(
        "这个提示词仅限会员使用。", "请选择不带锁的提示词，或在侧边栏切换到会员身份。"
    ),
    "NOT_ALLOWED": Message("你的角色不能这样做。", "请管理员来做，或请管理员调整你的角色。"),
    "NOT_ALLOWED/publish": Message(
        "你的角色可以写新版本，不能决定提示词库里有什么。", "请发布者或管理员来做。"
    ),
    "NOT_ALLOWED/administer": Message("只有管理员可以这样做。", "请管理员来做。"),
    "NOT_ALLOWED/last_administrator": Message(
        "你是最后一位管理员：放弃之后，就没有人能管理了。", "请先让另一个人成为管理员。"
    ),
    "DECIDED_MEANWHILE": Message(
        "在你查看期间，线上版已换成第 {number} 版（{decided}）。你的这次选择没有生效。",
        "请看过新的线上版，再决定一次。",
    ),
    "INSUFFICIENT_TOKENS": Message(
        "代币不足，还差 {missing} 代币。",
        "请在侧边栏点击“补充代币”，或减少数量、换个便宜的提示词。",
    ),
    "BALANCE_FULL": Message(
        "余额已接近上限 {limit} 代币，不能再补充。", "先用掉一些代币，或以新名字开始。"
    ),
    "INVALID_IMAGE": Message("这张参考图片无法使用。", "请换一张 JPEG、PNG、WebP 或 AVIF 图片。"),
    "INVALID_IMAGE/empty": Message("文件是空的。", "请重新选择一张图片。"),
    "INVALID_IMAGE/too_large": Message(
        "文件太大：{size_mb} MB，上限是 {limit_mb} MB。", "请压缩图片，或导出较小的版本后再上传。"
    ),
    "INVALID_IMAGE/not_an_image": Message(
        "这个文件不是图片。", "请选择 JPEG、PNG、WebP、AVIF 或 GIF 图片。"
    ),
    "INVALID_IMAGE/unsupported": Message(
        "暂不支持 {format} 格式。", "请转换成 JPEG、PNG、WebP 或 AVIF 后再上传。"
    ),
    "INVALID_IMAGE/heic": Message(
        "这是 HEIC 图片（苹果手机的默认格式），暂不支持。",
        "请在手机相册中导出为 JPEG 后再上传。",
    ),
    "INVALID_IMAGE/too_many_pixels": Message(
        "图片像素太多：{pixels_m} 百万，上限是 {limit_m} 百万。", "请缩小图片尺寸后再上传。"
    ),
    "INVALID_IMAGE/side_too_long": Message(
        "图片的边太长：{side} 像素，上限是 {limit_side} 像素。", "请缩小图片尺寸后再上传。"
    ),
    "INVALID_IMAGE/too_complex": Message(
        "这个文件的结构太复杂，检查它所需的时间或内存超过上限。",
        "请用看图软件另存为 JPEG 或 PNG 后再上传。",
    ),
    "INVALID_IMAGE/busy": Message("正在检查别的图片，还没有轮到这一张。", "请稍后再上传一次。"),
    "INVALID_IMAGE/damaged": Message("图片文件已损坏，无法完整读取。", "请重新导出或换一张图片。"),
    "INVALID_IMAGE/missing": Message("参考图片已不在服务器上。", "请重新上传参考图片。"),
    "INVALID_REQUEST": Message("有一项设置不能使用。", "请检查设置，或点击“重置”。"),
    "INVALID_REQUEST/prompt": Message("还没有选择提示词。", "请先选择一个提示词。"),
    "INVALID_REQUEST/wish": Message(
        "补充描述太长：{length} 字，上限是 {limit} 字。", "请缩短补充描述。"
    ),
    "INVALID_REQUEST/pictures": Message("图片数量应为 1 到 {limit} 张。", "请重新选择数量。"),
    "INVALID_REQUEST/seed": Message("种子应为 0 到 {limit} 的整数。", "请重新填写种子。"),
    "INVALID_REQUEST/aspect_ratio": Message(
        "所选模型里有不支持这个画幅的。", "请重新选择画幅，或换一个模型。"
    ),
    "INVALID_REQUEST/reference": Message(
        "所选模型里有不接受参考图片的。", "请移除参考图片，或换一个模型。"
    ),
    "INVALID_REQUEST/service": Message("没有这个图片服务，它可能已停用。", "请重新选择图片服务。"),
    "INVALID_REQUEST/model": Message("没有这个模型，它可能已经下线。", "请重新选择模型。"),
    "INVALID_REQUEST/makers": Message(
        "请选择 1 到 {limit} 个不同的模型。", "请打开“选择模型，或并排对比”重新选择。"
    ),
    "INVALID_REQUEST/quality": Message("所选模型没有这种画质。", "请重新选择画质。"),
    "INVALID_REQUEST/strength": Message(
        "参考强度应为 1% 到 {limit}%，并且要有参考图片。", "请重新设置参考强度。"
    ),
    "INVALID_REQUEST/size": Message(
        "所选模型里有不支持这个尺寸的。", "请重新选择尺寸，或换一个模型。"
    ),
    "INVALID_REQUEST/enhance": Message("没有能润色提示词的文字模型。", "请关闭“润色提示词”。"),
    "INVALID_REQUEST/version": Message("这个提示词没有这一版。", "请刷新页面后再提交一次。"),
    "INVALID_REQUEST/version_text": Message(
        "提示词是空的，或含有不能保存的字符。", "请写好提示词的正文，去掉特殊字符。"
    ),
    "INVALID_REQUEST/version_long": Message(
        "提示词太长：{length} 字，上限是 {limit} 字。", "请缩短正文。"
    ),
    "INVALID_REQUEST/version_live": Message("这一版已经是线上版。", "不需要再设一次。"),
    "INVALID_REQUEST/version_note": Message(
        "备注最多 {limit} 个字，不含特殊字符。", "请缩短备注，去掉特殊字符。"
    ),
    "INVALID_REQUEST/decision_why": Message(
        "理由应为 1 到 {limit} 个字，不含特殊字符。", "请写一句话，说明为什么选这一版。"
    ),
    "INVALID_REQUEST/prompt_title": Message(
        "标题应为 1 到 {limit} 个字，不含特殊字符。", "请修改标题。"
    ),
    "INVALID_REQUEST/prompt_description": Message(
        "说明应为 1 到 {limit} 个字，不含特殊字符。", "请修改说明。"
    ),
    "INVALID_REQUEST/prompt_category": Message(
        "分类应为 1 到 {limit} 个字，不含特殊字符。", "请修改分类。"
    ),
    "INVALID_REQUEST/cost": Message("价格应为 1 代币或更多的整数。", "请重新填写价格。"),
    "INVALID_REQUEST/prompt_text": Message(
        "提示词第 {position} 个字处的双花括号不成变量。",
        "变量写作 {{{{名称}}}}：1 到 20 个字、字母、数字或下划线，中间没有空格。",
    ),
    "INVALID_REQUEST/variable_missing": Message(
        "提示词里的“{name}”还没有填。", "请填好它，或选择另一个提示词。"
    ),
    "INVALID_REQUEST/variable_unknown": Message(
        "这一版提示词里没有“{name}”。", "请刷新页面，按这一版的变量重新填写。"
    ),
    "INVALID_REQUEST/variable_long": Message(
        "“{name}”太长：{length} 字，上限是 {limit} 字。", "请缩短它。"
    ),
    "INVALID_REQUEST/adjustment": Message("调整余额要写明由谁调整、为什么。", "请填写名字和原因。"),
    "INVALID_REQUEST/amount": Message(
        "调整的数量应为不是 0 的整数，绝对值不超过 {limit}。", "请重新填写数量。"
    ),
    "INVALID_REQUEST/amount_held": Message(
        "最多只能减少 {available} 代币：进行中的订单预留的不能动。", "请少减一些，或等订单结束。"
    ),
    "INVALID_REQUEST/act_reason": Message(
        "原因应为 1 到 {limit} 个字，不含特殊字符。", "请写一句话，说明为什么。"
    ),
    "INVALID_REQUEST/unchanged": Message(
        "现在已经是这样了，没有要改的。", "请刷新页面，看看现在的样子。"
    ),
    "INVALID_REQUEST/fingerprint": Message(
        "第 {line} 行不是账本指纹。", "请完整粘贴当时记下的内容，一行一个。"
    ),
    "INVALID_REQUEST/fingerprint_file": Message(
        "这份指纹文件不完整，或被改过：最后一行的摘要与内容不符。", "请用当时下载的原文件。"
    ),
    "INVALID_REQUEST/name": Message("名字应为 1 到 {limit} 个字。", "请换一个名字。"),
    "INVALID_REQUEST/name_taken": Message(
        "已经有人用了这个名字。",
        "请换一个名字，例如在后面加上部门；如果那就是你，请打开你上次使用时的网址。",
    ),
    "KEY_CONFLICT": Message("这张表单已用别的设置提交过。", "请刷新页面后再提交一次。"),
    "KEY_SPENT": Message("这张表单的订单已经结束。", "请刷新页面，再次点击“生成图片”。"),
    "ORDER_NOT_FOUND": Message(
        "找不到这个订单。", "它可能属于另一个身份：请在侧边栏切换演示身份后再打开。"
    ),
    "GENERATION_FAILED": Message("图片没有生成成功。", "请稍后再试一次。"),
    "GENERATION_FAILED/key_invalid": Message(
        "图片服务不认可当前的密钥。", "请管理员检查密钥的设置。"
    ),
    "GENERATION_FAILED/forbidden": Message(
        "当前密钥没有使用这个模型的权限。", "请管理员在服务商后台开通权限。"
    ),
    "GENERATION_FAILED/quota_exhausted": Message(
        "图片服务的额度已用完。", "请管理员检查服务商账户的额度与结算；在此之前重试没有用。"
    ),
    "GENERATION_FAILED/rate_limited": Message("图片服务正忙，请求太多。", "请等一分钟再试。"),
    "GENERATION_FAILED/prompt_blocked": Message(
        "提示词或补充描述被图片服务的安全规则拦截。",
        "请修改补充描述，或更换提示词、参考图片后再试。",
    ),
    "GENERATION_FAILED/image_blocked": Message(
        "生成的图片被图片服务的安全规则拦截。", "请换一个说法，或再试一次。"
    ),
    "GENERATION_FAILED/no_image": Message("图片服务没有给出图片。", "请换一个说法，或再试一次。"),
    "GENERATION_FAILED/model_retired": Message(
        "图片服务找不到这个模型，它可能已经下线。", "请管理员换一个模型。"
    ),
    "GENERATION_FAILED/service_gone": Message(
        "这个订单选择的图片服务已经停用。", "请换一个图片服务再生成，或请管理员重新启用它。"
    ),
    "GENERATION_FAILED/request_rejected": Message(
        "图片服务不接受这个请求。", "请换一个画幅，或移除参考图片后再试。"
    ),
    "GENERATION_FAILED/timed_out": Message("图片服务太久没有完成。", "请稍后再试一次。"),
    "GENERATION_FAILED/network": Message("连不上图片服务。", "请检查网络，稍后再试一次。"),
    "GENERATION_FAILED/service_fault": Message("图片服务出了故障。", "请稍后再试一次。"),
    "GENERATION_FAILED/unreadable_answer": Message(
        "图片服务返回的内容不是完整的图片。", "请再试一次。"
    ),
    "GENERATION_FAILED/settings": Message(
        "图片服务的设置有误。", "请管理员改正设置并重启；在此之前重试没有用。"
    ),
    "GENERATION_FAILED/internal": Message(
        "程序内部出错。", "请再试一次；如果总是这样，请联系管理员。"
    ),
    "GENERATION_FAILED/interrupted": Message("生成途中服务停止或重启了。", "请再生成一次。"),
    "STORAGE_FAILED": Message("保存时出错。", "请稍后再试；如果总是这样，请联系管理员。"),
    "STORAGE_FAILED/files": Message("图片文件无法保存。", "请管理员检查存储空间与权限，然后再试。"),
    "STORAGE_FAILED/database": Message("数据库暂时不可用。", "请稍后再试一次。"),
    "STORAGE_FAILED/database_moved": Message(
        "数据库文件被移走或替换了，现在什么也不能保存。",
        "请管理员放回原来的文件，或重新启动应用；在此之前请不要继续操作。",
    ),
    "DECODER_FAILED": Message("暂时无法检查图片。", "请稍后再试一次；如果总是这样，请联系管理员。"),
    "CANCELLED": Message("订单已取消。", "需要时可以再次生成。"),
    "STOPPING": Message("服务正在停止，不再接新订单。", "请等服务重启后再试。"),
}

UNFORESEEN = Message("出现了没有预料到的问题。", "请再试一次；如果总是这样，请联系管理员。")
