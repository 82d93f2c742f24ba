/**
 * Cliniko as one side of a sync: {@link io.tidelock.cliniko.ClinikoConnector} talks to a clinic, {@link
 * io.tidelock.cliniko.ClinikoPlan} is the ready-made plan, {@link io.tidelock.cliniko.Patient} and {@link
 * io.tidelock.cliniko.ClinikoContact} name what a clinic's records hold.
 *
 * <p>For hosts. Wire facts are those of Cliniko's REST API v1 (docs.api.cliniko.com).
 */
@NullMarked
package io.tidelock.cliniko;

import org.jspecify.annotations.NullMarked;
