/** Proves that the fake refuses what HubSpot refuses. For us. */
@NullMarked
package io.tidelock.testkit.fake.hubspot;

import org.jspecify.annotations.NullMarked;
