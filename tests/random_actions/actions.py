"""All actions, and how often each is done beside the others."""

from __future__ import annotations

from tests.random_actions import keys, mouse, others

ACTIONS = (
    (12, keys.train_if_paused),
    (6, mouse.add),
    (4, mouse.select),
    (8, mouse.drag_dragon),
    (4, mouse.begin_drag),
    (6, mouse.carry_on),
    (3, mouse.drop),
    (2, mouse.drag_over_the_edge),
    (3, mouse.pull_band),
    (4, mouse.drag_selection),
    (2, mouse.pan),
    (2, mouse.pan_with_space),
    (4, mouse.zoom),
    (3, mouse.open_menu),
    (2, mouse.choose_entry),
    (5, mouse.open_menu_and_choose),
    (4, mouse.use_menu_bar),
    (6, mouse.click_control),
    (2, mouse.move_slider),
    (1, mouse.move_splitter),
    (2, mouse.pick_from_list),
    (3, mouse.point),
    (2, mouse.use_curves),
    (8, keys.press_shortcut),
    (4, keys.press_number),
    (2, keys.tap_space),
    (3, keys.change_speed),
    (5, keys.choose_model),
    (2, keys.walk_with_tab),
    (2, keys.press_escape),
    (1, keys.press_enter),
    (1, keys.press_anything),
    (3, keys.type_setting),
    (2, keys.type_nonsense),
    (1, keys.make_large_network),
    (3, keys.undo_some),
    (3, keys.redo_some),
    (2, keys.delete_selection),
    (1, keys.delete_everything),
    (1, keys.relabel_everything),
    (2, others.drop_good_file),
    (1, others.drop_bad_file),
    (1, others.drop_file_while_menu_is_open),
    (1, others.drop_file_while_dragging),
    (2, others.choose_model_while_dragging),
    (0.5, others.open_file_by_dialog),
    (1, others.resize),
)


def choose(chance):
    """One of them, by chance: a function of a `Hand`."""
    return chance.choices([action for _, action in ACTIONS], [weight for weight, _ in ACTIONS])[0]
