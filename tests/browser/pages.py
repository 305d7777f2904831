"""The pages that accessibility and translation tests visit."""

PUBLIC = (
    "/",
    "/pins",
    "/pins/new",
    "/pins/KUO-2026-0004",
    "/areas",
    "/areas/new",
    "/areas/70820-litmanen",
    "/proposals",
    "/proposals/kuopio-puiston-uudistus",
    "/walks",
    "/walks/access-70780",
    "/analysis",
    "/analysis/pins",
    "/analysis/method",
    "/analysis/areas/73500",
    "/decisions",
    "/decisions/kehitettavat-asuinalueet-2026-2027-esimerkki",
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
    "official": ("/pins/KUO-2026-0004", "/decisions/new?area=73500", "/areas/import"),
    "moderator": ("/admin/",),
}
