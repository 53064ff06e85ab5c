"""What a body may hold is what the description says, and a wrong one is refused in a sentence."""

import pytest


@pytest.fixture
def settings(asks, project_id):
    """Return a function that sends settings as they are written."""
    path, ada = f"/api/projects/{project_id}/settings", asks("ada")

    def send(body: str, kind: str = "application/json"):
        return ada.patch(path, content=body, headers={"Content-Type": kind})

    return send


@pytest.mark.parametrize("value", ['"8"', "true", "8.5", "[8]", "1e300", "9" * 400])
def test_what_is_no_whole_number_is_refused_where_one_belongs(settings, value):
    answer = settings(f'{{"output_fps": {value}}}')
    assert (answer.status_code, answer.json()["error"]) == (422, "request_invalid")
    assert answer.json()["details"]["where"] == "body.output_fps"


def test_numbers_are_what_they_are_however_they_are_written(settings):
    assert settings('{"output_fps": 24.0, "loudness_lufs": -14}').json()["settings"]["output_fps"] == 24
    assert settings('{"output_fps": 2.4e1}').status_code == 200


def test_a_misspelt_field_is_refused_by_its_name_however_large(settings):
    told = settings(f'{{"output_fsp": 24, "yours": {"9" * 400}}}')
    assert (told.status_code, told.json()["message"]) == (422, "body.output_fsp: There is no such field.")
    assert told.json()["details"]["rule"] == "extra_forbidden"
    assert settings(f'{{"{"o" * 9_000}": 24}}').json()["details"]["where"] == f"body.{'o' * 75}"


def test_a_misspelt_field_is_refused_within_parts_and_operations(asks, project_id):
    here, ada = f"/api/projects/{project_id}", asks("ada")
    order = {"job_type": "final", "settings": {"output_widht": 1280}}
    assert ada.post(f"{here}/renders", json=order).json()["details"]["where"] == "body.settings.output_widht"
    told = ada.post(f"{here}/timeline/operations", json={"kind": "delete", "index": 0, "idnex": 1}).json()
    assert told["message"] == "body.delete.idnex: There is no such field."


def test_an_edit_may_be_sent_back_as_it_was_served(asks, planned):
    timeline, ada = f"/api/projects/{planned}/timeline", asks("ada")
    served = ada.get(timeline).json()
    assert ada.put(timeline, json=served).status_code == 200
    assert ada.put(timeline, json=served | {"segmnets": []}).json()["details"]["where"] == "body.segmnets"


def test_a_body_of_another_kind_is_told_what_is_taken(settings):
    answer = settings('{"output_fps": 24}', "application/x-www-form-urlencoded")
    assert (answer.status_code, answer.json()["error"]) == (415, "request_kind")
    assert answer.json()["message"] == (
        "This takes JSON: send it with the header Content-Type: application/json."
    )
    assert settings('{"output_fps": 24}', "application/merge-patch+json").status_code == 200
    assert settings("", "text/plain").status_code == 422


def test_a_sentence_of_ours_stands_alone_and_names_its_rule(settings):
    told = settings('{"beats_per_cut": 3}').json()
    assert told["message"] == "body.beats_per_cut: Must be 1, 2, 4, 8, or 16."
    assert told["details"]["rule"] == "value_error"
    assert settings('{"beats_per_cut": 99}').json()["details"]["rule"] == "less_than_equal"


def test_a_method_that_is_not_known_is_told_those_of_what_its_path_means(asks, project_id):
    answer = asks("ada").request("OPTIONS", f"/api/projects/{project_id}/media/order")
    assert (answer.status_code, answer.headers["allow"]) == (405, "PUT")
    answer = asks("ada").request("BREW", f"/api/projects/{project_id}/media/any")
    assert answer.headers["allow"] == "GET, HEAD, PATCH, DELETE"


def test_what_is_no_json_is_told_in_words(settings):
    told = settings('{"output_fps": 24').json()
    assert told["message"] == "body: This is not JSON, from character 17 on."
    assert settings('\ufeff{"output_fps": 24}').status_code == 200  # as Windows writes it


def test_what_could_be_of_several_kinds_has_to_say_which(asks, project_id):
    operations, ada = f"/api/projects/{project_id}/beats/operations", asks("ada")
    assert ada.post(operations, json={"start_ms": 0}).json()["message"] == "body.kind: Field required."
    told = ada.post(operations, json={"kind": "explode"}).json()["message"]
    assert told.startswith("body.kind: Input should be one of 'shift', 'halve', ")
