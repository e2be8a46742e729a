"""What a cell says is a text of the chart, never a tag."""

import plotly.graph_objects as go

from build_scripts.figures.figure import chart_data


def test_only_the_tags_of_our_figures_are_tags():
    ours = "<b>Upbit</b><br>2021"
    payload = '<a href="https://example.org">x</a><script>'
    chart = go.Figure(go.Bar(x=[1], y=[payload], hovertemplate="%{x}<extra></extra>"))
    chart.add_annotation(text=ours)
    made = chart_data(chart)
    assert made["layout"]["annotations"][0]["text"] == ours
    assert made["data"][0]["hovertemplate"] == "%{x}<extra></extra>"
    assert made["data"][0]["y"] == [payload.replace("<", "&lt;")]
