"""Photos that a phone shares with the installed app wait for their project and then are its media."""

from playwright.sync_api import expect

from tests.browser.test_whole_job import PATIENCE_MS, photo, set_up, upload

# A phone posts a form like this one when somebody chooses BeatStitch among the apps to share with.
FORM = """() => {
  document.body.insertAdjacentHTML("beforeend",
    '<form id="phone" method="post" action="/shared" enctype="multipart/form-data">' +
    '<input type="file" name="files" multiple></form>');
}"""
ACTIVE = """async () => {
  const found = await navigator.serviceWorker.getRegistration("/shared");
  return Boolean(found?.active);
}"""


def test_shared_photos_become_a_project(studio, visitor):
    page = visitor.open(f"{studio.url}/login")
    set_up(page, studio.way_in, lambda _: None)
    page.goto(f"{studio.url}/shared")
    expect(page.get_by_text("Nothing waits here.")).to_be_visible()
    page.wait_for_function(ACTIVE)
    page.evaluate(FORM)
    photos = [upload(f"photo {n}.jpg", "image/jpeg", photo(n)) for n in range(2)]
    page.locator("#phone input").set_input_files(photos)
    page.evaluate("document.getElementById('phone').submit()")
    expect(page.get_by_text("2 files wait for a project.")).to_be_visible()
    page.get_by_role("button", name="New project").click()
    page.wait_for_url("**/media")
    expect(page.locator(".bs-cell img")).to_have_count(2, timeout=PATIENCE_MS)
    visitor.forgive("422")
