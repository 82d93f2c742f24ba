/**
 * Runs a fake vendor server from the command line: {@code java -jar sync-testkit-standalone.jar serve cliniko}.
 *
 * <p>For people who try things out and for test suites in other languages. Not an API.
 */
@NullMarked
package io.tidelock.testkit.cli;

import org.jspecify.annotations.NullMarked;
