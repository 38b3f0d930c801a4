"""the agents' desk: users, owners of conversations, full-text search, webhooks"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)

# Accents are folded by SQLite's tokenizer.
SQLITE_SEARCH = (
    """CREATE VIRTUAL TABLE message_search USING fts5(
        text, content='messages', content_rowid='id', tokenize="unicode61 remove_diacritics 2", prefix='2 3 4')""",
    """CREATE TRIGGER message_search_insert AFTER INSERT ON messages BEGIN
        INSERT INTO message_search(rowid, text) VALUES (new.id, new.text); END""",
    """CREATE TRIGGER message_search_delete AFTER DELETE ON messages BEGIN
        INSERT INTO message_search(message_search, rowid, text) VALUES ('delete', old.id, old.text); END""",
    """CREATE TRIGGER message_search_update AFTER UPDATE OF text ON messages BEGIN
        INSERT INTO message_search(message_search, rowid, text) VALUES ('delete', old.id, old.text);
        INSERT INTO message_search(rowid, text) VALUES (new.id, new.text); END""",
    "INSERT INTO message_search(message_search) VALUES ('rebuild')",
)
# `unaccent` is no immutable function, and is not installed everywhere; the letters of French and English are few.
POSTGRESQL_SEARCH = (
    """CREATE FUNCTION guichet_search_vector(message text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT to_tsvector('simple'::regconfig, regexp_replace(translate(
            replace(replace(lower(message), 'œ', 'oe'), 'æ', 'ae'),
            'àâäáãåçéèêëíìîïñóòôöõúùûüýÿ', 'aaaaaaceeeeiiiinooooouuuuyy'), '(\\W|_)+', ' ', 'g')) $$""",
    "CREATE INDEX message_search ON messages USING gin (guichet_search_vector(text))",
)


def upgrade() -> None:
    _add_users()
    _add_columns()
    _add_notes_and_webhooks()
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SQLITE_SEARCH if on_sqlite else POSTGRESQL_SEARCH:
        op.execute(statement)


def _add_users() -> None:
    op.create_table(
        "desk_users",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("username", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("operators", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("last_seen_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_users")),
        sa.UniqueConstraint("username", name=op.f("uq_desk_users_username")),
    )
    op.create_table(
        "desk_sessions",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["desk_users.id"],
            name=op.f("fk_desk_sessions_user_id_desk_users"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_sessions")),
    )
    op.create_index(op.f("ix_desk_sessions_user_id"), "desk_sessions", ["user_id"])
    op.create_table(
        "canned_replies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("operator", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_canned_replies")),
        sa.UniqueConstraint(
            "operator", "language", "title", name=op.f("uq_canned_replies_operator_language_title")
        ),
    )


def _add_columns() -> None:
    op.add_column("conversations", sa.Column("owner_id", sa.Integer(), nullable=True))
    op.add_column(
        "conversations",
        sa.Column("reset_dialogue", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.add_column("messages", sa.Column("author", sa.String(length=100), nullable=True))
    op.add_column(
        "handoffs", sa.Column("cause", sa.String(length=20), nullable=False, server_default="asked_for")
    )
    for name, kind in (
        ("agent_id", sa.Integer()),
        ("changed_at", MOMENT),
        ("due_at", MOMENT),
        ("claimed_at", MOMENT),
        ("first_reply_at", MOMENT),
        ("ticket_reference", sa.String(length=20)),
        ("ticketed_at", MOMENT),
        ("outcome", sa.String(length=20)),
        ("close_reason", sa.Text()),
    ):
        op.add_column("handoffs", sa.Column(name, kind, nullable=True))
    op.execute("UPDATE handoffs SET changed_at = coalesce(closed_at, opened_at)")
    op.create_index(op.f("ix_handoffs_changed_at"), "handoffs", ["changed_at"])
    op.create_index(op.f("ix_handoffs_state_opened_at"), "handoffs", ["state", "opened_at"])
    op.create_index(op.f("ix_handoffs_ticket_reference"), "handoffs", ["ticket_reference"], unique=True)


def _add_notes_and_webhooks() -> None:
    op.create_table(
        "conversation_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("author", sa.String(length=100), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("form_id", sa.String(length=64), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_conversation_notes_conversation_id_conversations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation_notes")),
        sa.UniqueConstraint(
            "conversation_id", "form_id", name=op.f("uq_conversation_notes_conversation_id_form_id")
        ),
    )
    op.create_index(op.f("ix_conversation_notes_conversation_id"), "conversation_notes", ["conversation_id"])
    op.create_table(
        "webhook_events",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("next_attempt_at", MOMENT, nullable=False),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.Column("last_error", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_webhook_events_conversation_id_conversations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook_events")),
    )
    op.create_index(op.f("ix_webhook_events_conversation_id"), "webhook_events", ["conversation_id"])
    op.create_index(
        op.f("ix_webhook_events_status_next_attempt_at"), "webhook_events", ["status", "next_attempt_at"]
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name in ("insert", "delete", "update"):
            op.execute(f"DROP TRIGGER message_search_{name}")
        op.execute("DROP TABLE message_search")
    else:
        op.execute("DROP INDEX message_search")
        op.execute("DROP FUNCTION guichet_search_vector(text)")
    for table in ("webhook_events", "conversation_notes", "canned_replies", "desk_sessions", "desk_users"):
        op.drop_table(table)
    for index in ("changed_at", "state_opened_at", "ticket_reference"):
        op.drop_index(f"ix_handoffs_{index}", table_name="handoffs")
    for name in [
        "cause",
        "agent_id",
        "changed_at",
        "due_at",
        "claimed_at",
        "first_reply_at",
        "ticket_reference",
        "ticketed_at",
        "outcome",
        "close_reason",
    ]:
        op.drop_column("handoffs", name)
    op.drop_column("messages", "author")
    op.drop_column("conversations", "reset_dialogue")
    op.drop_column("conversations", "owner_id")
