"""The Chinese of what people download: no page builds these files, so core says it here."""

from __future__ import annotations

ZIP_NAME = "图片.zip"

# What became of a picture's file on its way into the zip, by `core.downloads.archive.State`.
FILE_STATES = {
    "whole": "完整",
    "changed": "与记账时的校验值不同",
    "unreadable": "读不全",
    "missing": "图片文件已不在",
    "unknown": "没有这张图片",
}

# The manifest's columns in order, by code; those of the ledger's CSV have its words.
MANIFEST = {
    "file": "文件",
    "state": "文件状态",
    "order": "订单号",
    "title": "提示词",
    "category": "分类",
    "version": "提示词版本",
    "text": "提示词全文",
    "variables": "变量",
    "wish": "补充描述",
    "reference": "参考图片",
    "reference_sha256": "参考图片校验值（SHA-256）",
    "aspect_ratio": "画幅",
    "size": "尺寸",
    "quality": "画质",
    "strength": "参考强度（%）",
    "seed": "种子",
    "service": "图片服务",
    "model": "模型",
    "model_version": "实际模型版本",
    "used_seed": "实际使用的种子",
    "enhance_model": "润色模型",
    "enhanced_text": "润色后的提示词",
    "sent_text": "实际发送的文字",
    "finish": "结束原因",
    "created_at": "下单时间",
    "ended_at": "完成时间",
    "width": "宽（像素）",
    "height": "高（像素）",
    "size_bytes": "文件大小（字节）",
    "sha256": "图片校验值（SHA-256）",
    "cost": "消耗（代币）",
    "picture_price": "估计成本",
    "picture_currency": "估计成本的货币",
    "enhance_price": "润色估计成本",
    "enhance_currency": "润色估计成本的货币",
    "entry": "编号",
    "amount": "金额（代币）",
    "balance_after": "账后余额（代币）",
    "fingerprint": "账本指纹",
}
