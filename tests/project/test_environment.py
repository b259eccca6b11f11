import pytest

from project.environment import Missing, mail, secrets_keys, whole_number


@pytest.mark.parametrize(
    ("url", "backend"),
    [
        ("consolemail://", "console"),
        ("smtp+tls://user:password@mail.example:587", "smtp"),
        ("filemail:////var/mail", "filebased"),
    ],
)
def test_a_mail_address_chooses_its_backend(monkeypatch, url, backend):
    monkeypatch.setenv("EMAIL_URL", url)
    assert mail("EMAIL_URL", "")["EMAIL_BACKEND"] == f"django.core.mail.backends.{backend}.EmailBackend"


@pytest.mark.parametrize(
    ("scheme", "tls", "ssl"), [("smtp", False, False), ("smtp+tls", True, False), ("smtp+ssl", False, True)]
)
def test_a_mail_server_is_spoken_to_as_its_address_says(monkeypatch, scheme, tls, ssl):
    monkeypatch.setenv("EMAIL_URL", f"{scheme}://yang:li%40@mail.example:587")
    said = mail("EMAIL_URL", "")
    assert (said["EMAIL_USE_TLS"], said["EMAIL_USE_SSL"]) == (tls, ssl)
    assert (said["EMAIL_HOST"], said["EMAIL_PORT"]) == ("mail.example", 587)
    assert (said["EMAIL_HOST_USER"], said["EMAIL_HOST_PASSWORD"]) == ("yang", "li@")


def test_an_unknown_mail_address_stops_the_start_with_a_sentence(monkeypatch):
    monkeypatch.setenv("EMAIL_URL", "pigeon://roof")
    with pytest.raises(Missing, match="EMAIL_URL starts with pigeon"):
        mail("EMAIL_URL", "")


def test_a_number_that_is_none_stops_the_start_with_a_sentence(monkeypatch):
    monkeypatch.setenv("UPLOAD_LIMIT_MB", "many")
    with pytest.raises(Missing, match="UPLOAD_LIMIT_MB must be a whole number"):
        whole_number("UPLOAD_LIMIT_MB", 50)


def test_keys_for_secrets_are_read_newest_first_and_short_or_missing_ones_stop_the_start(monkeypatch):
    monkeypatch.setenv("SECRETS_KEY", f"{'a' * 40}, {'b' * 40}")
    assert secrets_keys("SECRETS_KEY") == ["a" * 40, "b" * 40]
    for wrong in ("", "short", f"{'a' * 40},short"):
        monkeypatch.setenv("SECRETS_KEY", wrong)
        with pytest.raises(Missing, match="SECRETS_KEY"):
            secrets_keys("SECRETS_KEY")
