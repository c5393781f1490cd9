"""What is published: private data is masked wherever it stands, and technical texts stay byte for byte."""

import time
from collections.abc import Callable
from html import escape

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from commkit.rendering import read_shown
from commkit_support import mask_private
from commkit_support.charter.policy import mask_shown

FENCE = "```"
HARMLESS = [
    "LIMIT = 5\n\n@app.route('/x')\ndef x(): ...",
    "import x\n\n@pytest.mark.foo('a', [1])\ndef test(): ...",
    "import os\n@property\ndef f(self): ...",
    "import x\n\n@Component.Foo\nclass A {}",
    "y = A @ B.transpose()",
    "y = A @ B.T",
    "y = X @ weights.mean",
    "s.split('@')[0] @ foo.bar",
    "SELECT @@version.foo; a @variable.bar",
    "npm install react@18.2.10",
    "npm install lodash@4.17.21",
    "npm i react@19.0.0-rc.beta",
    "npm i @types/node@20.11.30",
    "uses: actions/checkout@v4.1.12",
    "go get golang.org/x/net@v0.17.10",
    "pip install 'git+https://github.com/a/b@v1.2.33'",
    "docker pull nginx@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "logo@2x.png and icon@3x.min.js",
    "systemctl status getty@tty1.service",
    "user@1000.service failed",
    "git clone git@github.com:org/repo.git",
    "rsync -a . deploy@web.example.org:/srv/www",
    "psql postgres://app@db.example.com/x",
    "curl https://user@dev.azure.com/org/project",
    "see https://medium.com/@user.name/foo",
    "def login(user: str, password: str) -> None:",
    "if (token === null) return",
    "while token != end: pass",
    "token = get_token()",
    "password=os.environ['PW']",
    "const token: string | undefined = x",
    "token: ${{ secrets.GITHUB_TOKEN }}",
    "password: {{ vault_password }}",
    "password: <your password>",
    "Unexpected token: < in JSON at position 0",
    "SyntaxError: unexpected token: ')'",
    "max_token=4096 and tokens = 5",
    "csrf_token = form.token; clave = 3",
    "password_hash: bcrypt",
    "'password' => 'required|min:8'",
    "label.password = 'Password'",
    "uint256 token: uint256",
    "Basic auth1 works. Use basic http2 server",
    "the bearer token123 header",
    "Reset password: click here",
    "Where do I find the secret: it is not in the menu",
    "password:\n  description: x",
    "diff\n+2026-01-01 12:00:00 started",
    "+192.168.100.200 in a patch",
    "1 + 1\n+12345678",
    "offset = x +12345678 bytes",
    "UTC +01:00 2026",
    "1700000000000 1700000000003 ts",
    "ts=1767225600000 and 1767225600002",
    "550e8400-e29b-41d4-a716-446655440000",
    "version 3.13.1, 10.0.19045.3803 at 192.168.1.254:8080",
    "float 3.141592653589793 and 0.4111111111111111",
    "ISBN 978-3-16-148410-0 and IMEI 490154203237518",
    "order 20260131123456789",
    "sha1 de89370400440532013000aa",
    "0x4111111111111111",
    "postgres://localhost:5432/db and postgres://${USER}:${PASS}@db",
    "AT61 1904 3002 3457 3202",
]
FORMS: dict[str, tuple[str, Callable[[str], str]]] = {
    "text": ("plain", lambda text: text),
    "prose": ("markdown", lambda text: text),
    "fence": ("markdown", lambda text: f"Text:\n\n{FENCE}python\n{text}\n{FENCE}\n"),
    "list": ("markdown", lambda text: f"- a\n\n  {FENCE}\n" + f"  {text}\n  {FENCE}\n".replace("\n", "\n  ")),
    "inline": ("markdown", lambda text: f"Text `` {text} `` here"),
    "pre": ("html", lambda text: f"<p>Text:</p><pre><code>{escape(text)}</code></pre>"),
    "paragraph": ("html", lambda text: f"<p>Text: {escape(text)}</p>"),
}
PRIVATE = {
    "help@acme.example": "[e-mail]",
    "4111 1111 1111 1111": "[number]",
    "4111-1111-1111-1111": "[number]",
    "4111.1111.1111.1111": "[number]",
    "4111/1111/1111/1111": "[number]",
    "4111 - 1111 - 1111 - 1111": "[number]",
    "5500000000000004": "[number]",
    "3782 822463 10005": "[number]",
    "AT61 1904 3002 3457 3201": "[number]",
    "DE89-3704-0044-0532-0130-00": "[number]",
    "de89370400440532013000": "[number]",
    "NL91 ABNA 0417 1643 00": "[number]",
    "AKIAIOSFODNN7EXAMPLE": "[secret]",
    "ghp_abcdefghijklmnopqrstuvwxyz0123456789": "[secret]",
}
AROUND = [
    "{}",
    "Card 1 {}",
    "123 {}",
    "{} 03/27 123",
    "{} BIC OPSKATWW",
    "{} THANKS",
    "({})",
    "{}.",
    "{}, {} and {}",
]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("text", HARMLESS)
def test_technical_texts_stay_byte_for_byte(text: str, form: str) -> None:
    markup, write = FORMS[form]
    source = write(text)
    assert mask_private(text) == text
    assert mask_shown(source, markup) == source


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("private", PRIVATE)
def test_what_is_private_is_replaced_alone_in_prose_and_code(private: str, around: str, form: str) -> None:
    markup, write = FORMS[form]
    text = around.replace("{}", private)
    masked = mask_shown(write(text), markup)
    assert masked == write(around.replace("{}", PRIVATE[private]))
    assert private not in read_shown(masked, markup=markup).text


