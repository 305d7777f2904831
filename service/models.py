"""Every table of the project: importing this is what migrations and tests need."""

# ruff: noqa: F401

from __future__ import annotations

import boundaries.models
import boundaries.records
import layers.grids.models
import layers.indicators.models
import layers.models
import layers.plans.models
import layers.remote.models
import service.accounts.models
import service.analysis.own.models
import service.analysis.reach.models
import service.analysis.runs.models
import service.analysis.surfaces.models
import service.areas.agreement.models
import service.areas.upload.models
import service.conflicts.models
import service.discussion.models
import service.effects.models
import service.layer_imports.models
import service.machines.models
import service.moderation.models
import service.notices.models
import service.participation.campaigns.models
import service.participation.doubts.models
import service.participation.imports.models
import service.participation.photos.models
import service.participation.pins.models
import service.participation.replies.models
import service.participation.replies.sheets.models
import service.participation.sources.models
import service.participation.walks.along.models
import service.participation.walks.models
import service.programmes.evaluation.models
import service.programmes.models
import service.proposals.documents.models
import service.proposals.ideas.models
import service.proposals.models
import service.proposals.phases.models
import service.records
import service.remote.models
import service.statements.bodies.models
import service.statements.models
import service.statements.segments.models
import service.statements.signatures.models
import service.together.models
import service.topics.models
