"""Surveys and test panels."""

import sqlalchemy as sa
from alembic import op

from commkit.runtime.storage.columns import Id, UtcDateTime, Words

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "commkit_panel",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("consent_version", sa.Integer(), nullable=False),
        sa.Column("run_length", sa.Integer(), nullable=False),
        sa.Column("created_by", Id(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("saturated_at", UtcDateTime(), nullable=True),
        sa.Column("counted_from", sa.Integer(), nullable=False),
        sa.Column("submission_count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_table(
        "commkit_panelist_slot",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("free_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "member"], ["commkit_membership.community_id", "commkit_membership.id"]
        ),
        sa.PrimaryKeyConstraint("community_id", "member", "slot"),
    )
    op.create_table(
        "commkit_survey",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("intro", sa.Text(), nullable=False),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("role", sa.String(length=64), nullable=True),
        sa.Column("min_trust", sa.Integer(), nullable=False),
        sa.Column("staff", sa.Boolean(), nullable=True),
        sa.Column("quota", sa.Integer(), nullable=True),
        sa.Column("opens_at", UtcDateTime(), nullable=False),
        sa.Column("closes_at", UtcDateTime(), nullable=True),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("created_by", Id(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("response_count", sa.Integer(), nullable=False),
        sa.Column("invited_count", sa.Integer(), nullable=False),
        sa.Column("invited_response_count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_table(
        "commkit_survey_last_contact",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("invited_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "member"], ["commkit_membership.community_id", "commkit_membership.id"]
        ),
        sa.PrimaryKeyConstraint("community_id", "member"),
    )
    op.create_table(
        "commkit_panel_consent",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("panel", Id(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by", Id(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "panel"], ["commkit_panel.community_id", "commkit_panel.id"]
        ),
        sa.PrimaryKeyConstraint("community_id", "panel", "version"),
    )
    op.create_table(
        "commkit_panel_incentive",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("panel", Id(), nullable=False),
        sa.Column("task", Id(), nullable=True),
        sa.Column("member", Id(), nullable=False),
        sa.Column("description", sa.String(length=300), nullable=False),
        sa.Column("promised_by", Id(), nullable=True),
        sa.Column("promised_at", UtcDateTime(), nullable=False),
        sa.Column("fulfilled_by", Id(), nullable=True),
        sa.Column("fulfilled_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "member"], ["commkit_membership.community_id", "commkit_membership.id"]
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "panel"], ["commkit_panel.community_id", "commkit_panel.id"]
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_panel_incentive_panel", "commkit_panel_incentive", ["community_id", "panel", "id"]
    )
    op.create_table(
        "commkit_panel_screening_answer",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("panel", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("question", sa.Integer(), nullable=False),
        sa.Column("chosen", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "panel"], ["commkit_panel.community_id", "commkit_panel.id"]
        ),
        sa.PrimaryKeyConstraint("community_id", "panel", "member", "question"),
    )
    op.create_table(
        "commkit_panel_screening_question",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("panel", Id(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("prompt", sa.Text(), nullable=False),
        sa.Column("options", sa.Text(), nullable=False),
        sa.Column("accepted_options", Words(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "panel"], ["commkit_panel.community_id", "commkit_panel.id"]
        ),
        sa.PrimaryKeyConstraint("community_id", "panel", "number"),
    )
    op.create_table(
        "commkit_panel_task",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("panel", Id(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("instructions", sa.Text(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("incentive", sa.String(length=300), nullable=False),
        sa.Column("created_by", Id(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "panel"], ["commkit_panel.community_id", "commkit_panel.id"]
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_table(
        "commkit_panelist",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("panel", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("consent_version", sa.Integer(), nullable=False),
        sa.Column("consented_at", UtcDateTime(), nullable=False),
        sa.Column("applied_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "member"], ["commkit_membership.community_id", "commkit_membership.id"]
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "panel"], ["commkit_panel.community_id", "commkit_panel.id"]
        ),
        sa.PrimaryKeyConstraint("community_id", "panel", "member"),
    )
    op.create_table(
        "commkit_survey_participation",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("survey", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("invited_at", UtcDateTime(), nullable=True),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "member"], ["commkit_membership.community_id", "commkit_membership.id"]
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "survey"], ["commkit_survey.community_id", "commkit_survey.id"]
        ),
        sa.PrimaryKeyConstraint("community_id", "survey", "member"),
    )
    op.create_table(
        "commkit_survey_question",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("survey", Id(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("prompt", sa.Text(), nullable=False),
        sa.Column("options", sa.Text(), nullable=False),
        sa.Column("low", sa.Integer(), nullable=False),
        sa.Column("high", sa.Integer(), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "survey"], ["commkit_survey.community_id", "commkit_survey.id"]
        ),
        sa.PrimaryKeyConstraint("community_id", "survey", "number"),
    )
    op.create_table(
        "commkit_survey_response",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("survey", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("member", Id(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=True),
        sa.Column("role", sa.String(length=64), nullable=True),
        sa.Column("staff", sa.Boolean(), nullable=True),
        sa.Column("trust", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "survey"], ["commkit_survey.community_id", "commkit_survey.id"]
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "member"], ["commkit_membership.community_id", "commkit_membership.id"]
        ),
        sa.PrimaryKeyConstraint("community_id", "survey", "id"),
    )
    op.create_table(
        "commkit_panel_task_assignment",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("task", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("panel", Id(), nullable=False),
        sa.Column("assigned_at", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("submitted_at", UtcDateTime(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("findings", sa.Integer(), nullable=False),
        sa.Column("new_findings", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "member"], ["commkit_membership.community_id", "commkit_membership.id"]
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "task"], ["commkit_panel_task.community_id", "commkit_panel_task.id"]
        ),
        sa.PrimaryKeyConstraint("community_id", "task", "member"),
    )
    op.create_index(
        "ix_commkit_panel_task_assignment_member",
        "commkit_panel_task_assignment",
        ["community_id", "member", "task"],
    )
    op.create_index(
        "ix_commkit_panel_task_assignment_number",
        "commkit_panel_task_assignment",
        ["community_id", "panel", "number"],
    )
    op.create_table(
        "commkit_panel_finding",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("panel", Id(), nullable=False),
        sa.Column("task", Id(), nullable=False),
        sa.Column("member", Id(), nullable=True),
        sa.Column("submission", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("severity", sa.String(16), nullable=False),
        sa.Column("duplicate_of", Id(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "member"], ["commkit_membership.community_id", "commkit_membership.id"]
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "task"], ["commkit_panel_task.community_id", "commkit_panel_task.id"]
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "panel"], ["commkit_panel.community_id", "commkit_panel.id"]
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_panel_finding_panel", "commkit_panel_finding", ["community_id", "panel", "id"]
    )
    op.create_table(
        "commkit_survey_answer",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("survey", Id(), nullable=False),
        sa.Column("question", sa.Integer(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("response", Id(), nullable=False),
        sa.Column("member", Id(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "survey", "response"],
            [
                "commkit_survey_response.community_id",
                "commkit_survey_response.survey",
                "commkit_survey_response.id",
            ],
        ),
        sa.PrimaryKeyConstraint("community_id", "survey", "question", "value", "response"),
    )