@pytest.mark.parametrize(
    "phone",
    [
        "+43 1 234 5678",
        "+43 / 664 / 1234567",
        "+43 664 - 1234567",
        "+43 (0)664 / 123 45 67",
        "(+1) (415) 555-2671",
        "+43.664.1234567",
        "+436641234567",
        "+1 415 555 2671",
        "0043 1 234 5678",
        "0043 664 1234567",
        "0049 (0) 30 1234567",
        "001 415 555 2671",
    ],
)
def test_phones_are_masked_in_prose(phone: str) -> None:
    for markup in ("plain", "markdown", "html"):
        assert mask_shown(f"Call {phone} today", markup) == "Call [number] today"
    assert mask_shown(f"Call `{phone}` today", "markdown") in (
        "Call `[number]` today",
        "Call `[number])` today",
    )


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("my password: hunter2", "my password: [secret]"),
        ("Passwort: geheim", "Passwort: [secret]"),
        ("**password:** hunter2", "**password:** [secret]"),
        ("`password` : `hunter2`", "`password` : `[secret]`"),
        ('DB_PASSWORD="swordfish"', 'DB_PASSWORD="[secret]"'),
        ("`password = 'swordfish'`", "`password = '[secret]'`"),
        (f"{FENCE}\napi_key = 'a1b2c3'\n{FENCE}\n", f"{FENCE}\napi_key = '[secret]'\n{FENCE}\n"),
        (f"{FENCE}\nAPI_TOKEN=abc123def\n{FENCE}\n", f"{FENCE}\nAPI_TOKEN=[secret]\n{FENCE}\n"),
        ("Authorization: Bearer abc.def-123456", "Authorization: Bearer [secret]"),
        ("postgres://app:hunter2@db.example.com/x", "postgres://app:[secret]@db.example.com/x"),
        ("pass\u00adword: hunter2", "pass\u00adword: [secret]"),
        ("\u5bc6\u7801\uff1ahunter2", "\u5bc6\u7801\uff1a[secret]"),
        (
            f"{FENCE}\n-----BEGIN RSA PRIVATE KEY-----\nMIIabcdefg\nABCDEFGHIJ\n-----END RSA PRIVATE KEY-----\n",
            f"{FENCE}\n-----BEGIN RSA PRIVATE KEY-----\n[secret]\n[secret]\n-----END RSA PRIVATE KEY-----\n",
        ),
    ],
)
def test_secrets(text: str, masked: str) -> None:
    assert mask_shown(text, "markdown") == masked
    assert mask_shown(masked, "markdown") == masked


CODE = f"\n\n{FENCE}python\nfor i in range(3):\n    print(i)\n{FENCE}\n\n- *one*\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Write to <help@acme.example>", "Write to <[e-mail]>"),
        ("[us](mailto:a@b.org)", "[us](mailto:[e-mail])"),
        ("Set the **password:** x", None),
        ("Log in fails after token:\n\n- one\n- two", None),
        ("ada&#64;example.org", "[e-mail]"),
        ("ada\\@example\\.org", "[e-mail]"),
        ("ada**@**example.org", "[e-mail]"),
        ("`ada`@`example.org`", "`[e-mail]`"),
        ("call +43 664 **1**2**3**4567", "call [number]"),
        ("> - ada&commat;example.org", "> - [e-mail]"),
        ("4111&#8203;1111&shy;11111111", "[number]"),
        ('[x](https://x.org/ "ada&#64;example.org")', '[x](https://x.org/ "[e-mail]")'),
        ('![x](https://x.org/a.png "ada&#64;example.org")', '![x](https://x.org/a.png "[e-mail]")'),
        ("![ada&#64;example.org](https://x.org/a.png)", "![[e-mail]](https://x.org/a.png)"),
        ("[mail me][x]\n\n[x]: mailto:ada&#64;example.org", "[mail me][x]\n\n[x]: mailto:[e-mail]"),
        ("| a |\n|---|\n| ada&#64;example.org |", "| a |\n|---|\n| [e-mail] |"),
    ],
)
def test_one_find_leaves_the_markup_of_all_else(text: str, masked: str | None) -> None:
    wanted = text if masked is None else masked
    assert mask_shown(text + CODE, "markdown") == wanted + CODE
    assert mask_shown(CODE + "\n" + text, "markdown") == CODE + "\n" + wanted


