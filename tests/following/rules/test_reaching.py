"""Whom the house may call: public servers over https, and none close by, however they are written."""

import pytest

from amparo.core.errors import Refused
from amparo.following.rules.reaching import Endpoint, endpoint_of, is_public

PUBLIC = [
    "93.184.215.14",
    "8.8.8.8",
    "2606:4700::1111",
    "2a00:1450:4001:82a::200e",
    "::ffff:8.8.8.8",
]
CLOSE_BY = {
    "the machine itself": ["127.0.0.1", "127.8.9.1", "::1", "0.0.0.0", "::", "::ffff:127.0.0.1"],
    "its network": ["10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "fd12:3456::1"],
    "carriers' network": ["100.64.0.1", "100.127.255.254"],
    "link-local, where clouds keep what a machine may know": [
        "169.254.169.254",
        "169.254.170.2",
        "fe80::1",
        "fe80::1%eth0",
        "::ffff:169.254.169.254",
        "::ffff:a9fe:a9fe",
    ],
    "clouds, elsewhere": [
        "100.100.100.200",
        "168.63.129.16",
        "192.0.0.192",
        "fd00:ec2::254",
        "::ffff:168.63.129.16",
    ],
    "numbers that wrap others": [
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::7f00:1",
        "2002:7f00:1::",
        "2002:a9fe:a9fe::",
        "2001:0:4136:e378:8000:63bf:80ff:fffe",
        "::127.0.0.1",
        "::7f00:1",
    ],
    "many at once": ["224.0.0.1", "239.1.2.3", "255.255.255.255", "ff02::1"],
    "for documents, tests and nothing": [
        "192.0.2.1",
        "198.51.100.1",
        "203.0.113.1",
        "198.18.0.1",
        "2001:db8::1",
        "100::1",
        "240.0.0.1",
        "192.88.99.1",
        "fec0::1",
    ],
    "no number at all": ["", "localhost", "127.1", "0x7f000001", "2130706433", "1.2.3.4.5"],
}


@pytest.mark.parametrize("number", PUBLIC)
def test_what_is_public_may_be_called(number: str):
    assert is_public(number)


@pytest.mark.parametrize("number", [number for numbers in CLOSE_BY.values() for number in numbers])
def test_what_is_close_by_is_never_called(number: str):
    assert not is_public(number)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://hooks.example.org/a?b=c", Endpoint("hooks.example.org", 443, "/a?b=c")),
        (" https://hooks.example.org ", Endpoint("hooks.example.org", 443, "/")),
        ("https://Hooks.Example.org:8443/x#part", Endpoint("hooks.example.org", 8443, "/x")),
        ("https://hooks.example.org./", Endpoint("hooks.example.org", 443, "/")),
        ("https://bücher.example/", Endpoint("xn--bcher-kva.example", 443, "/")),
    ],
)
def test_an_address_names_a_server(address: str, expected: Endpoint):
    assert endpoint_of(address) == expected


@pytest.mark.parametrize(
    "address",
    [
        "http://hooks.example.org/",
        "ftp://hooks.example.org/",
        "file:///etc/passwd",
        "gopher://hooks.example.org/",
        "//hooks.example.org/",
        "hooks.example.org",
        "",
        "https://",
        "https:///a",
        "https://localhost/",
        "https://intranet/",
        "https://127.0.0.1/",
        "https://127.1/",
        "https://2130706433/",
        "https://0x7f.1/",
        "https://0x7f000001/",
        "https://0177.0.0.1/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://169.254.169.254/latest/meta-data/",
        "https://user@hooks.example.org/",
        "https://user:password@hooks.example.org/",
        "https://hooks.example.org:22/",
        "https://hooks.example.org:80/",
        "https://hooks.example.org:0/",
        "https://hooks.example.org:99999/",
        "https://hooks.example.org/a b",
        "https://hooks.example.org/a\r\nHost: other",
        "https://hooks.example.org/\x00",
        "https://hooks.example.org/" + "x" * 500,
        "https://hooks.example.org/ä",
        "https://" + "x" * 64 + ".example.org/",
        "https://hooks..example.org/",
    ],
)
def test_what_names_no_public_server_is_refused(address: str):
    with pytest.raises(Refused):
        endpoint_of(address)
