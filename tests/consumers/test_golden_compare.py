"""The comparison itself: what it must not let pass, and what it must forgive."""

import numpy as np
import pytest

import golden_compare as compare

CARD = {"nc": 2, "task": "detect"}
# x1 y1 x2 y2, and the scores of two classes: one column an anchor.
COLUMNS = np.array([[10, 10, 50, 50, 0.9, 0.1], [60, 60, 99, 100, 0.2, 0.8], [5, 5, 9, 9, 0.8, 0.0]]).T
CAT, DOG, OTHER_CAT = np.array([10, 10, 50, 50, 0.9, 0]), np.array([60, 60, 99, 100, 0.8, 1]), np.array([5, 5, 9, 9, 0.8, 0])
KINDS = compare.kinds_of(COLUMNS, CARD, fp32_error={})


def assert_rows(found, expected, limit):
    compare.assert_rows(np.array(found), np.array(expected), COLUMNS, KINDS, limit)


def test_columns_within_the_bars_pass():
    compare.assert_columns(COLUMNS + 5e-5, COLUMNS, KINDS)


@pytest.mark.parametrize("row, error", [(0, 0.2), (4, 2e-4)])
def test_columns_beyond_a_bar_fail(row, error):
    found = COLUMNS.copy()
    found[row, 1] += error
    with pytest.raises(AssertionError):
        compare.assert_columns(found, COLUMNS, KINDS)


def test_a_bar_is_no_tighter_than_three_times_the_error_of_pytorch():
    kinds = compare.kinds_of(COLUMNS, CARD, fp32_error={"scores": 1e-3})
    compare.assert_columns(COLUMNS + np.array([[0], [0], [0], [0], [2e-3], [2e-3]]), COLUMNS, kinds)


def test_rows_in_any_order_pass():
    assert_rows([DOG, CAT], [CAT, DOG], limit=10)


@pytest.mark.parametrize("change", [[1, 0, 0, 0, 0, 0], [0, 0, 0, 0, 1e-3, 0], [0, 0, 0, 0, 0, 1]])
def test_a_row_with_another_box_score_or_class_fails(change):
    with pytest.raises(AssertionError):
        assert_rows([CAT + change, DOG], [CAT, DOG], limit=10)


def test_another_choice_among_rows_that_tie_with_the_last_passes():
    assert_rows([CAT, OTHER_CAT], [CAT, DOG], limit=2)


def test_another_choice_fails_where_there_was_room_for_both():
    with pytest.raises(AssertionError):
        assert_rows([CAT, OTHER_CAT], [CAT, DOG], limit=3)


def test_an_invented_row_fails_even_at_the_cut():
    with pytest.raises(AssertionError):
        assert_rows([CAT, OTHER_CAT + [1, 0, 0, 0, 0, 0]], [CAT, DOG], limit=2)
