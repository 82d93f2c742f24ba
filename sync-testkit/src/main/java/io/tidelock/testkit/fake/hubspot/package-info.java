/**
 * A fake HubSpot portal, written from HubSpot's documentation: objects, search, associations, properties, pipelines and
 * owners, with the refusals, the limits and the delays of the real one.
 *
 * <p>For hosts and vendors. Section numbers in the Javadoc ("§2.4") are those of our HubSpot reference page.
 */
@NullMarked
package io.tidelock.testkit.fake.hubspot;

import org.jspecify.annotations.NullMarked;
