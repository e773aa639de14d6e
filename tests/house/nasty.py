"""What nobody sends by accident: values for fields, addresses, bodies, cookies and headers."""

from __future__ import annotations

import io

from tests.house.forms import BOUNDARY, in_parts
from tests.house.sending import INJECTED, MARKUP, SUM, URLENCODED, Asked

PARTS = f"multipart/form-data; boundary={BOUNDARY}"

VALUES: tuple[str | bytes, ...] = (
    "",
    " ",
    "\0",
    "a\0b",
    "0",
    "-1",
    "1e309",
    "NaN",
    "-Infinity",
    "9" * 400,
    "9223372036854775808",
    "2025-13-45",
    "0000-00-00",
    "0001-01-01",
    "9999-12-31",
    "10000-01-01",
    "9999-12-31,",
    "2025-06-14,\0",
    "2025-06-14 24:61",
    "x" * 10_000,
    "\u202emoc.live\u202c",
    "\u0661\u0662\u0663",
    "😀" * 60,
    "a\u0301" * 200,
    "\ufffe\uffff",
    "%s%n%x{0}{user.password}",
    f"{{{{{SUM}}}}}",
    f"${{{SUM}}}<%= {SUM} %>",
    f"\"'>{MARKUP}",
    "' OR '1'='1' --",
    "../../etc/passwd",
    "..\\..\\windows",
    f"a\r\n{INJECTED}: yes",
    "[]",
    "[" * 5_000,
    '{"id": null}',
    "null",
    "javascript:alert(1)",
    "//evil.example/",
    "/\\evil.example/",
    "https:evil.example",
    "/%09/evil.example/",
    "00000000-0000-0000-0000-000000000000",
    "P-AAAAAA",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
)

# Quoted already: what is malformed here stays malformed.
PATHS = (
    "%00",
    "a%00b",
    "..",
    "..%2f..%2f..%2fetc%2fpasswd",
    "%2e%2e/%2e%2e/",
    "//",
    "a//b",
    "%2f%2fevil.example",
    "%5cevil.example",
    "%ff%fe",
    "%ed%a0%80",
    "%c0%ae%c0%ae",
    "%",
    "%zz",
    "%25%32%66",
    "A" * 5_000,
    "1" * 400,
    "0",
    "-1",
    "9999",
    "10000",
    "9223372036854775808",
    "%d9%a1%d9%a2",
    "%e2%80%aeMOC",
    "%f0%9f%98%80",
    f"%7b%7b{SUM}%7d%7d",
    f"$%7b{SUM}%7d",
    "%25s%25n%7b0%7d",
    "'%20OR%20'1'='1",
    f"%22%3e{MARKUP.replace('<', '%3c').replace('>', '%3e')}",
    f"a%0d%0a{INJECTED}:%20yes",
    "00000000-0000-0000-0000-000000000000",
    "ffffffff-ffff-ffff-ffff-ffffffffffff",
    "P-AAAAAA",
    "p-aaaaaa",
    "SPT/VISIT/PER/2025/",
    "spt/visit/per/2025",
    "SPT/VISIT/PER/2025.json",
    "%20SPT/VISIT/PER/2025%20",
    ";a=b",
    "*",
    "~",
)

FILE_NAMES: tuple[str | bytes, ...] = (
    "",
    "..",
    "../../etc/passwd",
    "..\\..\\boot.ini",
    "/etc/passwd.txt",
    "a\0.txt",
    f"a\r\n{INJECTED}: yes\r\n.txt",
    'a.txt"; name="level',
    "\u202etxt.exe",
    "CON.txt",
    "x" * 5_000 + ".txt",
    "é" * 300 + ".txt",
    b"\xff\xfe.txt",
    "a.txt;b.exe",
    f"{{{{{SUM}}}}}.txt",
    f"{MARKUP}.txt",
    "%s%n.txt",
    ".txt",
    " .txt",
    "a.t\u0000xt",
)
FILE_CONTENTS = (
    b"",
    b"\0" * 100,
    b"PK\x03\x04" + b"\0" * 100,
    b"%PDF-1.7\n%%EOF",
    b"\x89PNG\r\n\x1a\n" + b"\xff" * 64,
    b"<html><script>alert(1)</script>",
    b"\xef\xbb\xbf" + b"\xff",
    b"GIF89a" + b"\xff" * 20,
)

