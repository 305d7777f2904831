"""The first tables

Revision: 0001
Follows:
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from boundaries.database import metric_geometry

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("CREATE EXTENSION IF NOT EXISTS postgis")
    op.execute("CREATE SCHEMA IF NOT EXISTS boundaries")
    op.execute("CREATE SCHEMA IF NOT EXISTS layers")
    op.execute("CREATE SCHEMA IF NOT EXISTS service")
    op.create_table(
        "municipality",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("names", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("languages", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("reference_prefix", sa.String(), nullable=False),
        sa.Column("centre", metric_geometry("POINT"), nullable=False),
        sa.Column("zoom", sa.Double(), nullable=False),
        sa.Column("geom", metric_geometry("MULTIPOLYGON"), nullable=False),
        sa.Column("is_demo", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column(
            "settings",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'::jsonb"),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_municipality")),
        sa.UniqueConstraint("slug", name=op.f("uq_municipality_slug")),
        schema="boundaries",
    )
    op.create_index(
        "ix_municipality_geom",
        "municipality",
        ["geom"],
        unique=False,
        schema="boundaries",
        postgresql_using="gist",
    )
    op.create_table(
        "variable",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("edition", sa.String(), nullable=False),
        sa.Column("names", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("is_count", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_variable")),
        sa.UniqueConstraint("key", "edition", name=op.f("uq_variable_key_edition")),
        schema="layers",
    )
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=True),
        sa.Column("actor_id", sa.UUID(), nullable=True),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("subject_kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.Column(
            "detail",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'::jsonb"),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("previous_hash", sa.LargeBinary(), nullable=True),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
        sa.UniqueConstraint("hash", name=op.f("uq_audit_entry_hash")),
        schema="service",
    )
    op.create_index(
        "ix_audit_entry_subject",
        "audit_entry",
        ["subject_kind", "subject_id"],
        unique=False,
        schema="service",
    )
    op.create_table(
        "deed",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("client_hash", sa.LargeBinary(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deed")),
        schema="service",
    )
    op.create_index(
        "ix_deed_kind", "deed", ["kind", "client_hash", "done_at"], unique=False, schema="service"
    )
    op.create_table(
        "idempotency_key",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("endpoint", sa.String(), nullable=False),
        sa.Column("request_hash", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column(
            "headers",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'::jsonb"),
            nullable=False,
        ),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_idempotency_key")),
        schema="service",
    )
    op.create_index(
        "ix_idempotency_key_created_at", "idempotency_key", ["created_at"], unique=False, schema="service"
    )
    op.create_table(
        "person",
        sa.Column("id", sa.UUID(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("display_name", sa.String(), nullable=False),
        sa.Column("title", sa.String(), server_default="", nullable=False),
        sa.Column("is_demo", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        schema="service",
    )
    op.create_index(
        "uq_person_email", "person", [sa.literal_column("lower(email)")], unique=True, schema="service"
    )
    op.create_table(
        "pin_pyramid_cell",
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("zoom", sa.Integer(), nullable=False),
        sa.Column("cell_x", sa.Integer(), nullable=False),
        sa.Column("cell_y", sa.Integer(), nullable=False),
        sa.Column("pin_count", sa.Integer(), nullable=False),
        sa.Column("sum_x", sa.Double(), nullable=False),
        sa.Column("sum_y", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint(
            "municipality_id", "zoom", "cell_x", "cell_y", name=op.f("pk_pin_pyramid_cell")
        ),
        schema="service",
    )
    op.create_table(
        "pin_pyramid_delta",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("change", sa.Integer(), nullable=False),
        sa.Column("geom", metric_geometry("POINT"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pin_pyramid_delta")),
        schema="service",
    )
    op.create_index(
        "ix_pin_pyramid_delta_geom",
        "pin_pyramid_delta",
        ["geom"],
        unique=False,
        schema="service",
        postgresql_using="gist",
    )
    op.create_table(
        "support",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("subject_kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.Column("supporter_hash", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support")),
        sa.UniqueConstraint(
            "subject_kind",
            "subject_id",
            "supporter_hash",
            name=op.f("uq_support_subject_kind_subject_id_supporter_hash"),
        ),
        schema="service",
    )
    op.create_table(
        "area",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("names", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("description", sa.String(), server_default="", nullable=False),
        sa.Column("state", sa.String(), server_default="published", nullable=False),
        sa.Column("author_id", sa.UUID(), nullable=True),
        sa.Column("edit_token_hash", sa.LargeBinary(), nullable=True),
        sa.Column("is_synthetic", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("source", sa.String(), server_default="", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "kind IN ('postal','district','board','panel','programme','resident')", name=op.f("ck_area_kind")
        ),
        sa.CheckConstraint("state IN ('draft','published','hidden','withdrawn')", name=op.f("ck_area_state")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["boundaries.municipality.id"], name=op.f("fk_area_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area")),
        sa.UniqueConstraint("municipality_id", "slug", name=op.f("uq_area_municipality_id_slug")),
        schema="boundaries",
    )
    op.create_index(
        "uq_area_code", "area", ["municipality_id", "kind", "code"], unique=True, schema="boundaries"
    )
    op.create_table(
        "place",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("names", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("geom", metric_geometry("POINT"), nullable=False),
        sa.Column("source", sa.String(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["boundaries.municipality.id"], name=op.f("fk_place_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
        schema="boundaries",
    )
    op.create_index(
        "ix_place_geom", "place", ["geom"], unique=False, schema="boundaries", postgresql_using="gist"
    )
    op.create_index(
        "ix_place_municipality_id", "place", ["municipality_id"], unique=False, schema="boundaries"
    )
    op.create_table(
        "layer",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("names", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("licence", sa.String(), nullable=False),
        sa.Column("attribution", sa.String(), nullable=False),
        sa.Column("valid_on", sa.Date(), nullable=True),
        sa.Column("is_synthetic", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("is_public", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column(
            "style",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'::jsonb"),
            nullable=False,
        ),
        sa.Column("sort_order", sa.Integer(), server_default=sa.text("100"), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["boundaries.municipality.id"], name=op.f("fk_layer_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_layer")),
        sa.UniqueConstraint("municipality_id", "key", name=op.f("uq_layer_municipality_id_key")),
        schema="layers",
    )
    op.create_table(
        "zoning_plan",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("plan_key", sa.String(), nullable=False),
        sa.Column("names", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("plan_kind", sa.String(), nullable=False),
        sa.Column("life_cycle_status", sa.String(), nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("is_synthetic", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("source", sa.String(), server_default="", nullable=False),
        sa.Column("geom", metric_geometry("MULTIPOLYGON"), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["boundaries.municipality.id"], name=op.f("fk_zoning_plan_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zoning_plan")),
        sa.UniqueConstraint(
            "municipality_id", "plan_key", name=op.f("uq_zoning_plan_municipality_id_plan_key")
        ),
        schema="layers",
    )
    op.create_index(
        "ix_zoning_plan_geom", "zoning_plan", ["geom"], unique=False, schema="layers", postgresql_using="gist"
    )
    op.create_table(
        "comment",
        sa.Column("id", sa.UUID(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("subject_kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.Column("parent_id", sa.UUID(), nullable=True),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("author_name", sa.String(), server_default="", nullable=False),
        sa.Column("author_id", sa.UUID(), nullable=True),
        sa.Column("staff_title", sa.String(), server_default="", nullable=False),
        sa.Column("edit_token_hash", sa.LargeBinary(), nullable=True),
        sa.Column("visibility", sa.String(), server_default="public", nullable=False),
        sa.Column("is_synthetic", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "visibility IN ('public','pending','hidden','withdrawn')", name=op.f("ck_comment_visibility")
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["service.person.id"], name=op.f("fk_comment_author_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["boundaries.municipality.id"], name=op.f("fk_comment_municipality_id")
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["service.comment.id"], name=op.f("fk_comment_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
        schema="service",
    )
    op.create_index(
        "ix_comment_subject",
        "comment",
        ["subject_kind", "subject_id", "created_at"],
        unique=False,
        schema="service",
    )
    op.create_table(
        "decision",
        sa.Column("id", sa.UUID(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("method_card", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("table", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("chosen", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("content_hash", sa.LargeBinary(), nullable=False),
        sa.Column("decided_by", sa.UUID(), nullable=True),
        sa.Column("signature", sa.String(), server_default="", nullable=False),
        sa.Column("is_synthetic", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["service.person.id"], name=op.f("fk_decision_decided_by"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["boundaries.municipality.id"], name=op.f("fk_decision_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint("municipality_id", "slug", name=op.f("uq_decision_municipality_id_slug")),
        schema="service",
    )
    op.create_table(
        "pin_number",
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["boundaries.municipality.id"], name=op.f("fk_pin_number_municipality_id")
        ),
        sa.PrimaryKeyConstraint("municipality_id", "year", name=op.f("pk_pin_number")),
        schema="service",
    )
    op.create_table(
        "proposal",
        sa.Column("id", sa.UUID(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("summary", sa.String(), server_default="", nullable=False),
        sa.Column("body", sa.String(), server_default="", nullable=False),
        sa.Column("state", sa.String(), server_default="open", nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column(
            "geom",
            metric_geometry("GEOMETRY"),
            nullable=False,
        ),
        sa.Column(
            "coverage",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'::jsonb"),
            nullable=False,
        ),
        sa.Column("author_id", sa.UUID(), nullable=True),
        sa.Column("signature", sa.String(), server_default="", nullable=False),
        sa.Column("is_synthetic", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("state IN ('draft','open','closed','withdrawn')", name=op.f("ck_proposal_state")),
        sa.ForeignKeyConstraint(
            ["author_id"], ["service.person.id"], name=op.f("fk_proposal_author_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["boundaries.municipality.id"], name=op.f("fk_proposal_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
        sa.UniqueConstraint("municipality_id", "slug", name=op.f("uq_proposal_municipality_id_slug")),
        schema="service",
    )
    op.create_index(
        "ix_proposal_geom", "proposal", ["geom"], unique=False, schema="service", postgresql_using="gist"
    )
    op.create_table(
        "role_grant",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("person_id", sa.UUID(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.CheckConstraint(
            "role IN ('planner','official','moderator','administrator')", name=op.f("ck_role_grant_role")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["boundaries.municipality.id"], name=op.f("fk_role_grant_municipality_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["service.person.id"], name=op.f("fk_role_grant_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grant")),
        sa.UniqueConstraint(
            "person_id", "municipality_id", "role", name=op.f("uq_role_grant_person_id_municipality_id_role")
        ),
        schema="service",
    )
    op.create_table(
        "sign_in_link",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("person_id", sa.UUID(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["service.person.id"], name=op.f("fk_sign_in_link_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_sign_in_link")),
        schema="service",
    )
    op.create_table(
        "theme",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("names", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("icon", sa.String(), nullable=False),
        sa.Column("colour", sa.String(), server_default="", nullable=False),
        sa.Column("sort_order", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["boundaries.municipality.id"], name=op.f("fk_theme_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme")),
        sa.UniqueConstraint("municipality_id", "key", name=op.f("uq_theme_municipality_id_key")),
        schema="service",
    )
    op.create_table(
        "web_session",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("person_id", sa.UUID(), nullable=True),
        sa.Column(
            "data",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'::jsonb"),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["service.person.id"], name=op.f("fk_web_session_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_web_session")),
        schema="service",
    )
    op.create_index(
        "ix_web_session_expires_at", "web_session", ["expires_at"], unique=False, schema="service"
    )
    op.create_table(
        "area_version",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("geom", metric_geometry("MULTIPOLYGON"), nullable=False),
        sa.Column("area_m2", sa.Double(), nullable=False),
        sa.Column("valid_from", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("valid_to", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_by", sa.UUID(), nullable=True),
        sa.Column("reason", sa.String(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["area_id"], ["boundaries.area.id"], name=op.f("fk_area_version_area_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area_version")),
        sa.UniqueConstraint("area_id", "number", name=op.f("uq_area_version_area_id_number")),
        schema="boundaries",
    )
    op.create_index(
        "ix_area_version_geom",
        "area_version",
        ["geom"],
        unique=False,
        schema="boundaries",
        postgresql_using="gist",
    )
    op.create_index(
        "uq_area_version_current",
        "area_version",
        ["area_id"],
        unique=True,
        schema="boundaries",
        postgresql_where=sa.text("valid_to IS NULL"),
    )
    op.create_table(
        "layer_feature",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("layer_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column(
            "names",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'::jsonb"),
            nullable=False,
        ),
        sa.Column(
            "properties",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'::jsonb"),
            nullable=False,
        ),
        sa.Column(
            "geom",
            metric_geometry("GEOMETRY"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["layer_id"], ["layers.layer.id"], name=op.f("fk_layer_feature_layer_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_layer_feature")),
        schema="layers",
    )
    op.create_index(
        "ix_layer_feature_geom",
        "layer_feature",
        ["geom"],
        unique=False,
        schema="layers",
        postgresql_using="gist",
    )
    op.create_index("ix_layer_feature_layer_id", "layer_feature", ["layer_id"], unique=False, schema="layers")
    op.create_table(
        "statistic",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("variable_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("value", sa.Double(), nullable=True),
        sa.CheckConstraint(
            "(state = 'value') = (value IS NOT NULL)", name=op.f("ck_statistic_value_only_when_published")
        ),
        sa.CheckConstraint("state IN ('value','suppressed','missing')", name=op.f("ck_statistic_state")),
        sa.ForeignKeyConstraint(
            ["area_id"], ["boundaries.area.id"], name=op.f("fk_statistic_area_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["variable_id"], ["layers.variable.id"], name=op.f("fk_statistic_variable_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statistic")),
        sa.UniqueConstraint("variable_id", "area_id", name=op.f("uq_statistic_variable_id_area_id")),
        schema="layers",
    )
    op.create_index("ix_statistic_area_id", "statistic", ["area_id"], unique=False, schema="layers")
    op.create_table(
        "zoning_unit",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("letter", sa.String(), nullable=False),
        sa.Column("land_use", sa.String(), nullable=False),
        sa.Column(
            "names",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'::jsonb"),
            nullable=False,
        ),
        sa.Column(
            "regulations",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'::jsonb"),
            nullable=False,
        ),
        sa.Column("area_m2", sa.Double(), nullable=False),
        sa.Column("geom", metric_geometry("MULTIPOLYGON"), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["layers.zoning_plan.id"], name=op.f("fk_zoning_unit_plan_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zoning_unit")),
        schema="layers",
    )
    op.create_index(
        "ix_zoning_unit_geom", "zoning_unit", ["geom"], unique=False, schema="layers", postgresql_using="gist"
    )
    op.create_index("ix_zoning_unit_plan_id", "zoning_unit", ["plan_id"], unique=False, schema="layers")
    op.create_table(
        "pin",
        sa.Column("id", sa.UUID(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), server_default="idea", nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), server_default="", nullable=False),
        sa.Column("body", sa.String(), server_default="", nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("geom", metric_geometry("POINT"), nullable=True),
        sa.Column("public_geom", metric_geometry("POINT"), nullable=True),
        sa.Column("precision", sa.String(), server_default="exact", nullable=False),
        sa.Column("method", sa.String(), server_default="none", nullable=False),
        sa.Column("accuracy_m", sa.Double(), nullable=True),
        sa.Column("placed_at_zoom", sa.Double(), nullable=True),
        sa.Column("tie", sa.String(), server_default="unknown", nullable=False),
        sa.Column("state", sa.String(), server_default="received", nullable=False),
        sa.Column("visibility", sa.String(), server_default="public", nullable=False),
        sa.Column("support_count", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("comment_count", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("author_id", sa.UUID(), nullable=True),
        sa.Column("edit_token_hash", sa.LargeBinary(), nullable=True),
        sa.Column("is_synthetic", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column(
            "search",
            postgresql.TSVECTOR(),
            sa.Computed("to_tsvector('simple', title || ' ' || body || ' ' || reference)", persisted=True),
            nullable=False,
        ),
        sa.CheckConstraint("kind IN ('idea','observation','problem','thanks')", name=op.f("ck_pin_kind")),
        sa.CheckConstraint("precision IN ('exact','about_100_m','area')", name=op.f("ck_pin_precision")),
        sa.CheckConstraint(
            "state IN ('received','considered','accepted','partly','declined','in_progress','done','closed_not_done','withdrawn')",
            name=op.f("ck_pin_state"),
        ),
        sa.CheckConstraint("title <> '' OR body <> ''", name=op.f("ck_pin_says_something")),
        sa.CheckConstraint(
            "visibility IN ('public','pending','hidden','withdrawn')", name=op.f("ck_pin_visibility")
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["service.person.id"], name=op.f("fk_pin_author_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["boundaries.municipality.id"], name=op.f("fk_pin_municipality_id")
        ),
        sa.ForeignKeyConstraint(["theme_id"], ["service.theme.id"], name=op.f("fk_pin_theme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pin")),
        sa.UniqueConstraint("municipality_id", "reference", name=op.f("uq_pin_municipality_id_reference")),
        schema="service",
    )
    op.create_index(
        "ix_pin_list",
        "pin",
        ["municipality_id", "visibility", sa.literal_column("created_at DESC"), sa.literal_column("id DESC")],
        unique=False,
        schema="service",
    )
    op.create_index(
        "ix_pin_public_geom", "pin", ["public_geom"], unique=False, schema="service", postgresql_using="gist"
    )
    op.create_index(
        "ix_pin_search", "pin", ["search"], unique=False, schema="service", postgresql_using="gin"
    )
    op.create_table(
        "proposal_version",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("proposal_id", sa.UUID(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column(
            "geom",
            metric_geometry("GEOMETRY"),
            nullable=False,
        ),
        sa.Column(
            "coverage",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'::jsonb"),
            nullable=False,
        ),
        sa.Column("changed_by", sa.UUID(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["proposal_id"],
            ["service.proposal.id"],
            name=op.f("fk_proposal_version_proposal_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_version")),
        sa.UniqueConstraint("proposal_id", "version", name=op.f("uq_proposal_version_proposal_id_version")),
        schema="service",
    )
    op.create_table(
        "walk",
        sa.Column("id", sa.UUID(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=True),
        sa.Column("summary", sa.String(), server_default="", nullable=False),
        sa.Column("walked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("light", sa.String(), nullable=False),
        sa.Column("participant_count", sa.Integer(), nullable=False),
        sa.Column("route", metric_geometry("LINESTRING"), nullable=False),
        sa.Column("follows_id", sa.UUID(), nullable=True),
        sa.Column("is_synthetic", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("light IN ('light','dusk','dark')", name=op.f("ck_walk_light")),
        sa.ForeignKeyConstraint(["follows_id"], ["service.walk.id"], name=op.f("fk_walk_follows_id")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["boundaries.municipality.id"], name=op.f("fk_walk_municipality_id")
        ),
        sa.ForeignKeyConstraint(["theme_id"], ["service.theme.id"], name=op.f("fk_walk_theme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_walk")),
        sa.UniqueConstraint("municipality_id", "slug", name=op.f("uq_walk_municipality_id_slug")),
        schema="service",
    )
    op.create_index(
        "ix_walk_route", "walk", ["route"], unique=False, schema="service", postgresql_using="gist"
    )
    op.create_table(
        "area_piece",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("area_version_id", sa.Integer(), nullable=False),
        sa.Column("geom", metric_geometry("POLYGON"), nullable=False),
        sa.ForeignKeyConstraint(
            ["area_version_id"],
            ["boundaries.area_version.id"],
            name=op.f("fk_area_piece_area_version_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area_piece")),
        schema="boundaries",
    )
    op.create_index(
        "ix_area_piece_area_version_id", "area_piece", ["area_version_id"], unique=False, schema="boundaries"
    )
    op.create_index(
        "ix_area_piece_geom",
        "area_piece",
        ["geom"],
        unique=False,
        schema="boundaries",
        postgresql_using="gist",
    )
    op.create_table(
        "membership",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("subject_kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.UUID(), nullable=False),
        sa.Column("area_version_id", sa.Integer(), nullable=False),
        sa.Column("share", sa.Double(), server_default=sa.text("1"), nullable=False),
        sa.ForeignKeyConstraint(
            ["area_version_id"],
            ["boundaries.area_version.id"],
            name=op.f("fk_membership_area_version_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
        sa.UniqueConstraint(
            "subject_kind",
            "subject_id",
            "area_version_id",
            name=op.f("uq_membership_subject_kind_subject_id_area_version_id"),
        ),
        schema="boundaries",
    )
    op.create_index(
        "ix_membership_area_version_id",
        "membership",
        ["area_version_id", "subject_kind"],
        unique=False,
        schema="boundaries",
    )
    op.create_table(
        "observation",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("walk_id", sa.UUID(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("stop_number", sa.Integer(), nullable=True),
        sa.Column("severity", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("wish", sa.String(), server_default="", nullable=False),
        sa.Column("geom", metric_geometry("POINT"), nullable=False),
        sa.Column("is_synthetic", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.CheckConstraint(
            "severity IN ('fine','minor','serious','danger')", name=op.f("ck_observation_severity")
        ),
        sa.ForeignKeyConstraint(
            ["walk_id"], ["service.walk.id"], name=op.f("fk_observation_walk_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation")),
        sa.UniqueConstraint("walk_id", "number", name=op.f("uq_observation_walk_id_number")),
        schema="service",
    )
    op.create_index(
        "ix_observation_geom",
        "observation",
        ["geom"],
        unique=False,
        schema="service",
        postgresql_using="gist",
    )
    op.create_table(
        "pin_state_change",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("pin_id", sa.UUID(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("public_text", sa.String(), server_default="", nullable=False),
        sa.Column("changed_by", sa.UUID(), nullable=True),
        sa.Column("signature", sa.String(), server_default="", nullable=False),
        sa.Column("decision_slug", sa.String(), nullable=True),
        sa.Column("is_synthetic", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["pin_id"], ["service.pin.id"], name=op.f("fk_pin_state_change_pin_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pin_state_change")),
        schema="service",
    )
    op.create_index(
        "ix_pin_state_change_pin_id", "pin_state_change", ["pin_id"], unique=False, schema="service"
    )
    op.create_table(
        "walk_stop",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("walk_id", sa.UUID(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("geom", metric_geometry("POINT"), nullable=False),
        sa.ForeignKeyConstraint(
            ["walk_id"], ["service.walk.id"], name=op.f("fk_walk_stop_walk_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_walk_stop")),
        sa.UniqueConstraint("walk_id", "number", name=op.f("uq_walk_stop_walk_id_number")),
        schema="service",
    )


def downgrade() -> None:
    op.drop_table("walk_stop", schema="service")
    op.drop_index("ix_pin_state_change_pin_id", table_name="pin_state_change", schema="service")
    op.drop_table("pin_state_change", schema="service")
    op.drop_index("ix_observation_geom", table_name="observation", schema="service", postgresql_using="gist")
    op.drop_table("observation", schema="service")
    op.drop_index("ix_membership_area_version_id", table_name="membership", schema="boundaries")
    op.drop_table("membership", schema="boundaries")
    op.drop_index("ix_area_piece_geom", table_name="area_piece", schema="boundaries", postgresql_using="gist")
    op.drop_index("ix_area_piece_area_version_id", table_name="area_piece", schema="boundaries")
    op.drop_table("area_piece", schema="boundaries")
    op.drop_index("ix_walk_route", table_name="walk", schema="service", postgresql_using="gist")
    op.drop_table("walk", schema="service")
    op.drop_table("proposal_version", schema="service")
    op.drop_index("ix_pin_search", table_name="pin", schema="service", postgresql_using="gin")
    op.drop_index("ix_pin_public_geom", table_name="pin", schema="service", postgresql_using="gist")
    op.drop_index("ix_pin_list", table_name="pin", schema="service")
    op.drop_table("pin", schema="service")
    op.drop_index("ix_zoning_unit_plan_id", table_name="zoning_unit", schema="layers")
    op.drop_index("ix_zoning_unit_geom", table_name="zoning_unit", schema="layers", postgresql_using="gist")
    op.drop_table("zoning_unit", schema="layers")
    op.drop_index("ix_statistic_area_id", table_name="statistic", schema="layers")
    op.drop_table("statistic", schema="layers")
    op.drop_index("ix_layer_feature_layer_id", table_name="layer_feature", schema="layers")
    op.drop_index(
        "ix_layer_feature_geom", table_name="layer_feature", schema="layers", postgresql_using="gist"
    )
    op.drop_table("layer_feature", schema="layers")
    op.drop_index(
        "uq_area_version_current",
        table_name="area_version",
        schema="boundaries",
        postgresql_where=sa.text("valid_to IS NULL"),
    )
    op.drop_index(
        "ix_area_version_geom", table_name="area_version", schema="boundaries", postgresql_using="gist"
    )
    op.drop_table("area_version", schema="boundaries")
    op.drop_index("ix_web_session_expires_at", table_name="web_session", schema="service")
    op.drop_table("web_session", schema="service")
    op.drop_table("theme", schema="service")
    op.drop_table("sign_in_link", schema="service")
    op.drop_table("role_grant", schema="service")
    op.drop_index("ix_proposal_geom", table_name="proposal", schema="service", postgresql_using="gist")
    op.drop_table("proposal", schema="service")
    op.drop_table("pin_number", schema="service")
    op.drop_table("decision", schema="service")
    op.drop_index("ix_comment_subject", table_name="comment", schema="service")
    op.drop_table("comment", schema="service")
    op.drop_index("ix_zoning_plan_geom", table_name="zoning_plan", schema="layers", postgresql_using="gist")
    op.drop_table("zoning_plan", schema="layers")
    op.drop_table("layer", schema="layers")
    op.drop_index("ix_place_municipality_id", table_name="place", schema="boundaries")
    op.drop_index("ix_place_geom", table_name="place", schema="boundaries", postgresql_using="gist")
    op.drop_table("place", schema="boundaries")
    op.drop_index("uq_area_code", table_name="area", schema="boundaries")
    op.drop_table("area", schema="boundaries")
    op.drop_table("support", schema="service")
    op.drop_index(
        "ix_pin_pyramid_delta_geom", table_name="pin_pyramid_delta", schema="service", postgresql_using="gist"
    )
    op.drop_table("pin_pyramid_delta", schema="service")
    op.drop_table("pin_pyramid_cell", schema="service")
    op.drop_index("uq_person_email", table_name="person", schema="service")
    op.drop_table("person", schema="service")
    op.drop_index("ix_idempotency_key_created_at", table_name="idempotency_key", schema="service")
    op.drop_table("idempotency_key", schema="service")
    op.drop_index("ix_deed_kind", table_name="deed", schema="service")
    op.drop_table("deed", schema="service")
    op.drop_index("ix_audit_entry_subject", table_name="audit_entry", schema="service")
    op.drop_table("audit_entry", schema="service")
    op.drop_table("variable", schema="layers")
    op.drop_index(
        "ix_municipality_geom", table_name="municipality", schema="boundaries", postgresql_using="gist"
    )
    op.drop_table("municipality", schema="boundaries")
    op.execute("DROP SCHEMA layers")
    op.execute("DROP SCHEMA boundaries")
