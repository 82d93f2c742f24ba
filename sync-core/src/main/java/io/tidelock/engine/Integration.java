package io.tidelock.engine;

import io.tidelock.connector.Connector;
import io.tidelock.mapping.Plan;
import io.tidelock.record.IntegrationId;

/**
 * A plan bound to two connected accounts of one tenant.
 *
 * @param id the host's own id for it, stable for ever: every stored row carries it, and nothing of one integration is ever
 *     seen by another, also where both use the same accounts
 * @param plan what is kept equal
 * @param business the business system, connected
 * @param crm the CRM, connected
 */
public record Integration(IntegrationId id, Plan plan, Connector business, Connector crm) {}
