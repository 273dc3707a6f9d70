"""The table: each address that has a name, and who gets it. `test_who_may_see` walks the addresses and the people.

To add an address: one line in `TABLE`, under its URL name. Where one name shows different things ("an event that is not
public"), add a line for each, with words after a colon. `reached` is the status that means "here it is".
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from partnership.accounts.enums import Role

ANONYMOUS, STAFF, ADMINISTRATOR = "anonymous", "signed in, no role", "administrator"
TRAINER, MANAGER, EDITOR, MODERATOR, LEAD = (
    Role.TRAINERS.value,
    Role.TRAINING_MANAGERS.value,
    Role.EDITORS.value,
    Role.MODERATORS.value,
    Role.AGENCY_LEADS.value,
)
PEOPLE = (ANONYMOUS, STAFF, LEAD, TRAINER, EDITOR, MODERATOR, MANAGER, ADMINISTRATOR)

EVERYBODY = frozenset(PEOPLE)
NOBODY: frozenset[str] = frozenset()
SIGNED_IN = EVERYBODY - {ANONYMOUS}
REUSERS = frozenset({TRAINER, EDITOR, MODERATOR, MANAGER, ADMINISTRATOR})
COUNTS = frozenset({TRAINER, MANAGER, ADMINISTRATOR})
SEE_CASCADES = COUNTS | {MODERATOR}
DESK = frozenset({EDITOR, MODERATOR, MANAGER, ADMINISTRATOR})
WRITERS = frozenset({EDITOR, MODERATOR, ADMINISTRATOR})
PUBLISHERS = frozenset({MODERATOR, ADMINISTRATOR})
DECIDERS = frozenset({MODERATOR, MANAGER, ADMINISTRATOR})
MANAGERS = frozenset({MANAGER, ADMINISTRATOR})
ADMINISTRATORS = frozenset({ADMINISTRATOR})


@dataclass(frozen=True)
class Line:
    """Who gets an address. `address` is a path, or makes one from the world; without it, the name is reversed plain."""

    who: frozenset[str]
    address: str | Callable[[Any], str] | None = None
    reached: int = 200


def named(name: str, *keys: str) -> Callable[[Any], str]:
    """The address called `name`, of the things in the world under `keys` (their slug or id)."""
    return lambda world: reverse(name, args=[getattr(world, key) for key in keys])


TABLE: dict[str, Line] = {
    # The site
    "wagtail_serve": Line(EVERYBODY, "/"),
    "wagtail_serve: a review": Line(EVERYBODY, lambda world: f"/reviews/{world.review}/"),
    "wagtail_serve: a draft": Line(NOBODY, lambda world: f"/reviews/{world.draft}/"),
    "wagtail_serve: a withdrawn briefing": Line(EVERYBODY, lambda world: f"/briefings/{world.withdrawn}/", reached=410),
    "briefing_pdf: of a withdrawn briefing": Line(EVERYBODY, named("briefing_pdf", "withdrawn"), reached=410),
    "contrast": Line(EVERYBODY, reached=302),
    "look": Line(NOBODY, "/look/no-such-look.css"),
    "accessibility": Line(EVERYBODY),
    "leaving": Line(EVERYBODY),
    "robots": Line(EVERYBODY),
    "sitemap": Line(EVERYBODY),
    "sitemap_section": Line(EVERYBODY, "/sitemap-pages.xml"),
    "healthz": Line(EVERYBODY),
    "search": Line(EVERYBODY),
    "search_suggestions": Line(EVERYBODY),
    "upload": Line(EVERYBODY, named("upload", "picture")),
    "upload: in a private collection": Line(SIGNED_IN, named("upload", "private_picture")),
    "avatar": Line(DESK, named("avatar", "portrait")),
    "alerts": Line(EVERYBODY),
    "confirm_alerts": Line(EVERYBODY, "/alerts/confirm/nonsense/", reached=410),
    "your_alerts": Line(EVERYBODY, "/alerts/yours/nonsense/", reached=410),
    "stop_alerts": Line(EVERYBODY, "/alerts/stop/nonsense/", reached=410),
    "newsletter": Line(DESK),
    "newsletter_html": Line(DESK),
    "newsletter_text": Line(DESK),
    "feed": Line(EVERYBODY, "/feeds/all.atom"),
    # For programs
    **{
        f"api_{name}": Line(EVERYBODY)
        for name in ("reviews", "points", "themes", "briefings", "national", "packs", "series", "resources", "events")
    },
    **{name: Line(EVERYBODY) for name in ("api", "api_v1", "api_description", "api_courses", "oai", "oai_lrmi_schema")},
    **{
        f"api_{name}_one": Line(NOBODY, f"/api/v1/{name}/999999999/")
        for name in ("briefings", "national", "series", "resources", "courses")
    },
    "api_nothing": Line(NOBODY, "/api/v2/"),
    "api_reviews_one": Line(EVERYBODY, named("api_reviews_one", "review_id")),
    "api_reviews_one: of a draft": Line(NOBODY, named("api_reviews_one", "draft_id")),
    "api_points_one": Line(EVERYBODY, named("api_points_one", "point")),
    "api_packs_one": Line(EVERYBODY, named("api_packs_one", "review_id")),
    "api_packs_one: of a draft": Line(NOBODY, named("api_packs_one", "draft_id")),
    "api_events_one": Line(EVERYBODY, named("api_events_one", "event")),
    "api_events_one: not public": Line(NOBODY, named("api_events_one", "inner_event")),
    "api_themes_one": Line(NOBODY, named("api_themes_one", "theme")),  # nothing carries it
    **{
        f"list_{name}_{form}": Line(EVERYBODY)
        for name in ("reviews", "points", "themes", "briefings", "national", "series", "training_events")
        for form in ("csv", "json")
    },
    "list_training_courses_csv": Line(EVERYBODY),
    "list_training_courses_json": Line(EVERYBODY),
    # Learning
    "learning_point": Line(EVERYBODY, named("learning_point", "point")),
    "theme_index": Line(EVERYBODY),
    "mailings": Line(MANAGERS),
    "mailing": Line(MANAGERS, named("mailing", "mailing")),
    "mailing_hold": Line(MANAGERS, named("mailing_hold", "mailing"), reached=405),
    "mail_letters": Line(MANAGERS),
    "mail_decide": Line(MANAGERS, named("mail_decide", "mailing"), reached=405),
    "mail_server": Line(MANAGERS, reached=405),
    "theme": Line(EVERYBODY, named("theme", "theme")),
    # Briefings and packs
    "review_pack": Line(EVERYBODY, named("review_pack", "review")),
    "review_pack: of a draft": Line(NOBODY, named("review_pack", "draft")),
    "review_pack_zip": Line(EVERYBODY, named("review_pack_zip", "review")),
    "review_pack_zip: of a draft": Line(NOBODY, named("review_pack_zip", "draft")),
    "pack_edition": Line(EVERYBODY, lambda world: f"/reviews/{world.review}/pack/editions/1/"),
    "pack_edition: of a draft": Line(NOBODY, lambda world: f"/reviews/{world.draft}/pack/editions/1/"),
    "pack_edition_zip": Line(EVERYBODY, lambda world: f"/reviews/{world.review}/pack/editions/1/pack.zip"),
    "pack_edition_zip: of a draft": Line(NOBODY, lambda world: f"/reviews/{world.draft}/pack/editions/1/pack.zip"),
    "pack_check": Line(EVERYBODY),
    "review_deck": Line(EVERYBODY, named("review_deck", "review")),
    "review_deck: of a draft": Line(NOBODY, named("review_deck", "draft")),
    "pack_updates": Line(EVERYBODY, named("pack_updates", "review")),
    "pack_updates: of a draft": Line(NOBODY, named("pack_updates", "draft")),
    "confirm_pack_updates": Line(EVERYBODY, "/packs/updates/nonsense/", reached=410),
    "stop_pack_updates": Line(EVERYBODY, "/packs/updates/nonsense/stop/", reached=410),
    "briefing_pdf": Line(EVERYBODY, named("briefing_pdf", "briefing")),
    "briefing_pdf: of a draft": Line(NOBODY, named("briefing_pdf", "draft_briefing")),
    "briefing_large_print": Line(EVERYBODY, named("briefing_large_print", "briefing")),
    "briefing_large_print: of a draft": Line(NOBODY, named("briefing_large_print", "draft_briefing")),
    "briefing_poster": Line(EVERYBODY, named("briefing_poster", "briefing")),
    "briefing_poster: of a draft": Line(NOBODY, named("briefing_poster", "draft_briefing")),
    "briefing_docx": Line(EVERYBODY, named("briefing_docx", "briefing")),
    "briefing_docx: of a draft": Line(NOBODY, named("briefing_docx", "draft_briefing")),
    "briefing_pptx": Line(EVERYBODY, named("briefing_pptx", "briefing")),
    "briefing_pptx: of a draft": Line(NOBODY, named("briefing_pptx", "draft_briefing")),
    "briefing_txt": Line(EVERYBODY, named("briefing_txt", "briefing")),
    "briefing_txt: of a draft": Line(NOBODY, named("briefing_txt", "draft_briefing")),
    "briefing_html": Line(EVERYBODY, named("briefing_html", "briefing")),
    "briefing_html: of a draft": Line(NOBODY, named("briefing_html", "draft_briefing")),
    "briefing_action_plan": Line(EVERYBODY, named("briefing_action_plan", "briefing")),
    "briefing_action_plan: of a draft": Line(NOBODY, named("briefing_action_plan", "draft_briefing")),
    "briefing_email": Line(EVERYBODY, named("briefing_email", "briefing")),
    "briefing_email: of a draft": Line(NOBODY, named("briefing_email", "draft_briefing")),
    "briefing_qr_code": Line(EVERYBODY, named("briefing_qr_code", "briefing")),
    "briefing_qr_code: of a draft": Line(NOBODY, named("briefing_qr_code", "draft_briefing")),
    "summary_courses": Line(MANAGERS, named("summary_courses", "summary")),
    "summary_courses: of a draft": Line(NOBODY, named("summary_courses", "draft_summary")),
    "course_changed": Line(MANAGERS, "/training/courses/changes/1/", reached=405),
    "summary_pdf": Line(EVERYBODY, named("summary_pdf", "summary")),
    "summary_pdf: of a draft": Line(NOBODY, named("summary_pdf", "draft_summary")),
    "summary_large_print": Line(EVERYBODY, named("summary_large_print", "summary")),
    "summary_large_print: of a draft": Line(NOBODY, named("summary_large_print", "draft_summary")),
    "summary_poster": Line(EVERYBODY, named("summary_poster", "summary")),
    "summary_poster: of a draft": Line(NOBODY, named("summary_poster", "draft_summary")),
    "summary_docx": Line(EVERYBODY, named("summary_docx", "summary")),
    "summary_docx: of a draft": Line(NOBODY, named("summary_docx", "draft_summary")),
    "summary_pptx": Line(EVERYBODY, named("summary_pptx", "summary")),
    "summary_pptx: of a draft": Line(NOBODY, named("summary_pptx", "draft_summary")),
    "summary_txt": Line(EVERYBODY, named("summary_txt", "summary")),
    "summary_txt: of a draft": Line(NOBODY, named("summary_txt", "draft_summary")),
    "summary_html": Line(EVERYBODY, named("summary_html", "summary")),
    "summary_html: of a draft": Line(NOBODY, named("summary_html", "draft_summary")),
    "summary_email": Line(EVERYBODY, named("summary_email", "summary")),
    "summary_email: of a draft": Line(NOBODY, named("summary_email", "draft_summary")),
    "summary_pdf: of a withdrawn summary": Line(EVERYBODY, named("summary_pdf", "withdrawn_summary"), reached=410),
    "team_use": Line(EVERYBODY, named("team_use", "briefing")),
    "team_use: of a draft": Line(NOBODY, named("team_use", "draft_briefing")),
    "team_use_thanks": Line(EVERYBODY, named("team_use_thanks", "briefing")),
    "team_use_thanks: of a draft": Line(NOBODY, named("team_use_thanks", "draft_briefing")),
    # Files: what is published, and what only lies in the library, for those who choose from it
    "wagtaildocs_serve": Line(EVERYBODY, named("wagtaildocs_serve", "file", "file_name")),
    "wagtaildocs_serve: in the library": Line(DESK, named("wagtaildocs_serve", "kept_file", "kept_file_name")),
    "deck": Line(EVERYBODY, named("deck", "file")),
    "deck: in the library": Line(DESK, named("deck", "kept_file")),
    "deck_file": Line(EVERYBODY, named("deck_file", "file")),
    "deck_file: in the library": Line(DESK, named("deck_file", "kept_file")),
    "slide_picture": Line(EVERYBODY, lambda world: f"/decks/{world.file}/slides/1/small.webp"),
    "slide_picture: in the library": Line(DESK, lambda world: f"/decks/{world.kept_file}/slides/1/large.webp"),
    "deck_origins": Line(WRITERS, named("deck_origins", "file")),
    "decide_origin": Line(SIGNED_IN, lambda world: f"/decks/{world.file}/origins/1/", reached=405),
    "deck_edition": Line(SIGNED_IN, named("deck_edition", "file"), reached=405),
    # The slide library
    "slide_library": Line(REUSERS),
    "slide": Line(REUSERS, named("slide", "slide")),
    "slide: of a deck in the library": Line(DESK, named("slide", "kept_slide")),
    "tie_point": Line(REUSERS, named("tie_point", "slide"), reached=405),
    "choose_slides": Line(REUSERS, reached=405),
    "combine_slides": Line(REUSERS, reached=405),
    # Where cascades stopped
    "cascade": Line(SEE_CASCADES, named("cascade", "cascade")),
    "cascade: of another partnership": Line(NOBODY, named("cascade", "other_cascade")),
    "cascade_agency": Line(SEE_CASCADES, named("cascade_agency", "cascade", "recipient")),
    "cascade_agency: of another partnership": Line(NOBODY, named("cascade_agency", "other_cascade", "other_recipient")),
    "cascade_remind": Line(MANAGERS, named("cascade_remind", "cascade"), reached=405),
    "cascade_ask_again": Line(MANAGERS, named("cascade_ask_again", "cascade")),
    "cascade_escalate": Line(MANAGERS, named("cascade_escalate", "cascade"), reached=405),
    "cascade_overview": Line(SEE_CASCADES),
    "cascade_year": Line(SEE_CASCADES, "/cascade/year/2026-27/"),
    "cascade_board_csv": Line(SEE_CASCADES, named("cascade_board_csv", "cascade")),
    "cascade_board_csv: of another partnership": Line(NOBODY, named("cascade_board_csv", "other_cascade")),
    "cascade_board_xlsx": Line(SEE_CASCADES, named("cascade_board_xlsx", "cascade")),
    "cascade_board_xlsx: of another partnership": Line(NOBODY, named("cascade_board_xlsx", "other_cascade")),
    # Training
    "training": Line(EVERYBODY),
    "training_event": Line(EVERYBODY, named("training_event", "event")),
    "training_event: not shown to everybody": Line(COUNTS, named("training_event", "inner_event")),
    "events_ics": Line(EVERYBODY),
    "calendar_addresses": Line(EVERYBODY),
    "courses": Line(EVERYBODY, reached=302),
    "course": Line(EVERYBODY, named("course", "course")),
    "attendance_grid": Line(COUNTS, named("attendance_grid", "event")),
    "what_was_taught": Line(COUNTS, named("what_was_taught", "event")),
    "returns": Line(COUNTS),
    "self_count": Line(COUNTS, named("self_count", "event")),
    "self_count_room": Line(EVERYBODY, named("self_count_room", "room")),
    "feedback": Line(COUNTS, named("feedback", "event")),
    "feedback_results": Line(COUNTS, named("feedback_results", "event")),
    "feedback_round": Line(COUNTS, lambda world: f"/training/events/{world.event}/feedback/after/", reached=405),
    "feedback_sheet": Line(COUNTS, lambda world: f"/training/events/{world.event}/feedback/after/sheet/"),
    "feedback_paper": Line(COUNTS, lambda world: f"/training/events/{world.event}/feedback/after/sheet.pdf"),
    "feedback_quotes": Line(MANAGERS),
    # Replies to cascades: whoever has the link
    "cascade_reply": Line(EVERYBODY, named("cascade_reply", "reply_link")),
    "cascade_reply: a link of nobody": Line(EVERYBODY, "/cascade/reply/nonsense/", reached=404),
    "cascade_hand_on": Line(EVERYBODY, named("cascade_hand_on", "reply_link")),
    "cascade_pass_on": Line(EVERYBODY, named("cascade_pass_on", "reply_link")),
    "cascade_reply_for": Line(MANAGERS, named("cascade_reply_for", "cascade_of_reply", "recipient_of_reply")),
    # Cascades, for those who write and send them
    "cascades": Line(EVERYBODY),
    "cascade_new": Line(MANAGERS),
    "cascade_edit": Line(MANAGERS, named("cascade_edit", "cascade_draft")),
    "cascade_delete": Line(MANAGERS, named("cascade_delete", "cascade_draft")),
    "cascade_preview": Line(MANAGERS, named("cascade_preview", "cascade_draft")),
    "cascade_mail": Line(MANAGERS, named("cascade_mail", "cascade_draft", "cascade_draft_agency")),
    "cascade_send": Line(MANAGERS, named("cascade_send", "cascade_draft"), reached=405),
    "cascade_sending": Line(MANAGERS, named("cascade_sending", "cascade_of_reply")),
    "cascade_hold": Line(MANAGERS, named("cascade_hold", "cascade_of_reply"), reached=405),
    "cascade_release": Line(MANAGERS, named("cascade_release", "cascade_of_reply"), reached=405),
    "cascade_withdraw": Line(MANAGERS, named("cascade_withdraw", "cascade_of_reply"), reached=405),
    "cascade_close": Line(MANAGERS, named("cascade_close", "cascade_of_reply"), reached=405),
    "cascade_reopen": Line(MANAGERS, named("cascade_reopen", "cascade_of_reply"), reached=405),
    "cascade_add_agency": Line(MANAGERS, named("cascade_add_agency", "cascade_of_reply")),
    "cascade_link_new": Line(MANAGERS, named("cascade_link_new", "recipient_of_reply")),
    "cascade_link_revoke": Line(MANAGERS, named("cascade_link_revoke", "recipient_of_reply"), reached=405),
    "feedback_form": Line(EVERYBODY, named("feedback_form", "feedback")),
    "feedback_thanks": Line(EVERYBODY, named("feedback_thanks", "feedback")),
    "feedback_qr": Line(EVERYBODY, named("feedback_qr", "feedback")),
    "event_new": Line(COUNTS),
    "event_edit": Line(COUNTS, named("event_edit", "event")),
    "event_hold": Line(COUNTS, named("event_hold", "event")),
    "event_move": Line(COUNTS, named("event_move", "event")),
    "event_cancel": Line(COUNTS, named("event_cancel", "event")),
    "event_tell": Line(COUNTS, named("event_tell", "event")),
    "event_take_plan": Line(COUNTS, named("event_take_plan", "event"), reached=405),
    "event_plan_again": Line(COUNTS, named("event_plan_again", "event")),
    "endorse_event": Line(MANAGERS, named("endorse_event", "agency_event")),
    "endorse_plan": Line(MANAGERS, named("endorse_plan", "endorsed_plan")),
    "endorsements": Line(MANAGERS),
    "endorsement_withdraw": Line(MANAGERS, named("endorsement_withdraw", "endorsement")),
    "imports": Line(MANAGERS),
    "import": Line(MANAGERS, named("import", "file_import")),
    "import_columns": Line(MANAGERS, named("import_columns", "file_import")),
    "import_not_taken": Line(MANAGERS, named("import_not_taken", "file_import")),
    "import_agencies": Line(MANAGERS, named("import_agencies", "file_import"), reached=405),
    "import_room": Line(MANAGERS, named("import_room", "file_import"), reached=405),
    "import_start": Line(MANAGERS, named("import_start", "file_import"), reached=405),
    "import_discard": Line(MANAGERS, named("import_discard", "file_import"), reached=405),
    "import_take_back": Line(MANAGERS, named("import_take_back", "done_import")),
    "session_pack": Line(COUNTS, named("session_pack", "session_plan")),
    "session_edition": Line(COUNTS, lambda world: f"/training/sessions/{world.session_plan}/pack/1/"),
    "session_edition_zip": Line(COUNTS, lambda world: f"/training/sessions/{world.session_plan}/pack/1/pack.zip"),
    "session_edition_file": Line(COUNTS, lambda world: f"/training/sessions/{world.session_plan}/pack/1/certificate/"),
    "session_plan_clone": Line(COUNTS, named("session_plan_clone", "session_plan"), reached=405),
    "session_plan_changes": Line(COUNTS, named("session_plan_changes", "session_plan")),
    "coverage": Line(COUNTS),
    "coverage_gaps": Line(COUNTS),
    "coverage_planned": Line(COUNTS),
    "coverage_cell": Line(COUNTS, lambda world: f"/coverage/cell/?point={world.point}&of_level=0"),
    "coverage_cell: of no learning point": Line(NOBODY, "/coverage/cell/?point=0&of_level=0"),
    "save_coverage_view": Line(COUNTS, reached=405),
    "delete_coverage_view": Line(COUNTS, "/coverage/views/0/delete/", reached=405),
    "coverage_csv": Line(COUNTS),
    "coverage_xlsx": Line(COUNTS),
    "session_plans": Line(COUNTS),
    "session_plan_new": Line(COUNTS),
    "session_plan": Line(COUNTS, named("session_plan", "session_plan")),
    "session_plan: of another partnership": Line(NOBODY, named("session_plan", "other_session_plan")),
    "evidence_report": Line(COUNTS),
    "evidence_csv": Line(COUNTS),
    "evidence_xlsx": Line(COUNTS),
    "evidence_docx": Line(COUNTS),
    "evidence_pdf": Line(COUNTS),
    # Signing in. Somebody signed in already is led on from the pages that are for those who are not.
    "account_login": Line(frozenset({ANONYMOUS})),
    "account_logout": Line(SIGNED_IN),
    "account_inactive": Line(EVERYBODY),
    "account_signup": Line(frozenset({ANONYMOUS})),
    "account_reauthenticate": Line(SIGNED_IN),
    "account_email": Line(SIGNED_IN),
    "account_change_password": Line(SIGNED_IN),
    "account_set_password": Line(NOBODY),
    "account_reset_password": Line(EVERYBODY),
    "account_reset_password_done": Line(EVERYBODY),
    "account_reset_password_from_key": Line(EVERYBODY, "/accounts/password/reset/key/1-nonsense/"),
    "account_reset_password_from_key_done": Line(EVERYBODY),
    "account_email_verification_sent": Line(EVERYBODY),
    "account_confirm_email": Line(EVERYBODY, "/accounts/confirm-email/nonsense/"),
    "account_confirm_login_code": Line(NOBODY),
    "mfa_index": Line(SIGNED_IN),
    "mfa_authenticate": Line(NOBODY),
    "mfa_reauthenticate": Line(NOBODY),
    "mfa_activate_totp": Line(NOBODY),
    "mfa_deactivate_totp": Line(NOBODY),
    "mfa_view_recovery_codes": Line(NOBODY),
    "mfa_generate_recovery_codes": Line(NOBODY),
    "mfa_download_recovery_codes": Line(NOBODY),
    # Passwords for single pages: none is set, so there is nothing to open
    "wagtaildocs_authenticate_with_password": Line(NOBODY, "/documents/authenticate_with_password/0/"),
    "wagtailcore_authenticate_with_password": Line(NOBODY, "/_util/authenticate_with_password/0/0/"),
    "wagtailcore_login": Line(NOBODY),
}

# The desk, by address: its names are Wagtail's own.
ADMIN: dict[str, Line] = {
    "dashboard": Line(DESK, "/admin/"),
    "sign-in form of Wagtail's own": Line(NOBODY, "/admin/login/"),
    "one's own account": Line(DESK, "/admin/account/"),
    "edit a review": Line(WRITERS, lambda world: f"/admin/pages/{world.review_id}/edit/"),
    "edit a draft": Line(WRITERS, lambda world: f"/admin/pages/{world.draft_id}/edit/"),
    "look at a draft": Line(WRITERS, lambda world: f"/admin/pages/{world.draft_id}/view_draft/"),
    "take a review down": Line(PUBLISHERS, lambda world: f"/admin/pages/{world.review_id}/unpublish/"),
    "history of a review": Line(WRITERS, lambda world: f"/admin/pages/{world.review_id}/history/"),
    "what needs attention": Line(WRITERS, "/admin/reports/attention/"),
    "start a briefing": Line(WRITERS, "/admin/briefings/start/"),
    "start a national summary": Line(WRITERS, "/admin/national/start/"),
    "paste a list of national reviews": Line(WRITERS, "/admin/national/paste/"),
    "add a document": Line(WRITERS, "/admin/documents/multiple/add/"),
    "decks to mend": Line(WRITERS, "/admin/reports/decks/"),
    "withdraw a document": Line(WRITERS, lambda world: f"/admin/documents/withdraw/{world.file}/"),
    "withdraw a slide": Line(WRITERS, lambda world: f"/admin/documents/withdraw/{world.file}/slides/1/"),
    "let readers have a document again": Line(
        DESK, lambda world: f"/admin/documents/restore/{world.file}/", reached=405
    ),
    "pack editions": Line(WRITERS, "/admin/snippets/briefings/packedition/"),
    "an edition of a pack": Line(WRITERS, lambda world: f"/admin/snippets/briefings/packedition/edit/{world.edition}/"),
    "add an edition of a pack": Line(NOBODY, "/admin/snippets/briefings/packedition/add/"),
    "delete an edition": Line(NOBODY, lambda world: f"/admin/snippets/briefings/packedition/delete/{world.edition}/"),
    "downloads": Line(WRITERS, "/admin/reports/downloads/"),
    "choose a document": Line(DESK, "/admin/documents/chooser/"),
    "add a picture": Line(WRITERS, "/admin/images/multiple/add/"),
    "learning points": Line(DESK, "/admin/snippets/learning/learningpoint/"),
    "add a learning point": Line(WRITERS, "/admin/snippets/learning/learningpoint/add/"),
    "edit a learning point": Line(WRITERS, lambda world: f"/admin/snippets/learning/learningpoint/edit/{world.point}/"),
    "add an agency": Line(WRITERS, "/admin/snippets/learning/agency/add/"),
    "themes": Line(WRITERS, "/admin/snippets/learning/theme/"),
    "add a theme": Line(PUBLISHERS, "/admin/snippets/learning/theme/add/"),
    "partnerships": Line(ADMINISTRATORS, "/admin/snippets/learning/partnership/"),
    "events": Line(MANAGERS, "/admin/snippets/training/trainingevent/"),
    "add an event": Line(MANAGERS, "/admin/snippets/training/trainingevent/add/"),
    "edit an event": Line(MANAGERS, lambda world: f"/admin/snippets/training/trainingevent/edit/{world.event}/"),
    "delete an event": Line(MANAGERS, lambda world: f"/admin/snippets/training/trainingevent/delete/{world.event}/"),
    "team use to look at": Line(DESK, "/admin/snippets/training/teamuse/"),
    "team use, as CSV": Line(DESK, "/admin/snippets/training/teamuse/csv/"),
    "what one team said": Line(DESK, lambda world: f"/admin/snippets/training/teamuse/inspect/{world.team_use}/"),
    "edit what one team said": Line(DECIDERS, lambda world: f"/admin/snippets/training/teamuse/edit/{world.team_use}/"),
    "delete what one team said": Line(
        DECIDERS, lambda world: f"/admin/snippets/training/teamuse/delete/{world.team_use}/"
    ),
    "accept it": Line(DESK, lambda world: f"/admin/snippets/training/teamuse/accept/{world.team_use}/", reached=405),
    "accept several": Line(
        DESK,  # who may only read it is told so
        lambda world: (
            f"/admin/bulk/training/teamuse/accept/?id={world.team_use}&next=/admin/snippets/training/teamuse/"
        ),
    ),
    "write down what a team said, which nobody does here": Line(NOBODY, "/admin/snippets/training/teamuse/add/"),
    "mergers and splits of agencies": Line(MANAGERS, "/admin/snippets/learning/agencysuccession/"),
    "enter a merger or split": Line(MANAGERS, "/admin/snippets/learning/agencysuccession/add/"),
    "workforces": Line(MANAGERS, "/admin/snippets/training/workforce/"),
    "add a course": Line(MANAGERS, "/admin/snippets/training/course/add/"),
    "required content": Line(MANAGERS, "/admin/snippets/training/requiredcontent/"),
    "add required content": Line(MANAGERS, "/admin/snippets/training/requiredcontent/add/"),
    "people": Line(ADMINISTRATORS, "/admin/users/"),
    "add a person": Line(ADMINISTRATORS, "/admin/users/new/"),
    "edit a person": Line(ADMINISTRATORS, lambda world: f"/admin/users/edit/{world.person}/"),
    "groups": Line(ADMINISTRATORS, "/admin/groups/"),
    "sites": Line(ADMINISTRATORS, "/admin/sites/"),
    "collections": Line(ADMINISTRATORS, "/admin/collections/"),
    "redirects": Line(ADMINISTRATORS, "/admin/redirects/"),
    "workflows": Line(ADMINISTRATORS, "/admin/workflows/list/"),
    "keys for programs, which nothing here takes": Line(NOBODY, "/admin/api-tokens/"),
}
