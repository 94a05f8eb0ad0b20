"""Experiments: a quote, a run and the clicks during it, a matrix, and culling by keys.

lab        an experiment of four versions, made, run and extended as its owner does
measured   the point's figures, in this order:
quoting    what a run would cost, before anybody clicks
running    a run of 64 beside 64 single orders; how soon a click begins during it
matrix     a rerun of 矩阵 beside a bare page with the same table
culling    from a key to the next picture in a browser, beside a bare page (`bare_culling`)
"""
