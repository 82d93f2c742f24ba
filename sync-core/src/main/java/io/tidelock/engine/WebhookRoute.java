package io.tidelock.engine;

import io.tidelock.mapping.Party;
import io.tidelock.record.IntegrationId;

/**
 * Says whom an account's webhooks concern.
 *
 * @param integration an integration that is connected to the account
 * @param party which of its two systems the account is
 */
public record WebhookRoute(IntegrationId integration, Party party) {}
