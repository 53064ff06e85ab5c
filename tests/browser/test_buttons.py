"""What a button makes is made once, however it is pressed; a step is as many as there were presses."""

from playwright.sync_api import expect


def test_a_double_click_makes_one_thing_and_takes_two_steps(visit):
    page = visit("/h/buttons")
    page.get_by_role("button", name="Make a link").dblclick()
    page.get_by_role("button", name="One step").dblclick()
    expect(page.locator("output")).to_have_text("{'links': 1, 'steps': 2}")
