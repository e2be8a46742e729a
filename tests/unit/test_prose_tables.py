"""Tables of the prose say on each cell the head of its column."""

from markdown import markdown

EXTENSIONS = ["tables", "build_scripts.prose_tables"]


def test_each_cell_carries_the_head_of_its_column_as_plain_words():
    text = '| Day | **What** <a href="#s1">1</a> |\n|---|---|\n| 1 May | A *law* |\n| 2 May |\n'
    made = markdown(text, extensions=EXTENSIONS)
    assert '<table class="data cards">' in made
    assert made.count('<th scope="col">') == 2
    assert '<td data-label="What 1">A <em>law</em></td>' in made
    assert made.count('data-label="Day"') == 2


def test_a_table_written_as_html_stays_as_it_is():
    assert markdown("<table><tr><td>x</td></tr></table>", extensions=EXTENSIONS).count("class") == 0
