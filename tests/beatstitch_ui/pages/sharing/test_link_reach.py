"""Links to an address that only this computer knows are told to be of no use to others."""

from ipaddress import ip_address

import pytest

from beatstitch_ui.pages.sharing.link_reach import address_in_network, is_only_here


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:8080", "http://localhost", "https://x.localhost:1", "http://[::1]:80"]
)
def test_an_address_of_this_computer_leads_nobody_here(address):
    assert is_only_here(address)


@pytest.mark.parametrize(
    "address", ["http://192.168.1.5:8080", "https://films.home", "http://nas.local:8080"]
)
def test_an_address_in_the_network_is_for_others_too(address):
    assert not is_only_here(address)


def test_a_server_that_listens_at_one_address_is_reached_there() -> None:
    assert address_in_network("192.168.1.5") == "192.168.1.5"


def test_one_that_listens_everywhere_is_reached_at_the_address_it_goes_out_from() -> None:
    found = address_in_network("::")
    assert found is None or ip_address(found).version == 4
