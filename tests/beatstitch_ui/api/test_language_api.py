"""The language of an account: chosen over the API, spoken from the next request on."""

NOWHERE = "/api/projects/00000000-0000-4000-8000-000000000000"


def test_an_account_chooses_its_language(asks):
    ada = asks("ada")
    assert ada.get(NOWHERE).json()["message"] == "This project was not found."
    assert ada.put("/api/language", json={"language": "de"}).status_code == 204
    told = ada.get(NOWHERE).json()
    assert told["message"] == "Dieses Projekt wurde nicht gefunden."
    assert told["error"] == "not_found"
    assert asks("bob").get(NOWHERE).json()["message"] == "This project was not found."
    assert ada.put("/api/language", json={"language": None}).status_code == 204
    assert ada.get(NOWHERE).json()["message"] == "This project was not found."


def test_a_language_that_is_not_offered_is_refused(asks):
    answer = asks("ada").put("/api/language", json={"language": "xx"})
    assert answer.status_code == 422
    assert "there are en, de" in answer.json()["message"]
