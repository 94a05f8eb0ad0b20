"""The door before Streamlit: who is let in, and how much they may send.

guard     sees every request and every websocket first
origins   which hosts and origins are known
budgets   how many bytes and sessions each visitor and all together may have
limited   bodies and messages that are counted while they come
refusals  what who is refused reads
"""
