/**
 * Ringostat, call tracking: a connector to one project, what takes its webhooks, and a ready-made plan for a CRM.
 *
 * <p>For hosts: {@link io.tidelock.ringostat.RingostatConnector}, {@link io.tidelock.ringostat.RingostatWebhooks}, {@link
 * io.tidelock.ringostat.RingostatPlan} with its settings and the matrix of what a call becomes. Everything else is ours.
 */
@NullMarked
package io.tidelock.ringostat;

import org.jspecify.annotations.NullMarked;
