"""A person's card in a drawer, which the address names: what they have, and the acts on them."""

from __future__ import annotations

import streamlit as st

from core.administration import acts, members, people_acts
from core.administration.acts import ActFilter
from core.administration.members import Member
from core.errors import StudioError
from core.messages.administration import ROLE_RIGHTS, ROLES
from core.people.rights import role_in_force
from core.studio import current_studio
from core.tables import Role
from pages.parts import addresses, error_box, formats
from pages.parts.admin import acting, acts_table, listing

MOST = 1_000_000  # tokens that the field takes; core takes more
ACTS_SHOWN = 5  # the newest on a card; all are in 操作记录


def open_card(person_id: str) -> None:
    """Name a person in the address; the drawer shows what the address names."""
    addresses.keep(addresses.MEMBER, person_id)


def close() -> None:
    """Take the person out of the address."""
    addresses.keep(addresses.MEMBER, None)
    listing.forget_choice()


def draw() -> None:
    """Open the drawer on the address's person, or say that there is no such one."""
    if person_id := addresses.find(addresses.MEMBER):
        try:
            member = _read(person_id)
        except StudioError as error:
            error_box.show(error)
            st.button("知道了", on_click=close)
        else:
            _drawer(member.id)


@st.dialog("成员", width="medium", position="right", icon=":material/person:", on_dismiss=close)
def _drawer(person_id: str) -> None:
    acting.begin_drawer()
    member = _read(person_id)
    _draw_head(member)
    acting.draw_reason("新项目需要")
    _draw_balance(member)
    _draw_membership(member)
    _draw_role(member)
    _draw_record(member)


def _read(person_id: str) -> Member:
    studio = current_studio()
    return members.find_member(studio.database, person_id, now=studio.now())


def _draw_head(member: Member) -> None:
    zone = formats.zone()
    st.markdown(f"**{formats.plain(member.name)}**　{formats.plain(member.email or '')}")
    with st.container(horizontal=True, gap="small"):
        st.metric("余额", f"{member.balance:,}")
        st.metric("预留", f"{member.held:,}")
        st.metric("可用", f"{member.available:,}")
    last = member.last_order_at
    ordered = f"最近下单 {formats.moment(last, zone)}" if last else "还没有下过单"
    st.caption(
        f"加入 {formats.moment(member.created_at, zone)}　近 30 天 {member.recent_orders} 个订单"
        f"　{ordered}"
    )


def _draw_balance(member: Member) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        amount = st.number_input(
            "调整多少（代币，可为负）",
            -MOST,
            MOST,
            0,
            key=acting.field(f"amount_{member.id}"),
            width=220,
        )
        st.button(
            "调整余额",
            key="act_balance",
            icon=":material/toll:",
            disabled=not amount,
            on_click=_adjust,
            args=(member.id, member.name),
        )
    if amount:
        after = member.balance + int(amount)
        st.caption(
            f"余额 {member.balance:,} → {after:,} 代币；可用 {member.available:,} → "
            f"{after - member.held:,} 代币"
        )


def _draw_membership(member: Member) -> None:
    st.button(
        "取消会员" if member.is_member else "设为会员",
        key="act_membership",
        icon=":material/star:",
        help="会员可以使用会员专属的提示词。",
        on_click=_set_membership,
        args=(member.id, member.name, not member.is_member),
    )


def _draw_role(member: Member) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        role = st.selectbox(
            "角色",
            list(Role),
            index=list(Role).index(Role(member.role)),
            key=acting.field(f"role_{member.id}"),
            format_func=lambda each: f"{ROLES[each]}：{ROLE_RIGHTS[each]}",
            width=380,
        )
        st.button(
            "改角色",
            key="act_role",
            icon=":material/badge:",
            disabled=role == member.role,
            on_click=_set_role,
            args=(member.id, member.name),
        )
    if role_in_force(member.role, member.email, current_studio().settings) != member.role:
        st.caption("这个邮箱在设置 ADMINS 里：不论这里选什么，都是管理员。")


def _draw_record(member: Member) -> None:
    chosen = ActFilter(person_id=member.id)
    page = acts.list_acts(current_studio().database, chosen, number=1, size=ACTS_SHOWN)
    if page.rows:
        st.caption("最近的操作记录")
        for row in page.rows:
            st.caption(formats.plain(acts_table.sentence(row)))


def _adjust(person_id: str, name: str) -> None:
    studio = current_studio()
    amount = int(acting.filled(f"amount_{person_id}") or 0)
    acting.perform(
        "balance",
        (person_id, amount),
        lambda click: people_acts.adjust_balance(studio, click, person_id, amount),
        f"{formats.plain(name)}的余额调整了 {amount:+,} 代币，并记入账本。",
    )


def _set_membership(person_id: str, name: str, is_member: bool) -> None:
    studio = current_studio()
    acting.perform(
        "membership",
        (person_id, is_member),
        lambda click: people_acts.set_membership(studio, click, person_id, is_member=is_member),
        f"{formats.plain(name)}现在{'是会员' if is_member else '不是会员'}。",
    )


def _set_role(person_id: str, name: str) -> None:
    studio = current_studio()
    role = Role(acting.filled(f"role_{person_id}"))
    acting.perform(
        "role",
        (person_id, role),
        lambda click: people_acts.set_role(studio, click, person_id, role),
        f"{formats.plain(name)}现在的角色是{ROLES[role]}。",
    )
