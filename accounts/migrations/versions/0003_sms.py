"""text messages: consent, messages in and out, delivery states, numbers of conversations"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sms_consents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("operator", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("event", sa.String(length=20), nullable=False),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.Column("keyword", sa.String(length=20), nullable=True),
        sa.Column("provider_sid", sa.String(length=64), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sms_consents")),
    )
    op.create_index(
        op.f("ix_sms_consents_operator_number_id"), "sms_consents", ["operator", "number", "id"], unique=False
    )
    op.create_table(
        "sms_statuses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("provider_sid", sa.String(length=64), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("error_code", sa.String(length=10), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sms_statuses")),
        sa.UniqueConstraint("provider_sid", "status", name=op.f("uq_sms_statuses_provider_sid_status")),
    )
    op.create_table(
        "sms_conversations",
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("operator", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("our_number", sa.String(length=20), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_sms_conversations_conversation_id_conversations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("conversation_id", name=op.f("pk_sms_conversations")),
    )
    op.create_index(
        op.f("ix_sms_conversations_operator_number_began_at"),
        "sms_conversations",
        ["operator", "number", "began_at"],
        unique=False,
    )
    op.create_table(
        "sms_inbound",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("provider_sid", sa.String(length=64), nullable=False),
        sa.Column("operator", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("our_number", sa.String(length=20), nullable=False),
        sa.Column("ciphertext", sa.Text(), nullable=True),
        sa.Column("media", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_error", sa.String(length=200), nullable=True),
        sa.Column("conversation_id", sa.String(length=36), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_sms_inbound_conversation_id_conversations"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sms_inbound")),
        sa.UniqueConstraint("provider_sid", name=op.f("uq_sms_inbound_provider_sid")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_sms_inbound_conversation_id"), "sms_inbound", ["conversation_id"], unique=False)
    op.create_index(
        op.f("ix_sms_inbound_operator_number_received_at"),
        "sms_inbound",
        ["operator", "number", "received_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_sms_inbound_state_operator_number_id"),
        "sms_inbound",
        ["state", "operator", "number", "id"],
        unique=False,
    )
    op.create_table(
        "sms_outbound",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("operator", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("our_number", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("reference", sa.String(length=80), nullable=True),
        sa.Column("ciphertext", sa.Text(), nullable=True),
        sa.Column("encoding", sa.String(length=5), nullable=False),
        sa.Column("segments", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("uncertain", sa.Boolean(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_error", sa.String(length=200), nullable=True),
        sa.Column("provider_sid", sa.String(length=64), nullable=True),
        sa.Column("provider_status", sa.String(length=20), nullable=True),
        sa.Column("conversation_id", sa.String(length=36), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_sms_outbound_conversation_id_conversations"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sms_outbound")),
        sa.UniqueConstraint("provider_sid", name=op.f("uq_sms_outbound_provider_sid")),
        sa.UniqueConstraint("reference", name=op.f("uq_sms_outbound_reference")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_sms_outbound_conversation_id"), "sms_outbound", ["conversation_id"], unique=False
    )
    op.create_index(
        op.f("ix_sms_outbound_operator_number_id"), "sms_outbound", ["operator", "number", "id"], unique=False
    )
    op.create_index(
        op.f("ix_sms_outbound_state_operator_number_id"),
        "sms_outbound",
        ["state", "operator", "number", "id"],
        unique=False,
    )
    op.create_table(
        "sms_relays",
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("outbound_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["messages.id"],
            name=op.f("fk_sms_relays_message_id_messages"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["outbound_id"],
            ["sms_outbound.id"],
            name=op.f("fk_sms_relays_outbound_id_sms_outbound"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_sms_relays")),
    )
    op.create_index(op.f("ix_sms_relays_outbound_id"), "sms_relays", ["outbound_id"], unique=False)


def downgrade() -> None:
    for table in (
        "sms_relays",
        "sms_conversations",
        "sms_statuses",
        "sms_outbound",
        "sms_inbound",
        "sms_consents",
    ):
        op.drop_table(table)
