"""Experiments: a quote, a run and the clicks during it, a matrix, culling by keys, blind votes.

lab        an experiment of four versions, made, run and extended as its owner does
measured   the point's figures, in this order:
quoting    what a run would cost, before anybody clicks
running    a run of 64 beside 64 single orders; how soon a click begins during it
matrix     a rerun of 矩阵 beside a bare page with the same table
culling    from a key to the next picture in a browser, beside a bare page (`bare_culling`)
voting     a vote and the next pair, and what came of 5,000 votes: core, and both pages
keys       pressing a key in turns on our page and on a bare one
"""
