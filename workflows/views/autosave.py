"""自动保存: answers for static/js/autosave.js. 200 {revision, saved_at} · 409 both texts · 422 {sentence, field}.

Nothing newer is overwritten; what was refused stays in the browser.
"""

from django.forms import Form
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from records import clock
from records.errors import Refused, Stale
from records.forms import Doubtful, check_texts

CONFIRMED = "unclassified_words"
WORDS_KEPT = 200


def keep_checked(request: HttpRequest, key: str) -> JsonResponse:
    """已核对，不含涉密内容: these words of the subject `key` have been looked at by the writer and are not asked about again."""
    kept = request.session.get(CONFIRMED, {})
    words = [*kept.get(key, []), *request.POST.getlist("words")]
    request.session[CONFIRMED] = kept | {key: list(dict.fromkeys(words))[-WORDS_KEPT:]}
    return JsonResponse({"ok": True})


def every_field(name: str, mine: dict, theirs: dict) -> bool:
    """Each field is somebody's text, when nothing else is said."""
    return True


def saved(
    request: HttpRequest, key: str, form: Form, *, save, theirs, texts=None, drawn=dict, is_text=every_field
) -> JsonResponse:
    """Check, save, and say how it went.

    `save(data)` gives the new revision; `theirs()` what stands there now, as the page's fields have it; `texts()` what
    is looked through for markings, where that is more than the form's own words; `drawn()` more for the page;
    `is_text(name, mine, theirs)` whether a field that differs is anybody's text at all.
    """
    if not form.is_valid():
        field, errors = next(iter(form.errors.items()))
        label = form.fields[field].label if field in form.fields else ""
        named = errors[0] if str(label) in errors[0] else str(label) + _("：") + errors[0]
        return _refused(named, "" if field == "__all__" else field)
    try:
        check_texts(texts() if texts else own_texts(form), request.session.get(CONFIRMED, {}).get(key, ()))
        revision = save(form.cleaned_data)
    except Doubtful as doubtful:
        return _refused(doubtful.sentence, doubtful.field, ask=list(doubtful.ask))
    except Stale as stale:
        return _two_texts(request, stale, theirs(), drawn, is_text)
    except Refused as refused:
        return _refused(refused.sentence, refused.field or "")
    return JsonResponse({"revision": revision, "saved_at": _clock_words(clock.now()), **drawn()})


def own_texts(form: Form) -> dict[str, str]:
    """The words typed into a form, by field."""
    return {name: value for name, value in form.cleaned_data.items() if isinstance(value, str)}


def revision_of(request: HttpRequest) -> int:
    """The revision the page was drawn with."""
    asked = request.POST.get("revision", "")
    return int(asked) if asked.isdecimal() and len(asked) < 10 else 0


def _two_texts(request, stale: Stale, theirs, drawn, is_text) -> JsonResponse:
    """409: what I typed beside what stands there; where nothing differs it is simply saved."""
    single = not isinstance(theirs, dict)
    typed = {"text": theirs} if single else theirs
    mine = {name: request.POST.get(name, "").replace("\r\n", "\n") for name in typed}
    differing = [
        name
        for name in typed
        if mine[name].strip() != str(typed[name]).strip() and is_text(name, mine, typed)
    ]
    if not differing:
        return JsonResponse({"revision": stale.revision, "saved_at": _clock_words(clock.now()), **drawn()})
    return JsonResponse(
        {
            "mine": mine["text"] if single else {name: mine[name] for name in differing},
            "theirs": theirs if single else {name: typed[name] for name in differing},
            "revision": stale.revision,
            "who": stale.who,
            "when": _clock_words(stale.when) if stale.when else "",
        },
        status=409,
    )


def _refused(sentence: str, field: str, *, ask=()) -> JsonResponse:
    return JsonResponse(
        {"error": sentence, "sentence": sentence, "field": field, "ask": list(ask)}, status=422
    )


def _clock_words(moment) -> str:
    return timezone.localtime(moment).strftime("%H:%M")
