"""What an editor is told of a plan while somebody types: plain values, in offsets of a file's text.

Each module answers one question that an editor asks: `hovering`, `completing`, `offering`,
`pointing`. All of them ask `spots` what stands at a place, and `parts` what that means in the plan.
`positions` counts as editors do. Nothing here reads a file, a clock or a protocol.
"""
