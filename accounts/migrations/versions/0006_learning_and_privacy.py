"""corrections of agents, masks of messages, and who the audit trail is about"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _add_corrections()
    _add_masks()
    _add_audit_subjects()


def _add_corrections() -> None:
    op.create_table(
        "corrections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("operator", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("intent", sa.String(length=60), nullable=True),
        sa.Column("passage_id", sa.String(length=80), nullable=True),
        sa.Column("passage_key", sa.String(length=120), nullable=True),
        sa.Column("passage_file", sa.String(length=200), nullable=True),
        sa.Column("passage_title", sa.Text(), nullable=True),
        sa.Column("conversation_id", sa.String(length=36), nullable=True),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.Column("author", sa.String(length=80), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("exported_at", sa.DateTime(timezone=True), nullable=True),
        _belongs_to("corrections", "conversation_id", "conversations"),
        _belongs_to("corrections", "message_id", "messages"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrections")),
    )
    op.create_index(op.f("ix_corrections_operator_status"), "corrections", ["operator", "status"])
    op.create_index(op.f("ix_corrections_message_id_kind"), "corrections", ["message_id", "kind"])
    op.create_index(op.f("ix_corrections_conversation_id"), "corrections", ["conversation_id"])


def _add_masks() -> None:
    op.create_table(
        "message_masks",
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        _belongs_to("message_masks", "message_id", "messages"),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_message_masks")),
    )


def _add_audit_subjects() -> None:
    op.create_table(
        "audit_subjects",
        sa.Column("reference", sa.String(length=40), nullable=False),
        sa.Column("operator", sa.String(length=40), nullable=False),
        sa.Column("account_number", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("reference", name=op.f("pk_audit_subjects")),
        sa.UniqueConstraint(
            "operator", "account_number", name=op.f("uq_audit_subjects_operator_account_number")
        ),
    )


def downgrade() -> None:
    for table in ("audit_subjects", "message_masks", "corrections"):
        op.drop_table(table)


def _belongs_to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete="CASCADE")
