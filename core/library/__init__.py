"""The prompts that people may order, and their versions.

Doors: `prompts` shows them as cards; `versions` finds, adds and decides; `variables` fills a text;
`editing` is what people do to them, `offering` makes one live or archives the prompt, `timeline`
is what people read of it, `diff` how two texts differ;
`seed` brings the library's file in at each start; `samples` finds the pictures that prompts are
shown with. No order, no balance and no service comes in; of people only what they may.
"""
