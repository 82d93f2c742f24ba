/**
 * A fake of Cliniko's REST API v1, written from the vendor's documentation and from recorded responses.
 *
 * <p>For hosts and vendors: {@link io.tidelock.testkit.fake.cliniko.FakeCliniko}. A further resource is a declaration
 * such as {@code Patients}: its fields, what filters it, its links.
 */
@NullMarked
package io.tidelock.testkit.fake.cliniko;

import org.jspecify.annotations.NullMarked;
