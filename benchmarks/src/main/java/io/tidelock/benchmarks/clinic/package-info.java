/** A clinic on Cliniko with a CRM on HubSpot, both fake and on sockets: for us, what is measured over HTTP. */
@NullMarked
package io.tidelock.benchmarks.clinic;

import org.jspecify.annotations.NullMarked;
