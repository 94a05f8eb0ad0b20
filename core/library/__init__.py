"""The prompts that people may order: read from the library's file, shown as cards.

Door: `prompts`. No order, no balance and no service comes in.
"""