PRE = "<pre><code>for i in range(3):\n    print(i)\n</code></pre><ul><li>one</li></ul>"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("<p>Set the <b>password:</b></p>", None),
        ("<p><b>password:</b> hunter2</p>", "<p><b>password:</b> [secret]</p>"),
        ("<p>ada&#64;example.org</p>", "<p>[e-mail]</p>"),
        ("<p>ada<b>@</b>example.org, x</p>", "<p>[e-mail]<b></b>, x</p>"),
        ("<a href='mailto:ada&#64;example.org'>m</a>", '<a href="mailto:[e-mail]">m</a>'),
        (
            "<a href='https://x.org' title='ada&#64;example.org'>m</a>",
            "<a href='https://x.org' title=\"[e-mail]\">m</a>",
        ),
        (
            "<img alt='ada&#64;example.org' src='https://x.org/a.png'>",
            "<img alt=\"[e-mail]\" src='https://x.org/a.png'>",
        ),
        ("<p>+43&nbsp;664&nbsp;1234567</p>", "<p>[number]</p>"),
    ],
)
def test_one_find_leaves_the_html_of_all_else(text: str, masked: str | None) -> None:
    wanted = text if masked is None else masked
    assert mask_shown(text + PRE, "html") == wanted + PRE
    assert mask_shown(PRE + text, "html") == PRE + wanted


PIECES = st.sampled_from(
    [*PRIVATE, *HARMLESS, "ada&#64;example.org", "ada**@**example.org", "password: hunter2", "+43 664 1234567", "**",
     "`", "\n", "\n\n", "- ", "> ", "    ", "[x](", ")", "<b>", "</b>", "<pre>", "&amp;", "\\", "| ", FENCE]
)  # fmt: skip
LINES = st.lists(
    st.text(alphabet="abcxyz =()'.:{}[]<>*_#@+", max_size=30).map(lambda line: f"x{line}"), max_size=6
)


@given(
    st.lists(PIECES | st.text(max_size=5), max_size=8).map("".join),
    st.sampled_from(["markdown", "html", "plain"]),
)
def test_masking_twice_equals_once(text: str, markup: str) -> None:
    once = mask_shown(text, markup)
    assert mask_shown(once, markup) == once
    assert mask_private(mask_private(text)) == mask_private(text)


@given(
    LINES,
    st.sampled_from([*PRIVATE, "ada&#64;example.org", "ada**@**example.org", "password: hunter2"]),
    st.sampled_from(["", "- ", "> ", "## ", "1. "]),
    st.booleans(),
)
def test_a_find_beside_a_fence_leaves_its_lines(
    lines: list[str], private: str, start: str, after: bool
) -> None:
    code = "\n".join([FENCE, *lines, FENCE])
    assume(mask_shown(code, "markdown") == code)
    text = f"{code}\n\n{start}{private}\n" if after else f"{start}{private}\n\n{code}\n"
    masked = mask_shown(text, "markdown")
    assert code in masked
    assert private not in masked


@given(LINES, st.sampled_from(sorted(PRIVATE)), LINES)
def test_a_find_in_a_fence_leaves_its_other_lines(before: list[str], private: str, after: list[str]) -> None:
    code = "\n".join([FENCE, *before, "$here", *after, FENCE])
    assume(mask_shown(code, "markdown") == code)
    assert mask_shown(code.replace("$here", private), "markdown") == code.replace("$here", PRIVATE[private])


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    ["a@", "1 ", "4111 ", "AT61 ", "+1 ", "password:", "password='", "`", "``` \n", "**", "&#64;", "<b>", "<", "eyJ",
     "- ", "-----BEGIN PRIVATE KEY-----", "://a:", "> ", "@ "],
)  # fmt: skip
@pytest.mark.parametrize("markup", ["markdown", "html"])
def test_masking_is_fast_on_any_text(piece: str, markup: str) -> None:
    started = time.perf_counter()
    mask_shown(piece * (30_000 // len(piece)) + " ada@example.org", markup)
    assert time.perf_counter() - started < 20
