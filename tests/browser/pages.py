"""The pages that accessibility and translation tests visit."""

PUBLIC = (
    "/",
    "/pins",
    "/pins/new",
    "/pins/KUO-2026-0004",
    "/areas",
    "/areas/new",
    "/areas/70820",
    "/proposals",
    "/walks",
    "/analysis",
    "/analysis/pins",
    "/analysis/method",
    "/decisions",
    "/about",
    "/data",
    "/accessibility",
    "/privacy",
    "/sign-in",
    "/no-such-page",
    "/ogc",
)
STAFF = {
    "planner": ("/proposals/new", "/account"),
    "official": ("/pins/KUO-2026-0004",),
    "moderator": ("/admin/",),
}