BODIES: tuple[tuple[str, bytes], ...] = (
    ("application/json", b'{"a":'),
    ("application/json", b"[" * 20_000),
    (
        "application/xml",
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>',
    ),
    ("text/plain", b"\0"),
    ("", b"a=b"),
    ("/", b"a=b"),
    (URLENCODED, b"%%%=%zz&a[]=1&a[b]=2&=&&;&\xff=\xfe"),
    (URLENCODED, b"&".join(b"f%d=" % number for number in range(10_000))),
    (URLENCODED, b"name=" + b"x" * (2 * 1024 * 1024 + 100)),
    (f"{URLENCODED}; charset=utf-16", b"a=b"),
    (f"{URLENCODED}; charset=nonsense", b"a=b"),
    ("multipart/form-data", b"--b\r\n"),
    ("multipart/form-data; boundary=", b"--\r\n"),
    ("multipart/form-data; boundary=" + "x" * 300, b"--x\r\n"),
    ('multipart/form-data; boundary="b', b"--b\r\n"),
    ("multipart/form-data; boundary=\xff", b"--\xff\r\n"),
    ("multipart/mixed; boundary=b", b"--b\r\n\r\n--b--"),
    (PARTS, b""),
    (PARTS, b"\r\n" * 2_000),
    (PARTS, b'--b0undary\r\nContent-Disposition: form-data; name="a"\r\n\r\ncut o'),
    (PARTS, b'--b0undary\r\nContent-Disposition: form-data; name="a'),
    (PARTS, b"--b0undary\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b0undary--"),
    (PARTS, b"--b0undary\r\n" + b"X: y\r\n" * 5_000 + b"\r\n"),
    (
        PARTS,
        b'--b0undary\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\n!!!!=\r\n--b0undary--",
    ),
    (
        PARTS,
        b'--b0undary\r\nContent-Disposition: form-data; name="a"\r\n'
        b"Content-Type: multipart/mixed; boundary=c\r\n\r\n"
        b'--c\r\nContent-Disposition: attachment; filename="x"\r\n\r\n1\r\n--c--\r\n--b0undary--',
    ),
    (
        PARTS,
        b"--b0undary\r\nContent-Disposition: form-data; name=file; "
        b"filename*=UTF-8''%00%ff..%2fa.txt\r\n\r\nx\r\n--b0undary--",
    ),
    (
        PARTS,
        b"--b0undary\r\nContent-Disposition: form-data; name=file; "
        b"filename*=nonsense''a.txt\r\n\r\nx\r\n--b0undary--",
    ),
    (PARTS, in_parts([], [("file", f"{number}.txt", b"x") for number in range(50)])),
    (PARTS, in_parts([(f"f{number}", "") for number in range(3_000)], [])),
    (PARTS, in_parts([("_method", "DELETE"), ("next", "//evil.example/")], [])),
)

LENGTHS: tuple[tuple[tuple[str, object], ...], ...] = tuple(
    (("CONTENT_LENGTH", told), ("wsgi.input", io.BytesIO(b"a=b&c=d")))
    for told in ("", "0", "3", "100", "9" * 30)
)

# `{cookie}` is the name of one of ours.
COOKIES = (
    "{cookie}=",
    "{cookie}=x",
    "{cookie}=" + "A" * 32,
    "{cookie}=" + "A" * 8_000,
    "{cookie}=; {cookie}=y",
    f"{{cookie}}={{{{{SUM}}}}}",
    '{cookie}="\\000\\377"',
    "{cookie}=%00",
    "{cookie}=\xff\xfe",
    "{cookie}=../../etc",
    "{cookie}=e30:1abc:def",
    "{cookie}=W10:1abc:def:ghi",
    "=;=;;{cookie}",
    "; ".join(f"c{number}=v" for number in range(500)),
)

HEADERS: tuple[tuple[tuple[str, str], ...], ...] = (
    (("HTTP_HOST", "evil.example"),),
    (("HTTP_HOST", "testserver:99999999"),),
    (("HTTP_HOST", "testserver@evil.example"),),
    (("HTTP_HOST", "[::1"),),
    (("HTTP_HOST", ""),),
    (("HTTP_HOST", "\xff"),),
    (("HTTP_X_FORWARDED_HOST", "evil.example"),),
    (("HTTP_X_FORWARDED_PROTO", "https"), ("HTTP_X_FORWARDED_PORT", "x")),
    (("HTTP_X_FORWARDED_FOR", "', 1.2.3.4, ::" + "1" * 5_000),),
    (("REMOTE_ADDR", ""),),
    (("REMOTE_ADDR", "not an address"),),
    (("HTTP_ACCEPT_LANGUAGE", "fr;q=NaN,*;q=9"),),
    (("HTTP_ACCEPT_LANGUAGE", "x-" * 5_000),),
    (("HTTP_ACCEPT_LANGUAGE", "../../ar"),),
    (("HTTP_ACCEPT_LANGUAGE", f"ar\r\n{INJECTED}: yes"),),
    (("HTTP_RANGE", "bytes=0-999999999999999999999"),),
    (("HTTP_RANGE", "bytes=-1,5-2,x"),),
    (("HTTP_IF_NONE_MATCH", 'W/"'),),
    (("HTTP_IF_NONE_MATCH", "*"),),
    (("HTTP_IF_MATCH", '"x"'),),
    (("HTTP_IF_MODIFIED_SINCE", "Thu, 99 Foo 99999 25:61:61 GMT"),),
    (("HTTP_IF_UNMODIFIED_SINCE", "\xff"),),
    (("HTTP_ACCEPT", "\0"), ("HTTP_ACCEPT_ENCODING", "gzip;q=nan, br")),
    (("HTTP_REFERER", f"\r\n{INJECTED}: yes"),),
    (("HTTP_REFERER", "javascript:alert(1)"),),
    (("HTTP_USER_AGENT", "\xff" * 1_000),),
    (("HTTP_USER_AGENT", ""),),
    (("HTTP_ORIGIN", "null"),),
    (("HTTP_X_HTTP_METHOD_OVERRIDE", "DELETE"),),
    (("HTTP_AUTHORIZATION", "Basic =="),),
    (("HTTP_TRANSFER_ENCODING", "chunked"),),
    (("HTTP_EXPECT", "100-continue"), ("HTTP_UPGRADE", "h2c")),
    (("CONTENT_TYPE", "\0"),),
)


def bodies(path: str) -> list[Asked]:
    """Return everything that can be sent in place of a form."""
    asked = [Asked("POST", path, body, kind) for kind, body in BODIES]
    return [*asked, *(Asked("POST", path, b"x", environ=_fresh(one)) for one in LENGTHS)]


def _fresh(environ: tuple[tuple[str, object], ...]) -> tuple[tuple[str, object], ...]:
    # A stream is read once.
    return tuple(
        (name, io.BytesIO(value.getvalue()) if isinstance(value, io.BytesIO) else value)
        for name, value in environ
    )
