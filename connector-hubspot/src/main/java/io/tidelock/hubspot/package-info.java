/**
 * HubSpot as one side of a sync: {@link io.tidelock.hubspot.HubSpotConnector}.
 *
 * <p>For hosts. Plans speak the CRM vocabulary ({@code io.tidelock.crm}) and never this package. Section and gotcha
 * numbers ("§2.4", "G10") in comments are those of our HubSpot reference page; what is covered is in {@code
 * docs/integrations/hubspot.md}.
 */
@NullMarked
package io.tidelock.hubspot;

import org.jspecify.annotations.NullMarked;
