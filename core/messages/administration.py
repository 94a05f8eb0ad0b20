"""The Chinese for roles and for what administrators do, keyed by what the tables keep."""

from __future__ import annotations

from core.tables import ActKind

ROLES = {"proposer": "提议者", "publisher": "发布者", "administrator": "管理员"}
ROLE_RIGHTS = {
    "proposer": "下单，写新版本，做实验",
    "publisher": "还可以新建提示词、设为线上、归档",
    "administrator": "还可以管理成员、余额、价格和提示词库",
}
ACTS = {
    "balance": "余额",
    "membership": "会员资格",
    "role": "角色",
    "cost": "价格",
    "archived": "归档",
    "live": "线上版",
}
_YES_NO = {
    ActKind.MEMBERSHIP: {"0": "非会员", "1": "会员"},
    ActKind.ARCHIVED: {"0": "在提示词库", "1": "已归档"},
}


def act_value(kind: str, value: str) -> str:
    """Return what stood or stands there, as people read it."""
    if kind == ActKind.ROLE:
        return ROLES.get(value, value)
    if kind == ActKind.LIVE:
        return f"第 {value.rpartition('@')[2]} 版" if value else "没有"
    if kind in (ActKind.BALANCE, ActKind.COST):
        return f"{int(value):,} 代币"
    return _YES_NO[ActKind(kind)].get(value, value)
